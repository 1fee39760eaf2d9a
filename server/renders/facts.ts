import type { Db } from '../db/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { listTakes } from '../takes/index.ts'
import { type AirFacts, isLatestApproved } from './readiness.ts'
import { newestVerified, type VerifiedRender } from './store.ts'

/** Gathers what “may this air?” is asked of. */
export async function airFactsOf(
  db: Db,
  editionId: string,
): Promise<AirFacts & { render: VerifiedRender | undefined }> {
  const revisions = await listRevisions(db, editionId)
  const latest = revisions[0] && (await findRevision(db, revisions[0].id))
  return {
    latest,
    latestApproved: isLatestApproved(revisions),
    takes: await listTakes(db, editionId),
    render: await newestVerified(db, editionId),
  }
}
