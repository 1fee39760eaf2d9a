import { randomUUID } from 'node:crypto'
import { type CalendarDate, dateAt } from '../../schedules/index.ts'
import type { SubmissionSource, SubmissionVia } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { receiptCode } from './codes.ts'
import { nameFiles } from './files/index.ts'
import { wordsOf } from './likeness/index.ts'

/** What is written about a submission. */
export interface Description {
  title: string
  text: string
  unitId: string | undefined
  author: string | undefined
  year: number | undefined
  award: string | undefined
  source: SubmissionSource
  sourceName: string | undefined
  contact: string | undefined
  note: string | undefined
  topics: string[]
  receivedAt: number
  fileIds: readonly string[]
}

/** A submission as it stands; its text is fetched apart, for it may be long. */
export interface SubmissionRow extends Omit<Description, 'text' | 'fileIds'> {
  id: string
  receiptCode: string
  via: SubmissionVia
  senderName: string | undefined
  /** The account that entered it; undefined: it came by a link. */
  enteredBy: string | undefined
  descriptionId: string
  wordCount: number
  described: { by: string | undefined; at: number }
  withdrawn: { reason: string; by: string; at: number } | undefined
}

export interface NewSubmission {
  entryKey: string
  via: SubmissionVia
  unitLinkId?: string
  senderName?: string | undefined
  /** An account; absent: it came by a link. */
  by?: string
  at: number
  description: Description
}

/** Adds a submission with what is written about it. Returns its id. */
export async function addSubmission(db: Db, submission: NewSubmission): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('submissions')
    .values({
      id,
      receipt_code: await freeCode(db, dateAt(submission.description.receivedAt, STATION_ZONE)),
      entry_key: submission.entryKey,
      via: submission.via,
      unit_link_id: submission.unitLinkId ?? null,
      sender_name: submission.senderName ?? null,
      entered_by: submission.by ?? null,
      entered_at: submission.at,
    })
    .execute()
  await addDescription(db, id, submission.description, { by: submission.by, at: submission.at })
  return id
}

/** Writes anew what is known about a submission; the description before stays as it was. */
export async function addDescription(
  db: Db,
  submissionId: string,
  description: Description,
  signed: { by: string | undefined; at: number },
): Promise<void> {
  const last = await db
    .selectFrom('submission_descriptions')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('submission_id', '=', submissionId)
    .executeTakeFirst()
  const id = randomUUID()
  await db
    .insertInto('submission_descriptions')
    .values({
      id,
      submission_id: submissionId,
      number: Number(last?.number ?? 0) + 1,
      title: description.title,
      text: description.text,
      word_count: wordsOf(description.text).length,
      unit_id: description.unitId ?? null,
      author: description.author ?? null,
      year: description.year ?? null,
      award: description.award ?? null,
      source: description.source,
      source_name: description.sourceName ?? null,
      contact: description.contact ?? null,
      note: description.note ?? null,
      topics: JSON.stringify(description.topics),
      received_at: description.receivedAt,
      described_by: signed.by ?? null,
      described_at: signed.at,
    })
    .execute()
  await nameFiles(db, id, description.fileIds)
}

/** The submission that was entered under a page's own key. */
export async function findByEntryKey(db: Db, entryKey: string): Promise<SubmissionRow | undefined> {
  const row = await newestRows(db).where('submissions.entry_key', '=', entryKey).executeTakeFirst()
  return row && asRow(row)
}

export async function findByCode(db: Db, code: string): Promise<SubmissionRow | undefined> {
  const row = await newestRows(db).where('submissions.receipt_code', '=', code).executeTakeFirst()
  return row && asRow(row)
}

export async function findRow(db: Db, id: string): Promise<SubmissionRow | undefined> {
  return (await findRows(db, [id]))[0]
}

