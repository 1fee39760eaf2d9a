import type { RecipeSettings, Rundown as SoundRundown } from '../../audio/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

type SoundBeds = NonNullable<RecipeSettings['beds']>

/** An edition's rundown as sound: what a recipe is planned from. */
export interface AssembledRundown {
  /** In the order in which they sound; a slot that has no sound yet is left out and named in `missing`. */
  slots: SoundRundown
  /** Their `fromSlot` and `toSlot` are places in `slots`. */
  beds: SoundBeds
  settings: {
    targetLufs: number
    /** How long the edition should be. */
    normMs?: number
    /** The programme's cover. */
    picture?: { sha256: string; mediaType: 'image/jpeg' | 'image/png' }
  }
  /** The reads that sound, in the order of the rundown: one for each item of the newest script that has one. */
  reads: { itemId: string; textHash: string; takeId: string; mediaSha256: string }[]
  /** The rundown's id of each of `slots`. */
  slotIds: string[]
  /** Vietnamese: what keeps it from being heard or rendered; empty when nothing. Approval is not looked at here. */
  missing: string[]
}

/** The rundown of an edition as it stands now; undefined when there is no such edition. */
export async function assembledRundown(_db: Db, _editionId: string): Promise<AssembledRundown | undefined> {
  throw new StationError('internal')
}
