import type { Db } from '../db/index.ts'
import { assembledRundown } from '../rundowns/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { listTakes } from '../takes/index.ts'
import { isListeningRequiredFor } from '../verdicts/index.ts'
import {
  type AirFacts,
  hangsOnRundown,
  isLatestApproved,
  type Missing,
  missingReads,
  missingSentence,
  missingWords,
  unheardReads,
} from './readiness.ts'
import { newestVerified, type VerifiedRender } from './store.ts'

/** Gathers what “may this air?” is asked of. */
export async function airFactsOf(
  db: Db,
  editionId: string,
): Promise<AirFacts & { render: VerifiedRender | undefined }> {
  const revisions = await listRevisions(db, editionId)
  const latest = revisions[0] && (await findRevision(db, revisions[0].id))
  const facts = {
    latest,
    latestApproved: isLatestApproved(revisions),
    editedSinceApproval: !isLatestApproved(revisions) && revisions.some(({ approval }) => approval !== undefined),
    takes: await listTakes(db, editionId),
    listeningRequired: await isListeningRequiredFor(db, editionId),
    render: await newestVerified(db, editionId),
  }
  if (!hangsOnRundown(facts)) return facts
  const reads = (await assembledRundown(db, editionId))?.reads ?? []
  return { ...facts, takesInRundown: new Set(reads.map(({ takeId }) => takeId)) }
}

/**
 * What stands between an edition and a render, in Vietnamese: approved words, a read of each item (approved by listening
 * where the programme wants it), every sound that its rundown wants. Empty: it may be rendered.
 */
export async function missingForRender(
  db: Db,
  editionId: string,
  facts: Pick<AirFacts, 'latest' | 'latestApproved' | 'editedSinceApproval' | 'takes' | 'listeningRequired'>,
): Promise<string[]> {
  const words = missingWords(facts)
  if (!facts.latest) return words.map(missingSentence)
  const { reads = [], missing = [] } = (await assembledRundown(db, editionId)) ?? {}
  const unread: Missing[] = missingReads(facts, ({ itemId, textHash }) =>
    reads.some((read) => read.itemId === itemId && read.textHash === textHash),
  )
  // The rundown names an unread item as well, in the same words.
  return [...new Set([...[...words, ...unread, ...unheardReads(facts, reads)].map(missingSentence), ...missing])]
}
