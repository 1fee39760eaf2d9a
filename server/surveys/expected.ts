import type { Take } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { findRevision } from '../scripts/index.ts'
import { listForms, saidSyllables, segmentsOf } from '../speech/index.ts'

/** Radio news is read at about 233 syllables a minute (FIELD §2: a thesis of the Voice of Vietnam). */
const SYLLABLES_A_MINUTE = 233

/** How long the text of a read takes, its numbers and abbreviations said in full; undefined where it has none. */
export async function expectedMsOf(
  db: Db,
  { revisionId, itemId }: Pick<Take, 'revisionId' | 'itemId'>,
): Promise<number | undefined> {
  const item = (await findRevision(db, revisionId))?.items.find((candidate) => candidate.itemId === itemId)
  if (!item) return undefined
  const syllables = saidSyllables(segmentsOf(item.text, await listForms(db)))
  return syllables === 0 ? undefined : Math.round((syllables / SYLLABLES_A_MINUTE) * 60_000)
}
