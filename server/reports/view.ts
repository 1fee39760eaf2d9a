import type { CalendarDate } from '../../schedules/index.ts'
import type {
  DueReport,
  RegularKind,
  ReportDesk,
  ReportRecipient,
  ReportScope,
  ReportSpan,
  ReportTexts,
  SentReport,
  SentSummary,
} from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { daysOfSpan, readScope, readSpan, spanBefore, spanCode, titleOfSpan } from '../figures/index.ts'
import { findOffice } from '../office/index.ts'
import { type Asked, daysAsked, ScopeNames, scopeNameOf } from './asked.ts'
import { dueReports } from './due.ts'
import { type Recipient, standingRecipients } from './recipients.ts'
import {
  findSent,
  findTexts,
  type KeptReport,
  type KeptSummary,
  listReceived,
  listRecipientVersions,
  listSent,
} from './store.ts'

const NO_TEXTS: ReportTexts = { difficulties: '', proposals: '', plans: '' }

/** Everything on the desk of a report but what has to be counted. Refuses `not-found`. */
export async function reportDesk(db: Db, asked: Asked, today: CalendarDate): Promise<ReportDesk> {
  const { span, scope } = asked
  const { cutOffDay, ...days } = await daysAsked(db, span)
  const kept = await findTexts(db, asked.scopeCode, asked.spanCode)
  const earlier = spanBefore(span)
  const before = await findTexts(db, asked.scopeCode, spanCode(earlier))
  const recipients = standingRecipients(await listRecipientVersions(db))
  const sent = await listSent(db, { scope: asked.scopeCode })
  return {
    span,
    scope,
    spanTitle: titleOfSpan(span),
    scopeName: await scopeNameOf(db, scope),
    ...days,
    ...(cutOffDay !== undefined && { cutOffDay }),
    isOver: days.to < today,
    texts: kept?.texts ?? NO_TEXTS,
    textsNumber: kept?.number ?? 0,
    ...(kept && { written: { by: kept.written.by, at: kept.written.at } }),
    ...(before && { before: { spanTitle: titleOfSpan(earlier), texts: before.texts } }),
    recipients: recipients
      .filter((one) => one.scope === asked.scopeCode)
      .map(({ recipientId, name, kinds }) => ({
        id: recipientId,
        name,
        wants: kinds.some((kind: RegularKind) => kind === span.kind),
      })),
    sent: sent.filter((one) => one.span === asked.spanCode).map(summaryView),
  }
}

/** Who gets reports, in the order in which they were first named. */
export async function recipientsView(db: Db): Promise<ReportRecipient[]> {
  const names = await ScopeNames.open(db)
  const told: ReportRecipient[] = []
  for (const recipient of standingRecipients(await listRecipientVersions(db)))
    told.push(await recipientView(recipient, names))
  return told
}

async function recipientView(
  { recipientId, name, kinds, scope: code, dueAfterDays, set }: Recipient,
  names: ScopeNames,
): Promise<ReportRecipient> {
  const scope = keptScope(code)
  const scopeName = (await names.find(scope)) ?? ''
  return { id: recipientId, name, kinds: [...kinds], scope, scopeName, dueAfterDays, set }
}

/** Which reports somebody waits for on a day, the most pressing first; those of a running period last. */
export async function reportsDue(db: Db, today: CalendarDate): Promise<DueReport[]> {
  const recipients = standingRecipients(await listRecipientVersions(db))
  if (recipients.length === 0) return []
  const due = dueReports({
    recipients,
    received: await listReceived(db),
    today,
    cutOffDay: (await findOffice(db)).cutOffDay,
  })
  const names = await ScopeNames.open(db)
  const told: DueReport[] = []
  for (const { scope: code, ...one } of due) {
    const scope = keptScope(code)
    told.push({ ...one, scope, spanTitle: titleOfSpan(one.span), scopeName: (await names.find(scope)) ?? '' })
  }
  return told
}

/** A report that was sent, as it was. Refuses `not-found`. */
export async function sentView(db: Db, id: string): Promise<SentReport> {
  const kept = await keptReport(db, id)
  const { figures, texts, corrections, rowsSha256, docxSha256, xlsxSha256 } = kept
  return {
    ...summaryView(kept),
    countedSpan: await countedSpan(db, kept),
    figures,
    texts,
    corrections,
    rowsSha256,
    docxSha256,
    xlsxSha256,
  }
}

/** The span over the days that a report told of, also when the office closes its periods on another day since. */
export async function countedSpan(db: Db, { span: code, from, to }: KeptSummary): Promise<ReportSpan> {
  const span = keptSpan(code)
  const now = daysOfSpan(span, (await findOffice(db)).cutOffDay)
  return now.from === from && now.to === to ? span : { kind: 'days', from, to }
}

/** The same as it is kept. Refuses `not-found`. */
export async function keptReport(db: Db, id: string): Promise<KeptReport> {
  const kept = await findSent(db, id)
  if (!kept) throw new StationError('not-found')
  return kept
}

/** A report that was sent, as a list has it (pure). */
export function summaryView(kept: KeptSummary): SentSummary {
  const { id, from, to, scopeName, sent, number, datedOn } = kept
  const span = keptSpan(kept.span)
  return {
    id,
    span,
    scope: keptScope(kept.scope),
    spanTitle: titleOfSpan(span),
    scopeName,
    from,
    to,
    recipients: kept.recipients.map(({ name }) => name),
    sent,
    ...(number !== undefined && { number }),
    ...(datedOn !== undefined && { datedOn }),
  }
}

/** A span that was read before it was kept. */
export function keptSpan(code: string): ReportSpan {
  const span = readSpan(code)
  if (!span) throw new RangeError(`not the code of a span: ${code}`)
  return span
}

function keptScope(code: string): ReportScope {
  const scope = readScope(code)
  if (!scope) throw new RangeError(`not the code of a scope: ${code}`)
  return scope
}
