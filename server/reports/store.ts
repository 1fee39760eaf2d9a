import { randomUUID } from 'node:crypto'
import type { FigureChange, ReportCorrection, ReportFigures, ReportTexts } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Received } from './due.ts'
import type { RecipientVersion } from './recipients.ts'

/** Everything that was ever said of recipients. */
export async function listRecipientVersions(db: Db): Promise<RecipientVersion[]> {
  const rows = await db
    .selectFrom('report_recipients')
    .innerJoin('accounts', 'accounts.id', 'report_recipients.set_by')
    .selectAll('report_recipients')
    .select('accounts.display_name')
    .execute()
  return rows.map((row) => ({
    recipientId: row.recipient_id,
    name: row.name,
    kinds: JSON.parse(row.kinds),
    scope: row.scope,
    dueAfterDays: row.due_after_days,
    isRetired: row.is_retired === 1,
    set: { by: row.display_name, at: row.set_at },
  }))
}

/** Notes how a recipient stands from now on; always newer than what was said of it before, whatever the clock was set to. */
export async function addRecipientVersion(
  db: Db,
  { set, ...version }: Omit<RecipientVersion, 'set'> & { set: { by: string; at: number } },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('report_recipients')
      .select('set_at')
      .where('recipient_id', '=', version.recipientId)
      .orderBy('set_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    await trx
      .insertInto('report_recipients')
      .values({
        id: randomUUID(),
        recipient_id: version.recipientId,
        name: version.name,
        kinds: JSON.stringify(version.kinds),
        scope: version.scope,
        due_after_days: version.dueAfterDays,
        is_retired: version.isRetired ? 1 : 0,
        set_by: set.by,
        set_at: known ? Math.max(set.at, known.set_at + 1) : set.at,
      })
      .execute()
  })
}

/** What was written to a report last, and how often it was saved. */
export interface KeptTexts {
  texts: ReportTexts
  number: number
  written: { by: string; byId: string; at: number }
}

/** The newest texts of a report; undefined: nobody has written any. */
export async function findTexts(db: Db, scope: string, span: string): Promise<KeptTexts | undefined> {
  const row = await db
    .selectFrom('report_texts')
    .innerJoin('accounts', 'accounts.id', 'report_texts.written_by')
    .selectAll('report_texts')
    .select('accounts.display_name')
    .where('scope', '=', scope)
    .where('span', '=', span)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      texts: { difficulties: row.difficulties, proposals: row.proposals, plans: row.plans },
      number: row.number,
      written: { by: row.display_name, byId: row.written_by, at: row.written_at },
    }
  )
}

/** Saves texts after number `parentNumber`. False: others were saved meanwhile, and nothing is. */
export async function addTexts(
  db: Db,
  {
    scope,
    span,
    parentNumber,
    texts,
    by,
    at,
  }: { scope: string; span: string; parentNumber: number; texts: ReportTexts; by: string; at: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const known = await findTexts(trx, scope, span)
    if ((known?.number ?? 0) !== parentNumber) return false
    await trx
      .insertInto('report_texts')
      .values({ scope, span, number: parentNumber + 1, ...texts, written_by: by, written_at: at })
      .execute()
    return true
  })
}

/** A report as it was sent, without what was in it. */
export interface KeptSummary {
  id: string
  scope: string
  span: string
  from: string
  to: string
  scopeName: string
  recipients: { id: string | undefined; name: string }[]
  sent: { by: string; at: number }
  number: string | undefined
  datedOn: string | undefined
}

/** The same with everything in it. */
export interface KeptReport extends KeptSummary {
  figures: ReportFigures
  texts: ReportTexts
  corrections: ReportCorrection[]
  rowsSha256: string
  docxSha256: string
  xlsxSha256: string
}

/**
 * Keeps a report as it is sent, always later than those about the same before, whatever the clock was set to. False: one with this id
 * is there already, and stays as it is.
 */
export async function addSent(
  db: Db,
  report: Omit<KeptReport, 'sent' | 'number' | 'datedOn'>,
  { by, at }: { by: string; at: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const known = await trx.selectFrom('sent_reports').select('id').where('id', '=', report.id).executeTakeFirst()
    if (known) return false
    const last = await trx
      .selectFrom('sent_reports')
      .select((one) => one.fn.max<number | null>('sent_at').as('at'))
      .where('scope', '=', report.scope)
      .executeTakeFirst()
    await trx
      .insertInto('sent_reports')
      .values({
        id: report.id,
        scope: report.scope,
        span: report.span,
        from_date: report.from,
        to_date: report.to,
        scope_name: report.scopeName,
        figures: JSON.stringify(report.figures),
        texts: JSON.stringify(report.texts),
        corrections: JSON.stringify(report.corrections),
        rows_sha256: report.rowsSha256,
        docx_sha256: report.docxSha256,
        xlsx_sha256: report.xlsxSha256,
        sent_by: by,
        sent_at: last ? Math.max(at, (last.at ?? 0) + 1) : at,
      })
      .execute()
    await trx
      .insertInto('sent_report_recipients')
      .values(
        report.recipients.map(({ id, name }, place) => ({ sent_id: report.id, place, recipient_id: id ?? null, name })),
      )
      .execute()
    return true
  })
}

