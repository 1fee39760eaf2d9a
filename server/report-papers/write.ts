import type { FigureRows } from '../contract/index.ts'
import { writePaper } from '../papers/index.ts'
import { writeSheet } from '../sheets/index.ts'
import type { ReportDraft } from './draft.ts'
import { reportPaper } from './paper.ts'
import { reportTabs } from './sheet.ts'

/** The report as .docx. */
export function writeReportPaper(draft: ReportDraft): Promise<Buffer> {
  return writePaper(reportPaper(draft))
}

/** The report as .xlsx; `rows`: what is behind its figures, by their keys. */
export function writeReportSheet(draft: ReportDraft, rows: ReadonlyMap<string, FigureRows>): Promise<Buffer> {
  return writeSheet(reportTabs(draft, rows))
}
