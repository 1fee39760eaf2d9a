import { runInThread, ThreadEnded } from '../threads/index.ts'
import { makeSheet } from './make.ts'
import type { Tab } from './sheet.ts'

/** From so many cells on a workbook is made in a thread, where it holds up nobody. */
const MANY_CELLS = 4000
const MEMORY_MB = 512
const TIME_MS = 180_000

/**
 * A workbook of these tabs as .xlsx: titles in bold that stay in sight, dates as real dates of Excel in the station's zone, text
 * never taken for a formula or a number. A cell beyond Excel's 32,767 characters is cut there.
 */
export async function writeSheet(tabs: readonly Tab[]): Promise<Buffer> {
  const cells = tabs.reduce((sum, { columns, rows }) => sum + columns.length * rows.length, 0)
  if (cells < MANY_CELLS) return makeSheet(tabs)
  const answer = await runInThread<Uint8Array>(new URL('./write-worker.ts', import.meta.url), tabs, {
    memoryMb: MEMORY_MB,
    timeMs: TIME_MS,
  })
  if (answer.kind === 'refused') throw new ThreadEnded('crash')
  return Buffer.from(answer.result)
}
