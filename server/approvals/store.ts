import { randomUUID } from 'node:crypto'
import type { ApprovalAnswer, ApprovalMeans, ApprovalWithdrawn, Leader, Signed } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { leaderOf } from '../leaders/index.ts'
import type { Answer, DecidedText } from './rules.ts'

/** A revision that was submitted. */
export interface RequestRow {
  id: string
  editionId: string
  revisionId: string
  revisionNumber: number
  /** Within its revision, from 1. */
  number: number
  note: string | undefined
  submitted: Signed
}

export async function findRequest(db: Db, id: string): Promise<RequestRow | undefined> {
  const row = await requestRows(db).where('approval_requests.id', '=', id).executeTakeFirst()
  return row && asRequest(row)
}

/** All that was submitted of an edition, the newest first. */
export async function listRequests(db: Db, editionId: string): Promise<RequestRow[]> {
  const rows = await requestRows(db)
    .where('revisions.edition_id', '=', editionId)
    .orderBy('revisions.number', 'desc')
    .orderBy('approval_requests.number', 'desc')
    .execute()
  return rows.map(asRequest)
}

/** What was submitted lately, the newest first; with a leader only what they were asked. */
export async function listNewestRequests(db: Db, most: number, leaderId?: string): Promise<RequestRow[]> {
  const every = requestRows(db).orderBy('submitted_at', 'desc').limit(most)
  const rows = await (leaderId === undefined
    ? every
    : every.where((eb) =>
        eb.exists(
          eb
            .selectFrom('approval_request_leaders')
            .select('leader_id')
            .whereRef('request_id', '=', 'approval_requests.id')
            .where('leader_id', '=', leaderId),
        ),
      )
  ).execute()
  return rows.map(asRequest)
}

function requestRows(db: Db) {
  return db
    .selectFrom('approval_requests')
    .innerJoin('revisions', 'revisions.id', 'approval_requests.revision_id')
    .innerJoin('accounts', 'accounts.id', 'approval_requests.submitted_by')
    .select(['approval_requests.id', 'revision_id', 'approval_requests.number', 'note', 'submitted_at', 'display_name'])
    .select(['revisions.edition_id', 'revisions.number as revision_number'])
}

function asRequest(row: Awaited<ReturnType<ReturnType<typeof requestRows>['executeTakeFirstOrThrow']>>): RequestRow {
  return {
    id: row.id,
    editionId: row.edition_id,
    revisionId: row.revision_id,
    revisionNumber: row.revision_number,
    number: row.number,
    note: row.note ?? undefined,
    submitted: { by: row.display_name, at: row.submitted_at },
  }
}

/** Notes that a revision is submitted. */
export async function addRequest(
  db: Db,
  made: { revisionId: string; number: number; note: string | undefined; by: string; at: number },
): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('approval_requests')
    .values({
      id,
      revision_id: made.revisionId,
      number: made.number,
      note: made.note ?? null,
      submitted_by: made.by,
      submitted_at: made.at,
    })
    .execute()
  return id
}

/** Asks these leaders too; those who are asked already stay so. */
export async function askLeaders(
  db: Db,
  asked: { requestId: string; leaderIds: readonly string[]; by: string; at: number },
): Promise<void> {
  if (asked.leaderIds.length === 0) return
  await db
    .insertInto('approval_request_leaders')
    .values(
      asked.leaderIds.map((leaderId) => ({
        request_id: asked.requestId,
        leader_id: leaderId,
        asked_by: asked.by,
        asked_at: asked.at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['request_id', 'leader_id']).doNothing())
    .execute()
}

/** The leaders who were asked, in the order of their list. */
export async function leadersAsked(db: Db, requestId: string): Promise<Leader[]> {
  const rows = await db
    .selectFrom('approval_request_leaders')
    .innerJoin('leaders', 'leaders.id', 'approval_request_leaders.leader_id')
    .select(['leaders.id', 'title', 'name'])
    .where('request_id', '=', requestId)
    .orderBy('added_at')
    .execute()
  return rows.map(leaderOf)
}

/** All answers to a request, the oldest first. */
export async function listAnswers(db: Db, requestId: string): Promise<Answer[]> {
  const rows = await answerRows(db).where('request_id', '=', requestId).orderBy('number').execute()
  return rows.map(asAnswer)
}

/** What was said at once under an identity of the page's, and on which request and telephone. */
export async function findSaid(
  db: Db,
  saidId: string,
): Promise<{ requestId: string; phoneId: string | undefined; answers: Answer[] } | undefined> {
  const rows = await answerRows(db).where('said_id', '=', saidId).execute()
  const [first] = rows
  return first && { requestId: first.request_id, phoneId: first.phone_id ?? undefined, answers: rows.map(asAnswer) }
}

export interface NewAnswers {
  requestId: string
  number: number
  saidId: string
  items: readonly { itemId: string; answer: ApprovalAnswer; remark?: string }[]
  /** About the whole. */
  remark: string | undefined
  approver: string
  means: ApprovalMeans
  phoneId: string | undefined
  recordedBy: string | undefined
  at: number
}

export async function addAnswers(db: Db, said: NewAnswers): Promise<void> {
  const isReturned = said.items.some(({ answer }) => answer === 'returned')
  const answer: ApprovalAnswer = isReturned ? 'returned' : 'approved'
  const whole = said.remark === undefined ? [] : [{ itemId: undefined, answer, remark: said.remark }]
  await db
    .insertInto('approval_answers')
    .values(
      [...said.items, ...whole].map((one) => ({
        id: randomUUID(),
        request_id: said.requestId,
        number: said.number,
        said_id: said.saidId,
        item_id: one.itemId ?? null,
        answer: one.answer,
        remark: one.remark ?? null,
        approver: said.approver,
        means: said.means,
        phone_id: said.phoneId ?? null,
        recorded_by: said.recordedBy ?? null,
        given_at: said.at,
      })),
    )
    .execute()
}

function answerRows(db: Db) {
  return db
    .selectFrom('approval_answers')
    .select(['request_id', 'number', 'item_id', 'answer', 'remark', 'approver', 'means', 'phone_id', 'given_at'])
}

function asAnswer(row: Awaited<ReturnType<ReturnType<typeof answerRows>['executeTakeFirstOrThrow']>>): Answer {
  return {
    number: row.number,
    itemId: row.item_id ?? undefined,
    answer: row.answer,
    by: row.approver,
    at: row.given_at,
    means: row.means,
    ...(row.remark !== null && { remark: row.remark }),
  }
}

/** The items of an edition's revisions whose approval stands, as they were approved. */
export async function textsOfApprovals(db: Db, editionId: string): Promise<DecidedText[]> {
  const rows = await db
    .selectFrom('approvals')
    .leftJoin('approval_withdrawals', 'approval_withdrawals.approval_id', 'approvals.id')
    .innerJoin('revisions', 'revisions.id', 'approvals.revision_id')
    .innerJoin('revision_items', 'revision_items.revision_id', 'revisions.id')
    .select(['item_id', 'revision_items.text_hash', 'text', 'revisions.number', 'approver', 'approved_at'])
    .where('revisions.edition_id', '=', editionId)
    .where('approval_withdrawals.approval_id', 'is', null)
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    textHash: row.text_hash,
    text: row.text,
    revisionNumber: row.number,
    answer: 'approved',
    remark: undefined,
    by: row.approver,
    at: row.approved_at,
  }))
}

