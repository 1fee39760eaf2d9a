import { parentPort, workerData } from 'node:worker_threads'
import { openForReading } from '../../db/index.ts'
import { StationError } from '../../errors.ts'
import { type CountAnswer, type CountAsked, Counter } from './count.ts'

/** What the thread is told, and what it answers, by the question's number. */
export interface Question {
  number: number
  asked: CountAsked
}
export type Answer = { number: number } & (
  | { kind: 'done'; answer: CountAnswer }
  | { kind: 'refused'; code: string; details: Record<string, unknown> }
  | { kind: 'failed'; cause: unknown }
)

const counter = new Counter(openForReading(workerData.dataDir))
/** One after the other: all of them go over one connection. */
let last: Promise<void> = Promise.resolve()

parentPort?.on('message', ({ number, asked }: Question) => {
  last = last.then(async () => parentPort?.postMessage({ number, ...(await answerTo(asked)) } satisfies Answer))
})

async function answerTo(asked: CountAsked) {
  try {
    return { kind: 'done' as const, answer: await counter.answer(asked) }
  } catch (cause) {
    if (cause instanceof StationError) return { kind: 'refused' as const, code: cause.code, details: cause.details }
    return { kind: 'failed' as const, cause }
  }
}
