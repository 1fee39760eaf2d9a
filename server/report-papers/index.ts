/** Reports on paper: as .docx after NĐ 30/2020, and as a workbook with the rows behind every figure. */
export type { FigureChanged, ReportDraft, SentReport } from './draft.ts'
export { reportFileName, reportPaper } from './paper.ts'
export { reportTabs, rowsKeysOf } from './sheet.ts'
export { writeReportPaper, writeReportSheet } from './write.ts'
