import { isErrorCode, StationError } from '../errors.ts'
import { runInThread, ThreadEnded } from '../threads/index.ts'
import type { SheetRead } from './sheet.ts'

const LARGEST_BYTES = 30 * 1024 * 1024
const MEMORY_MB = 768
const TIME_MS = 150_000

/** What the reading thread is given. */
export interface SheetTask {
  bytes: Uint8Array
  fileName: string
}

/**
 * Every tab of an .xlsx as rows of text: dates as dd/MM/yyyy, with the hour where they have one, numbers with a decimal comma,
 * formulas by the value that was last reckoned, text in NFC and brought to Unicode. Works in a thread with bounds.
 *
 * Refuses `document-empty` (no bytes), `sheet-kind` (.xls, .csv, anything else), `sheet-macros`, `document-locked` (a password),
 * `sheet-unreadable` (damaged), `document-too-heavy` (a bomb, or beyond time and memory).
 */
export async function readSheet(bytes: Uint8Array, fileName: string): Promise<SheetRead> {
  if (bytes.length === 0) throw new StationError('document-empty', { fileName })
  if (bytes.length > LARGEST_BYTES) throw new StationError('document-too-heavy', { fileName })
  const task: SheetTask = { bytes, fileName }
  const answer = await runInThread<SheetRead>(new URL('./read-worker.ts', import.meta.url), task, {
    memoryMb: MEMORY_MB,
    timeMs: TIME_MS,
  }).catch((cause: unknown) => {
    if (!(cause instanceof ThreadEnded)) throw cause
    throw new StationError(cause.why === 'crash' ? 'sheet-unreadable' : 'document-too-heavy', { fileName }, { cause })
  })
  if (answer.kind === 'done') return answer.result
  throw new StationError(isErrorCode(answer.code) ? answer.code : 'sheet-unreadable', answer.details)
}
