import { type PackedRows, unpackRows } from '../figures/index.ts'
import { writePaper } from '../papers/index.ts'
import { makeSheet } from '../sheets/index.ts'
import { runInThread, ThreadEnded } from '../threads/index.ts'
import type { ReportDraft } from './draft.ts'
import { reportPaper } from './paper.ts'
import { reportTabs } from './sheet.ts'

/** From so many bytes of rows on a workbook is made in a thread: to find the same row again among thousands holds up everybody. */
const MANY_BYTES = 65_536
const MEMORY_MB = 1024
const TIME_MS = 300_000

/** What the thread is given. */
export interface SheetTask {
  draft: ReportDraft
  rows: PackedRows
}

/** The report as .docx. */
export function writeReportPaper(draft: ReportDraft): Promise<Buffer> {
  return writePaper(reportPaper(draft))
}

/** The report as .xlsx; `rows`: what is behind its figures. */
export async function writeReportSheet(draft: ReportDraft, rows: PackedRows): Promise<Buffer> {
  if (rows.byteLength < MANY_BYTES) return makeSheet(reportTabs(draft, unpackRows(rows)))
  const task: SheetTask = { draft, rows }
  const answer = await runInThread<Uint8Array>(new URL('./sheet-worker.ts', import.meta.url), task, {
    memoryMb: MEMORY_MB,
    timeMs: TIME_MS,
  })
  if (answer.kind === 'refused') throw new ThreadEnded('crash')
  return Buffer.from(answer.result)
}
