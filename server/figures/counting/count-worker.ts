import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { Question } from './answers.ts'

/** Counting needs half of the station's programs: kept as they were compiled they are there in a third of the time. */
enableCompileCache(join(workerData.dataDir, 'cache'))
const { Answers } = await import('./answers.ts')
const answers = new Answers(workerData.dataDir)
flushCompileCache()

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage(await answers.to(question))
})