/** Submissions by their ids, in the order asked for. */
export async function findRows(db: Db, ids: readonly string[]): Promise<SubmissionRow[]> {
  const found = new Map<string, SubmissionRow>()
  for (let at = 0; at < ids.length; at += BATCH) {
    const rows = await newestRows(db)
      .where('submissions.id', 'in', ids.slice(at, at + BATCH))
      .execute()
    for (const row of rows) found.set(row.id, asRow(row))
  }
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** What the database itself narrows a list by; everything else is asked of what it gives. */
export interface RowFilter {
  receivedFrom?: number | undefined
  /** Before this instant. */
  receivedBefore?: number | undefined
  source?: SubmissionSource | undefined
  via?: SubmissionVia | undefined
  programmeId?: string | undefined
  period?: string | undefined
}

/** The submissions that a filter leaves, the newest receipt first. */
export async function listRows(db: Db, filter: RowFilter): Promise<SubmissionRow[]> {
  let query = newestRows(db)
  if (filter.receivedFrom !== undefined) query = query.where('newest.received_at', '>=', filter.receivedFrom)
  if (filter.receivedBefore !== undefined) query = query.where('newest.received_at', '<', filter.receivedBefore)
  if (filter.source !== undefined) query = query.where('newest.source', '=', filter.source)
  if (filter.via !== undefined) query = query.where('submissions.via', '=', filter.via)
  const { programmeId, period } = filter
  if (programmeId !== undefined || period !== undefined) {
    query = query.where((where) => {
      let placed = where
        .selectFrom('placements')
        .leftJoin('placement_removals', 'placement_removals.placement_id', 'placements.id')
        .select('placements.id')
        .whereRef('placements.submission_id', '=', 'submissions.id')
        .where('removed_at', 'is', null)
      if (programmeId !== undefined) placed = placed.where('placements.programme_id', '=', programmeId)
      if (period !== undefined) placed = placed.where('placements.period', '=', period)
      return where.exists(placed)
    })
  }
  return (await query.orderBy('newest.received_at', 'desc').orderBy('submissions.id').execute()).map(asRow)
}

/** The newest submissions of a unit. */
export async function listOfUnit(db: Db, unitId: string, most: number): Promise<SubmissionRow[]> {
  const rows = await newestRows(db)
    .where('newest.unit_id', '=', unitId)
    .where('withdrawn_at', 'is', null)
    .orderBy('newest.received_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(asRow)
}

/** The whole text of a submission as it stands. */
export async function textOf(db: Db, descriptionId: string): Promise<string> {
  const row = await db
    .selectFrom('submission_descriptions')
    .select('text')
    .where('id', '=', descriptionId)
    .executeTakeFirstOrThrow()
  return row.text
}

/** When something last came by each unit's links. */
export async function lastSentBy(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('unit_links', 'unit_links.id', 'submissions.unit_link_id')
    .select('unit_links.unit_id')
    .select((eb) => eb.fn.max('submissions.entered_at').as('at'))
    .groupBy('unit_links.unit_id')
    .execute()
  return new Map(rows.map(({ unit_id, at }) => [unit_id, Number(at)]))
}

/** Takes a submission out of the register; one that is out already stays out. */
export async function withdraw(db: Db, submissionId: string, reason: string, by: string, at: number): Promise<void> {
  const row = { submission_id: submissionId, reason, withdrawn_by: by, withdrawn_at: at }
  await db
    .insertInto('submission_withdrawals')
    .values({ id: randomUUID(), ...row, restored_by: null, restored_at: null })
    .execute()
}

/** Puts it back. */
export async function restore(db: Db, submissionId: string, by: string, at: number): Promise<void> {
  await db
    .updateTable('submission_withdrawals')
    .set({ restored_by: by, restored_at: at })
    .where('submission_id', '=', submissionId)
    .where('restored_at', 'is', null)
    .execute()
}

/** SQLite takes so many parameters at once with ease. */
const BATCH = 400

async function freeCode(db: Db, receivedOn: CalendarDate): Promise<string> {
  for (;;) {
    const code = receiptCode(receivedOn)
    const known = await db.selectFrom('submissions').select('id').where('receipt_code', '=', code).executeTakeFirst()
    if (!known) return code
  }
}

function newestRows(db: Db) {
  return db
    .selectFrom('submissions')
    .innerJoin('submission_descriptions as newest', 'newest.submission_id', 'submissions.id')
    .leftJoin('accounts as entering', 'entering.id', 'submissions.entered_by')
    .leftJoin('accounts as describing', 'describing.id', 'newest.described_by')
    .leftJoin('submission_withdrawals', (join) =>
      join
        .onRef('submission_withdrawals.submission_id', '=', 'submissions.id')
        .on('submission_withdrawals.restored_at', 'is', null),
    )
    .leftJoin('accounts as withdrawing', 'withdrawing.id', 'submission_withdrawals.withdrawn_by')
    .select(['submissions.id', 'submissions.receipt_code', 'submissions.via', 'submissions.sender_name'])
    .select(['newest.id as description_id', 'title', 'word_count', 'unit_id', 'author', 'year', 'award', 'source'])
    .select(['source_name', 'contact', 'note', 'topics', 'received_at', 'described_at'])
    .select(['entering.display_name as entered_by', 'describing.display_name as described_by'])
    .select(['reason', 'withdrawn_at', 'withdrawing.display_name as withdrawn_by'])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('submission_descriptions as newer')
            .select('newer.id')
            .whereRef('newer.submission_id', '=', 'newest.submission_id')
            .whereRef('newer.number', '>', 'newest.number'),
        ),
      ),
    )
}

function asRow(row: Awaited<ReturnType<ReturnType<typeof newestRows>['executeTakeFirstOrThrow']>>): SubmissionRow {
  return {
    id: row.id,
    receiptCode: row.receipt_code,
    via: row.via,
    senderName: row.sender_name ?? undefined,
    enteredBy: row.entered_by ?? undefined,
    descriptionId: row.description_id,
    title: row.title,
    wordCount: row.word_count,
    unitId: row.unit_id ?? undefined,
    author: row.author ?? undefined,
    year: row.year ?? undefined,
    award: row.award ?? undefined,
    source: row.source,
    sourceName: row.source_name ?? undefined,
    contact: row.contact ?? undefined,
    note: row.note ?? undefined,
    topics: JSON.parse(row.topics),
    receivedAt: row.received_at,
    described: { by: row.described_by ?? undefined, at: row.described_at },
    withdrawn:
      row.withdrawn_at === null
        ? undefined
        : { reason: row.reason ?? '', by: row.withdrawn_by ?? '', at: row.withdrawn_at },
  }
}
