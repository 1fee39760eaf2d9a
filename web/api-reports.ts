/** Reports: figures and what is behind them, the desk, recipients, those that were sent. All reject with ApiError (see request.ts). */
import type {
  DueReport,
  FigureChange,
  FigureRows,
  ReportCorrection,
  ReportDesk,
  ReportFigures,
  ReportRecipient,
  ReportRecipientWritten,
  ReportScope,
  ReportSending,
  ReportSpan,
  ReportTextsSaved,
  ReportTextsWritten,
  SentAsked,
  SentNumbered,
  SentReport,
  SentSummary,
} from '../server/contract/index.ts'
import { scopeText, spanText } from './report-codes.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

/** Which report is meant. */
export interface Which {
  span: ReportSpan
  scope: ReportScope
}

const of = ({ span, scope }: Which) => `?${new URLSearchParams({ span: spanText(span), scope: scopeText(scope) })}`
const rowsOf = (which: Which, rowsKey: string) => `${of(which)}&rowsKey=${part(rowsKey)}`
const sentUrl = (id: string) => `/api/reports/sent/${part(id)}`
const recipientUrl = (id: string) => `/api/report-recipients/${part(id)}`

function narrowed(asked: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

export const reportsApi = {
  /** What is counted of a span about somebody. */
  figures: (which: Which) => ask<ReportFigures>('GET', `/api/figures${of(which)}`),
  /** The rows that one figure was counted from. */
  rows: (which: Which, rowsKey: string) => ask<FigureRows>('GET', `/api/figures/rows${rowsOf(which, rowsKey)}`),
  due: () => ask<DueReport[]>('GET', '/api/reports/due'),
  desk: (which: Which) => ask<ReportDesk>('GET', `/api/reports/desk${of(which)}`),
  saveTexts: (which: Which, json: ReportTextsWritten) =>
    ask<ReportTextsSaved>('PUT', `/api/reports/texts${of(which)}`, { json }),
  /** What earlier reports about the same told otherwise. */
  corrections: (which: Which) => ask<ReportCorrection[]>('GET', `/api/reports/corrections${of(which)}`),
  send: (which: Which, json: ReportSending) => ask<SentReport>('POST', `/api/reports/sent${of(which)}`, { json }),
  sent: (asked: SentAsked = {}) => ask<SentSummary[]>('GET', `/api/reports/sent${narrowed(asked)}`),
  oneSent: (id: string) => ask<SentReport>('GET', sentUrl(id)),
  /** What is counted otherwise since a report was sent. */
  changes: (id: string) => ask<FigureChange[]>('GET', `${sentUrl(id)}/changes`),
  setNumber: (id: string, json: SentNumbered) => ask<SentReport>('PUT', `${sentUrl(id)}/number`, { json }),
  recipients: () => ask<ReportRecipient[]>('GET', '/api/report-recipients'),
  addRecipient: (json: ReportRecipientWritten) => ask<ReportRecipient[]>('POST', '/api/report-recipients', { json }),
  setRecipient: (id: string, json: ReportRecipientWritten) => ask<ReportRecipient[]>('PUT', recipientUrl(id), { json }),
  dropRecipient: (id: string) => ask<ReportRecipient[]>('DELETE', recipientUrl(id)),
} as const

/** Addresses of the files of reports, for download links. */
export const reportFiles = {
  docx: (which: Which) => `/api/reports/docx${of(which)}`,
  xlsx: (which: Which) => `/api/reports/xlsx${of(which)}`,
  rows: (which: Which, rowsKey: string) => `/api/figures/rows.xlsx${rowsOf(which, rowsKey)}`,
  sent: (asked: SentAsked) => `/api/reports/sent/xlsx${narrowed(asked)}`,
  sentDocx: (id: string) => `${sentUrl(id)}/docx`,
  sentXlsx: (id: string) => `${sentUrl(id)}/xlsx`,
} as const
