import { parentPort, workerData } from 'node:worker_threads'
import { unpackRows } from '../figures/index.ts'
import { makeSheet } from '../sheets/index.ts'
import type { ThreadAnswer } from '../threads/index.ts'
import { reportTabs } from './sheet.ts'
import type { SheetTask } from './write.ts'

const { draft, rows }: SheetTask = workerData
const answer: ThreadAnswer<Uint8Array> = { kind: 'done', result: await makeSheet(reportTabs(draft, unpackRows(rows))) }
parentPort?.postMessage(answer)
