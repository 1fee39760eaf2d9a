import type { RecipeSettings, Rundown as SoundRundown } from '../../audio/index.ts'
import type { Bed } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { findPicture, type Picture } from '../programmes/index.ts'
import { readIn } from './reads.ts'
import { type Standing, standingRundown } from './standing.ts'

type SoundBeds = NonNullable<RecipeSettings['beds']>
type SoundSlot = SoundRundown[number]

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
    picture?: Picture
  }
  /** The reads that sound, in the order of the rundown: one for each item of the newest script that has one. */
  reads: { itemId: string; textHash: string; takeId: string; mediaSha256: string }[]
  /** The rundown's id of each of `slots`. */
  slotIds: string[]
  /** Vietnamese: what keeps it from being heard or rendered; empty when nothing. Approval is not looked at here. */
  missing: string[]
}

/** The rundown of an edition as it stands now; undefined when there is no such edition. */
export async function assembledRundown(db: Db, editionId: string): Promise<AssembledRundown | undefined> {
  const standing = await standingRundown(db, editionId)
  if (!standing) return undefined
  const { template, missing } = standing
  const picture = await findPicture(db, standing.programmeId)
  const sounding = standing.slots.flatMap((slot) => {
    const sha256 = contentOf(standing, slot)
    return sha256 === undefined ? [] : [{ slot, sha256 }]
  })
  return {
    slots: sounding.map(({ slot, sha256 }) => asSound(slot, sha256)),
    beds: standing.beds.flatMap((bed) => asBed(bed, standing, sounding)),
    settings: {
      targetLufs: template.targetLufs,
      ...(template.normMs !== undefined && { normMs: template.normMs }),
      ...(picture && { picture }),
    },
    reads: standing.slots.flatMap((slot) => {
      const read = readIn(slot, standing.reads, standing.kept)
      return read
        ? [{ itemId: read.itemId, textHash: read.textHash, takeId: read.id, mediaSha256: read.mediaSha256 }]
        : []
    }),
    slotIds: sounding.map(({ slot }) => slot.id),
    missing,
  }
}

function contentOf({ sounds, reads, kept }: Standing, slot: Standing['slots'][number]): string | undefined {
  const { source } = slot
  const sound = source.from === 'library' ? sounds.find(({ id }) => id === source.soundId) : readIn(slot, reads, kept)
  return sound?.mediaSha256
}

function asSound(slot: Standing['slots'][number], sha256: string): SoundSlot {
  const { kind, title, gapAfterMs, keep, treatment, gainDb, fadeInMs, fadeOutMs } = slot
  return { role: kind, title, sha256, gapAfterMs, keep, treatment, gainDb, fadeInMs, fadeOutMs }
}

/** A bed over those of its slots that sound; left out where none does. */
function asBed(
  bed: Bed,
  { slots, sounds }: Standing,
  sounding: readonly { slot: { id: string } }[],
): SoundBeds[number][] {
  const { id: _id, soundId, fromSlotId, toSlotId, ...shape } = bed
  const from = slots.findIndex((slot) => slot.id === fromSlotId)
  const to = slots.findIndex((slot) => slot.id === toSlotId)
  const under = new Set(slots.slice(from, to + 1).map((slot) => slot.id))
  const places = sounding.flatMap(({ slot }, place) => (under.has(slot.id) ? [place] : []))
  const [fromSlot] = places
  const toSlot = places.at(-1)
  const sound = sounds.find((one) => one.id === soundId)
  if (!sound || fromSlot === undefined || toSlot === undefined) return []
  return [{ ...shape, title: sound.title, sha256: sound.mediaSha256, fromSlot, toSlot }]
}
