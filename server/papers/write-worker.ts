import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadAnswer } from '../threads/index.ts'
import { makePaper } from './make.ts'

const answer: ThreadAnswer<Uint8Array> = { kind: 'done', result: await makePaper(workerData) }
parentPort?.postMessage(answer)