/** Notes under which number and date a report went out; always newer than what was noted before. */
export async function addNumber(
  db: Db,
  {
    sentId,
    number,
    datedOn,
    by,
    at,
  }: { sentId: string; number: string; datedOn: string | undefined; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const [known] = (await numbersOf(trx, [sentId])).values()
    await trx
      .insertInto('sent_report_numbers')
      .values({
        id: randomUUID(),
        sent_id: sentId,
        number,
        dated_on: datedOn ?? null,
        noted_by: by,
        noted_at: known ? Math.max(at, known.notedAt + 1) : at,
      })
      .execute()
  })
}

const SUMMARY = [
  'sent_reports.id',
  'scope',
  'span',
  'from_date',
  'to_date',
  'scope_name',
  'sent_at',
  'accounts.display_name',
] as const

/** The reports that were sent, the newest first; of one scope, or of all. */
export async function listSent(db: Db, of: { scope?: string } = {}): Promise<KeptSummary[]> {
  const rows = await db
    .selectFrom('sent_reports')
    .innerJoin('accounts', 'accounts.id', 'sent_reports.sent_by')
    .select(SUMMARY)
    .$if(of.scope !== undefined, (query) => query.where('scope', '=', of.scope ?? ''))
    .orderBy('sent_at', 'desc')
    .execute()
  const ids = rows.map(({ id }) => id)
  const [recipients, numbers] = [await recipientsOf(db, ids), await numbersOf(db, ids)]
  return rows.map((row) => summaryOf(row, recipients, numbers))
}

/** A report that was sent, with everything in it. */
export async function findSent(db: Db, id: string): Promise<KeptReport | undefined> {
  const row = await db
    .selectFrom('sent_reports')
    .innerJoin('accounts', 'accounts.id', 'sent_reports.sent_by')
    .select(SUMMARY)
    .select(['figures', 'texts', 'corrections', 'rows_sha256', 'docx_sha256', 'xlsx_sha256'])
    .where('sent_reports.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...summaryOf(row, await recipientsOf(db, [id]), await numbersOf(db, [id])),
    figures: JSON.parse(row.figures),
    texts: JSON.parse(row.texts),
    corrections: JSON.parse(row.corrections),
    rowsSha256: row.rows_sha256,
    docxSha256: row.docx_sha256,
    xlsxSha256: row.xlsx_sha256,
  }
}

/** Which recipient has been sent which report. */
export async function listReceived(db: Db): Promise<Received[]> {
  const rows = await db
    .selectFrom('sent_report_recipients')
    .innerJoin('sent_reports', 'sent_reports.id', 'sent_report_recipients.sent_id')
    .select(['scope', 'span', 'recipient_id'])
    .where('recipient_id', 'is not', null)
    .execute()
  return rows.flatMap(({ scope, span, recipient_id }) =>
    recipient_id === null ? [] : [{ scope, span, recipientId: recipient_id }],
  )
}

/** What later reports of the same scope have told to correct one, the oldest first. */
export async function listTold(db: Db, scope: string, sentId: string): Promise<FigureChange[][]> {
  const rows = await db
    .selectFrom('sent_reports')
    .select('corrections')
    .where('scope', '=', scope)
    .orderBy('sent_at')
    .execute()
  return rows.flatMap(({ corrections }) =>
    (JSON.parse(corrections) as ReportCorrection[])
      .filter((correction) => correction.sentId === sentId)
      .map(({ changes }) => changes),
  )
}

type Named = Map<string, { id: string | undefined; name: string }[]>
type Numbered = Map<string, { number: string; datedOn: string | undefined; notedAt: number }>

async function recipientsOf(db: Db, ids: readonly string[]): Promise<Named> {
  const rows = ids.length === 0 ? [] : await recipientRows(db, ids)
  const named: Named = new Map()
  for (const row of rows) {
    const one = { id: row.recipient_id ?? undefined, name: row.name }
    named.set(row.sent_id, [...(named.get(row.sent_id) ?? []), one])
  }
  return named
}

function recipientRows(db: Db, ids: readonly string[]) {
  return db.selectFrom('sent_report_recipients').selectAll().where('sent_id', 'in', ids).orderBy('place').execute()
}

async function numbersOf(db: Db, ids: readonly string[]): Promise<Numbered> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('sent_report_numbers')
    .selectAll()
    .where('sent_id', 'in', ids)
    .orderBy('noted_at')
    .execute()
  return new Map(
    rows.map((row) => [row.sent_id, { number: row.number, datedOn: row.dated_on ?? undefined, notedAt: row.noted_at }]),
  )
}

function summaryOf(
  row: {
    id: string
    scope: string
    span: string
    from_date: string
    to_date: string
    scope_name: string
    sent_at: number
    display_name: string
  },
  recipients: Named,
  numbers: Numbered,
): KeptSummary {
  const numbered = numbers.get(row.id)
  return {
    id: row.id,
    scope: row.scope,
    span: row.span,
    from: row.from_date,
    to: row.to_date,
    scopeName: row.scope_name,
    recipients: recipients.get(row.id) ?? [],
    sent: { by: row.display_name, at: row.sent_at },
    number: numbered?.number || undefined,
    datedOn: numbered?.datedOn,
  }
}
