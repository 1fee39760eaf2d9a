import type { CalendarDate } from '../../schedules/index.ts'
import type { FigureUnit, Letterhead, ReportFigures, ReportScope, ReportSpan } from '../contract/index.ts'

/** A report before it is laid out: what was counted, what people wrote to it, whom it goes to. */
export interface ReportDraft {
  span: ReportSpan
  scope: ReportScope
  /** How the unit or the ward station is called; of the station and the agency nobody needs it. */
  scopeName?: string
  figures: ReportFigures
  /** As they were written; empty: there is nothing to say. `plans`: what is intended for the time to come. */
  texts: { difficulties: string; proposals: string; plans?: string }
  /** “Kính gửi”: who gets it. */
  to: readonly string[]
  letterhead: Letterhead
  /** Who reports where the letterhead names no issuer. */
  stationName: string
  /** What was reported before and is counted otherwise now. */
  changed?: readonly SentReport[]
}

/** A report that was sent, and the figures of it that are counted otherwise today. */
export interface SentReport {
  /** “Quý III năm 2026”. */
  title: string
  /** The number it was sent with: “12/BC-UBND”; absent: not noted. */
  number?: string
  sentOn: CalendarDate
  figures: readonly FigureChanged[]
}

/** A figure as it was sent and as it is counted now; undefined: it is not among them. */
export interface FigureChanged {
  /** “Số lượt phát”, “Theo chủ đề: Chuyển đổi số – Số lượt”. */
  title: string
  unit: FigureUnit
  sent?: number
  now?: number
}
