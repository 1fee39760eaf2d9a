import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { dateAt, vietnameseDate } from '../../schedules/index.ts'
import type { ReportCorrection, ReportFigures, ReportSending, ReportTexts } from '../contract/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { countWithRows, type PackedRows } from '../figures/index.ts'
import { findOffice } from '../office/index.ts'
import { type ReportDraft, writeReportPaper, writeReportSheet } from '../report-papers/index.ts'
import { tidyLine } from '../scripts/index.ts'
import { findStation } from '../station/index.ts'
import { type Asked, daysAsked, scopeNameOf, todayOf } from './asked.ts'
import { correctionsFor } from './corrections.ts'
import { standingRecipients } from './recipients.ts'
import { addNumber, addSent, findSent, findTexts, listRecipientVersions } from './store.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const LARGEST_FILE_BYTES = 512 * 1024 * 1024

/** What a report is made of when it is laid out. */
export interface ReportParts {
  figures: ReportFigures
  texts: ReportTexts
  corrections: readonly ReportCorrection[]
  recipients: readonly string[]
}

/** A report as it goes to paper: with the letterhead of today. */
export async function draftOf(
  { db }: Pick<Deps, 'db'>,
  { span, scope }: Asked,
  { figures, texts, corrections, recipients }: ReportParts,
): Promise<ReportDraft> {
  const isOfOne = scope.of === 'unit' || scope.of === 'ward'
  return {
    span,
    scope,
    ...(isOfOne && { scopeName: await scopeNameOf(db, scope) }),
    figures,
    texts,
    to: recipients,
    letterhead: (await findOffice(db)).letterhead,
    stationName: (await findStation(db))?.name ?? '',
    changed: corrections.map(({ title, number, datedOn, sentAt, changes }) => ({
      title,
      sentOn: datedOn ?? dateAt(sentAt, STATION_ZONE),
      ...(number !== undefined && { number }),
      figures: changes.map(({ title: of, unit, told, now }) => ({
        title: of,
        unit,
        ...(told !== undefined && { sent: told }),
        ...(now !== undefined && { now }),
      })),
    })),
  }
}

/**
 * Sends a report: counts it once more, lays it out, and keeps all of it for good: figures, words, corrections, the hash of the rows
 * behind the figures, the .docx and the .xlsx. The same sending once more changes nothing. Refuses `report-without-recipient`,
 * `report-period-not-over`, `report-dated-ahead`, `report-texts-changed-meanwhile` and `not-found`.
 */
export async function sendReport(deps: Deps, asked: Asked, sending: ReportSending, by: string): Promise<void> {
  const { db } = deps
  if (await findSent(db, sending.id)) return
  const days = await daysAsked(db, asked.span)
  const today = todayOf(deps)
  const scopeName = await scopeNameOf(db, asked.scope)
  const recipients = await recipientsOf(deps, sending)
  if (recipients.length === 0) throw new StationError('report-without-recipient')
  if (days.to >= today && !sending.isUnfinishedMeant)
    throw new StationError('report-period-not-over', { to: vietnameseDate(days.to) })
  refuseDateAhead(deps, sending.datedOn)
  const kept = await findTexts(db, asked.scopeCode, asked.spanCode)
  if ((kept?.number ?? 0) !== sending.textsNumber)
    throw new StationError('report-texts-changed-meanwhile', { by: kept?.written.by ?? '' })
  const texts = kept?.texts ?? { difficulties: '', proposals: '', plans: '' }

  const { figures, rows } = await countWithRows(deps, asked.scope, asked.span)
  const corrections = await correctionsFor(deps, asked, days)
  const names = recipients.map(({ name }) => name)
  const draft = await draftOf(deps, asked, { figures, texts, corrections, recipients: names })
  const docx = await keep(deps, await writeReportPaper(draft), DOCX)
  const xlsx = await keep(deps, await writeReportSheet(draft, rows), XLSX)
  const at = Math.round(deps.clock.now())
  const report = {
    id: sending.id,
    scope: asked.scopeCode,
    span: asked.spanCode,
    from: figures.from,
    to: figures.to,
    scopeName,
    recipients,
    figures,
    texts,
    corrections,
    rowsSha256: await hashOf(rows),
    docxSha256: docx,
    xlsxSha256: xlsx,
  }
  if (!(await addSent(db, report, { by, at }))) return
  await noteNumber(deps, sending.id, { number: sending.number ?? '', datedOn: sending.datedOn }, by)
}

/** Notes the number and date that the registry gave a report; nothing new is nothing to note. Refuses `report-dated-ahead`. */
export async function noteNumber(
  deps: Pick<Deps, 'db' | 'clock'>,
  sentId: string,
  given: { number: string; datedOn?: string | undefined },
  by: string,
): Promise<void> {
  refuseDateAhead(deps, given.datedOn)
  const number = tidyLine(given.number)
  const known = await findSent(deps.db, sentId)
  if (!known) throw new StationError('not-found')
  if ((known.number ?? '') === number && known.datedOn === given.datedOn) return
  await addNumber(deps.db, { sentId, number, datedOn: given.datedOn, by, at: Math.round(deps.clock.now()) })
}

function refuseDateAhead(deps: Pick<Deps, 'clock'>, datedOn: string | undefined): void {
  if (datedOn !== undefined && datedOn > todayOf(deps))
    throw new StationError('report-dated-ahead', { date: vietnameseDate(datedOn) })
}

async function recipientsOf(
  { db }: Pick<Deps, 'db'>,
  { recipientIds, otherRecipients }: ReportSending,
): Promise<{ id: string | undefined; name: string }[]> {
  const standing = standingRecipients(await listRecipientVersions(db))
  const chosen = recipientIds.map((id) => {
    const found = standing.find(({ recipientId }) => recipientId === id)
    if (!found) throw new StationError('not-found')
    return { id, name: found.name }
  })
  const names = [...new Set(otherRecipients.map(tidyLine))].filter(
    (name) => name !== '' && !chosen.some((one) => one.name === name),
  )
  return [...chosen, ...names.map((name) => ({ id: undefined, name }))]
}

async function keep({ media }: Deps, bytes: Buffer, mediaType: string): Promise<string> {
  const { sha256 } = await media.keep(await media.files.receive(Readable.from([bytes]), LARGEST_FILE_BYTES), mediaType)
  return sha256
}

/** So much is hashed before others are answered. */
const HASHED_AT_ONCE = 1024 * 1024

async function hashOf(rows: PackedRows): Promise<string> {
  const hash = createHash('sha256')
  for (let from = 0; from < rows.byteLength; from += HASHED_AT_ONCE) {
    hash.update(rows.subarray(from, from + HASHED_AT_ONCE))
    await setImmediate()
  }
  return hash.digest('hex')
}