/**
 * The items of an edition that were answered one by one, each with its newest answer, as they were then; without those of a
 * revision whose approval was taken back.
 */
export async function textsOfAnswers(db: Db, editionId: string): Promise<DecidedText[]> {
  const rows = await db
    .selectFrom('approval_answers as given')
    .innerJoin('approval_requests', 'approval_requests.id', 'given.request_id')
    .innerJoin('revisions', 'revisions.id', 'approval_requests.revision_id')
    .innerJoin('revision_items', (join) =>
      join
        .onRef('revision_items.revision_id', '=', 'revisions.id')
        .onRef('revision_items.item_id', '=', 'given.item_id'),
    )
    .select(['revision_items.item_id', 'revision_items.text_hash', 'text'])
    .select(['revisions.number', 'given.answer', 'given.remark', 'given.approver', 'given_at'])
    .where('revisions.edition_id', '=', editionId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('approval_answers as later')
            .select('later.id')
            .whereRef('later.request_id', '=', 'given.request_id')
            .whereRef('later.item_id', '=', 'given.item_id')
            .whereRef('later.number', '>', 'given.number'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('approval_withdrawals')
            .innerJoin('approvals', 'approvals.id', 'approval_withdrawals.approval_id')
            .select('approvals.id')
            .whereRef('approvals.revision_id', '=', 'revisions.id')
            .whereRef('withdrawn_at', '>=', 'given.given_at'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    textHash: row.text_hash,
    text: row.text,
    revisionNumber: row.number,
    answer: row.answer,
    remark: row.remark ?? undefined,
    by: row.approver,
    at: row.given_at,
  }))
}

/** The newest time that an approval of a revision was taken back. */
export async function findWithdrawal(db: Db, revisionId: string): Promise<ApprovalWithdrawn | undefined> {
  const row = await db
    .selectFrom('approval_withdrawals')
    .innerJoin('approvals', 'approvals.id', 'approval_withdrawals.approval_id')
    .select(['reason', 'withdrawn_by', 'withdrawn_at'])
    .where('revision_id', '=', revisionId)
    .orderBy('withdrawn_at', 'desc')
    .executeTakeFirst()
  return row && { reason: row.reason, by: row.withdrawn_by, at: row.withdrawn_at }
}

/** Takes back the approval of a revision that stands, never earlier than it was given. False: none stands. */
export async function withdrawApproval(
  db: Db,
  taken: { revisionId: string; reason: string; by: string; means: ApprovalMeans; recordedBy?: string; at: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('approvals')
      .leftJoin('approval_withdrawals', 'approval_withdrawals.approval_id', 'approvals.id')
      .select(['approvals.id', 'approved_at'])
      .where('revision_id', '=', taken.revisionId)
      .where('approval_withdrawals.approval_id', 'is', null)
      .executeTakeFirst()
    if (!row) return false
    await trx
      .insertInto('approval_withdrawals')
      .values({
        approval_id: row.id,
        reason: taken.reason,
        withdrawn_by: taken.by,
        means: taken.means,
        recorded_by: taken.recordedBy ?? null,
        withdrawn_at: Math.max(taken.at, row.approved_at),
      })
      .execute()
    return true
  })
}
