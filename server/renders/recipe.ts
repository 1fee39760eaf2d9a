import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { planRecipe, type Recipe } from '../../audio/index.ts'
import { firstDateOf } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { asciiName } from '../media/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { assembledRundown } from '../rundowns/index.ts'
import { findStation } from '../station/index.ts'
import type { RenderSources } from './store.ts'

/** What an edition is made from as its rundown stands now. */
export interface EditionRecipe {
  /** Absent while there is nothing to sound. */
  recipe: Recipe | undefined
  reads: Omit<RenderSources['reads'][number], 'isChosen'>[]
  /** The rundown's id of each part. */
  slotIds: string[]
  /** How long it should be. */
  normMs: number | undefined
  /** The name of the delivered MP3. */
  fileName: string
  /** Vietnamese: what its rundown still wants. */
  missing: string[]
}

/** The recipe of an edition as its rundown stands now; undefined when there is no such edition. */
export async function recipeOf(db: Db, editionId: string): Promise<EditionRecipe | undefined> {
  const names = await findEditionNames(db, editionId)
  const station = await findStation(db)
  const rundown = await assembledRundown(db, editionId)
  if (!names || !station || !rundown) return undefined
  const { slots, beds, settings, reads, slotIds, missing } = rundown
  const read = new Set(reads.map(({ mediaSha256 }) => mediaSha256))
  const titles = slots.filter(({ sha256 }) => read.has(sha256)).map(({ title }) => title)
  const recipe =
    slots.length === 0
      ? undefined
      : planRecipe(slots, {
          targetLufs: settings.targetLufs,
          beds,
          tags: {
            title: names.title,
            artist: station.name,
            album: names.programmeName,
            date: firstDateOf(names.period),
            comment: titles.map((title, place) => `${place + 1}. ${title}`).join('\n'),
            ...(settings.picture && { picture: settings.picture }),
          },
        })
  return { recipe, reads, slotIds, normMs: settings.normMs, fileName: `${asciiName(names.title)}.mp3`, missing }
}

/** Whether two recipes sound the same: all but what the files say of themselves (pure). */
export function soundsTheSame(one: Recipe, other: Recipe): boolean {
  return isDeepStrictEqual(soundOf(one), soundOf(other))
}

/** A short name for what a recipe sounds like: equal where all that sounds is planned alike (pure). */
export function soundKeyOf(recipe: Recipe): string {
  return createHash('sha256')
    .update(JSON.stringify(soundOf(recipe)))
    .digest('hex')
}

function soundOf({ tags: _, parts, beds, ...rest }: Recipe) {
  const untitled = <T extends { title: string }>({ title: _title, ...place }: T) => place
  // As it would be read back from where it is kept, where nothing is undefined.
  return JSON.parse(JSON.stringify({ ...rest, parts: parts.map(untitled), beds: beds.map(untitled) }))
}
