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

/** Answers questions about the station of a data folder, one after the other: all of them go over one connection. */
export class Answers {
  readonly #counter: Counter
  #last: Promise<unknown> = Promise.resolve()

  constructor(dataDir: string) {
    this.#counter = new Counter(openForReading(dataDir))
  }

  to({ number, asked }: Question): Promise<Answer> {
    const next = this.#last.then(() => this.#answer(number, asked))
    this.#last = next
    return next
  }

  async #answer(number: number, asked: CountAsked): Promise<Answer> {
    try {
      return { number, kind: 'done', answer: await this.#counter.answer(asked) }
    } catch (cause) {
      if (cause instanceof StationError) return { number, kind: 'refused', code: cause.code, details: cause.details }
      return { number, kind: 'failed', cause }
    }
  }
}
