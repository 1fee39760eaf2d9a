import type { Revision } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { listCurrentLeaders } from '../leaders/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { stateOf } from './rules.ts'
import { addRequest, askLeaders, findWithdrawal, listAnswers, listRequests } from './store.ts'

export interface Submitting {
  revisionId: string
  leaderIds: readonly string[]
  note: string | undefined
  by: string
  at: number
}

/**
 * Submits the newest revision of an edition to leaders; gives the request. While the same revision waits to be answered, the
 * leaders are asked besides those who are asked already, and nothing else changes; one that was returned, or whose approval
 * was taken back, is submitted anew. Refuses `not-latest-revision`, `already-approved`, `empty-script` and `leader-ended`.
 */
export async function submitRevision(db: Db, asked: Submitting): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const revision = await mayBeSubmitted(trx, asked.revisionId)
    const current = new Set((await listCurrentLeaders(trx)).map(({ id }) => id))
    if (asked.leaderIds.some((id) => !current.has(id)))
      throw new StationError('leader-ended', { words: 'Người được chọn' })
    const [known] = (await listRequests(trx, revision.editionId)).filter((one) => one.revisionId === revision.id)
    const withdrawn = await findWithdrawal(trx, revision.id)
    const isOpen =
      known !== undefined &&
      stateOf({
        isApproved: false,
        isWithdrawn: withdrawn !== undefined && withdrawn.at >= known.submitted.at,
        isNewest: true,
        answers: await listAnswers(trx, known.id),
      }) === 'waiting'
    const at = withdrawn ? Math.max(asked.at, withdrawn.at + 1) : asked.at
    const requestId =
      isOpen && known
        ? known.id
        : await addRequest(trx, {
            revisionId: revision.id,
            number: (known?.number ?? 0) + 1,
            note: asked.note,
            by: asked.by,
            at,
          })
    await askLeaders(trx, { requestId, leaderIds: asked.leaderIds, by: asked.by, at })
    return requestId
  })
}

async function mayBeSubmitted(db: Db, revisionId: string): Promise<Revision> {
  const revision = await findRevision(db, revisionId)
  if (!revision) throw new StationError('not-found')
  const { number, approval } = revision
  if (approval) throw new StationError('already-approved', { number, approver: approval.approver })
  const [latest] = await listRevisions(db, revision.editionId)
  if (latest && latest.id !== revision.id)
    throw new StationError('not-latest-revision', { number, latest: latest.number })
  const empty = revision.items.find(({ text }) => text === '')
  if (empty) throw new StationError('empty-script', { title: empty.title })
  return revision
}
