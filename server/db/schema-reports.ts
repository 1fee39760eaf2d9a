/** Reports: who they go to, their words, those that were sent, kept as they were. */
export interface ReportsTables {
  report_recipients: ReportRecipientsTable
  report_texts: ReportTextsTable
  sent_reports: SentReportsTable
  sent_report_recipients: SentReportRecipientsTable
  sent_report_numbers: SentReportNumbersTable
}

/** Of each recipient the newest row counts. */
interface ReportRecipientsTable {
  id: string
  recipient_id: string
  name: string
  /** JSON: which reports come round. */
  kinds: string
  /** As addresses have it: `station`, `unit.<id>`. */
  scope: string
  due_after_days: number
  is_retired: 0 | 1
  set_by: string
  set_at: number
}

/** Of each report the highest number counts. */
interface ReportTextsTable {
  scope: string
  span: string
  number: number
  difficulties: string
  proposals: string
  plans: string
  written_by: string
  written_at: number
}

/** Never rewritten. */
interface SentReportsTable {
  id: string
  scope: string
  span: string
  from_date: string
  to_date: string
  scope_name: string
  /** JSON: what was counted, what was written, what earlier reports were corrected by. */
  figures: string
  texts: string
  corrections: string
  rows_sha256: string
  docx_sha256: string
  xlsx_sha256: string
  sent_by: string
  sent_at: number
}

interface SentReportRecipientsTable {
  sent_id: string
  place: number
  /** Null: named for this one report. */
  recipient_id: string | null
  name: string
}

/** The newest row counts. */
interface SentReportNumbersTable {
  id: string
  sent_id: string
  number: string
  dated_on: string | null
  noted_by: string
  noted_at: number
}
