import type { AnswersGiven, ApprovalMeans, Revision } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { addApproval, findRevision, listRevisions, tidyText } from '../scripts/index.ts'
import { approversOf, isWhollyApproved, saysTheSame } from './rules.ts'
import { addAnswers, findRequest, findSaid, listAnswers, listRequests, type RequestRow } from './store.ts'

/** Answers as they are noted: who said them, and how it is known. */
export interface Said extends AnswersGiven {
  approver: string
  means: ApprovalMeans
  /** The telephone they came from; undefined: noted at the station. */
  phoneId: string | undefined
  recordedBy: string | undefined
  at: number
}

/** Answers with their remarks as a person would have typed them: NFC, without blanks around; an empty one is none. */
export function tidied(given: AnswersGiven): AnswersGiven {
  const remarkOf = (remark: string | undefined) => tidyText(remark ?? '').trim() || undefined
  const whole = remarkOf(given.remark)
  return {
    id: given.id,
    answersSeen: given.answersSeen,
    items: given.items.map(({ itemId, answer, remark: typed }) => {
      const remark = remarkOf(typed)
      return { itemId, answer, ...(remark !== undefined && { remark }) }
    }),
    ...(whole !== undefined && { remark: whole }),
  }
}

/**
 * Whether these very answers were noted before: a page that heard no answer sends them again. Refuses `answer-altered` when
 * others were noted under the same identity.
 */
export async function wasSaid(
  db: Db,
  requestId: string,
  given: AnswersGiven,
  phoneId: string | undefined,
): Promise<boolean> {
  const known = await findSaid(db, given.id)
  if (!known) return false
  const isSame = known.requestId === requestId && known.phoneId === phoneId && saysTheSame(known.answers, given)
  if (!isSame) throw new StationError('answer-altered')
  return true
}

/**
 * Notes answers to a request, all of them or none; once every item of the revision is approved, the revision is. Refuses
 * `revision-changed-meanwhile` and `submitted-again` when the words that were read are not those that would air,
 * `answered-meanwhile` when somebody answered since they were read, `already-approved`, `item-unknown`, `remark-needed` and
 * `answer-altered`. The same answers sent twice are noted once.
 */
export async function noteAnswers(db: Db, requestId: string, said: Said): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (await wasSaid(trx, requestId, said, said.phoneId)) return
    const request = await requestToAnswer(trx, requestId)
    const revision = await revisionOf(trx, request)
    const answers = await listAnswers(trx, requestId)
    const seen = Math.max(0, ...answers.map(({ number }) => number))
    if (seen !== said.answersSeen) {
      const by = answers.findLast(({ number }) => number === seen)?.by ?? ''
      throw new StationError('answered-meanwhile', { by, answersSeen: seen })
    }
    refuseOddAnswers(revision, said)
    await addAnswers(trx, { ...said, requestId, saidId: said.id, remark: said.remark, number: seen + 1 })
    const now = await listAnswers(trx, requestId)
    if (!isWhollyApproved(revision.items, now)) return
    await addApproval(trx, {
      revisionId: revision.id,
      textHash: revision.textHash,
      approver: approversOf(now),
      means: said.means,
      recordedBy: said.recordedBy,
      approvedAt: said.at,
    })
  })
}

/** A request that may be answered: of the newest words, submitted last, not approved. */
async function requestToAnswer(db: Db, requestId: string): Promise<RequestRow> {
  const request = await findRequest(db, requestId)
  if (!request) throw new StationError('not-found')
  const { revisionNumber: number } = request
  const [latest] = await listRevisions(db, request.editionId)
  if (!latest || latest.id !== request.revisionId) {
    throw new StationError('revision-changed-meanwhile', { number, latest: latest?.number ?? number })
  }
  if (latest.approval) throw new StationError('already-approved', { number, approver: latest.approval.approver })
  const newest = (await listRequests(db, request.editionId)).find((one) => one.revisionId === request.revisionId)
  if (newest?.id !== request.id) throw new StationError('submitted-again', { number })
  return request
}

async function revisionOf(db: Db, request: RequestRow): Promise<Revision> {
  const revision = await findRevision(db, request.revisionId)
  if (!revision) throw new StationError('not-found')
  return revision
}

function refuseOddAnswers(revision: Revision, { items, remark }: AnswersGiven): void {
  const known = new Set(revision.items.map(({ itemId }) => itemId))
  const isOdd = items.some(({ itemId }) => !known.has(itemId))
  if (isOdd || new Set(items.map(({ itemId }) => itemId)).size !== items.length) throw new StationError('item-unknown')
  const isMute = items.some((item) => item.answer === 'returned' && item.remark === undefined)
  if (isMute && remark === undefined) throw new StationError('remark-needed')
}
