import { parentPort, workerData } from 'node:worker_threads'
import { StationError } from '../errors.ts'
import type { ThreadAnswer } from '../threads/index.ts'
import { tabsOf } from './open.ts'
import type { SheetTask } from './read.ts'
import type { SheetRead } from './sheet.ts'

/** Reads one workbook and answers once. */
parentPort?.postMessage(await answer(workerData))

async function answer({ bytes, fileName }: SheetTask): Promise<ThreadAnswer<SheetRead>> {
  try {
    return { kind: 'done', result: await tabsOf(bytes, fileName) }
  } catch (error) {
    if (error instanceof StationError) return { kind: 'refused', code: error.code, details: error.details }
    return { kind: 'refused', code: 'sheet-unreadable', details: { fileName } }
  }
}
