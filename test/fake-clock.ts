import { type Clock, sleepUntil } from '../schedules/index.ts'

interface Wake {
  instantMs: number
  fn: () => void
}

/**
 * A clock that stands still until a test moves it. `advance` lets time pass: whoever asked to be woken on the way is woken
 * at its instant, in order. `step` moves the wall clock alone, as somebody setting it does.
 */
export class FakeClock implements Clock {
  #now: number
  #monotonicMs = 0
  #wakes = new Set<Wake>()
  #seconds = new Set<() => void>()

  constructor(now: number) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  monotonicMs(): number {
    return this.#monotonicMs
  }

  wakeAt(instantMs: number, fn: () => void): () => void {
    const wake = { instantMs, fn }
    this.#wakes.add(wake)
    return () => this.#wakes.delete(wake)
  }

  everySecond(fn: () => void): () => void {
    this.#seconds.add(fn)
    return () => this.#seconds.delete(fn)
  }

  sleepUntil(instantMs: number, signal?: AbortSignal): Promise<void> {
    return sleepUntil(this, instantMs, signal)
  }

  /** Lets time pass until the wall clock shows this instant. */
  set(instantMs: number): void {
    this.advance(instantMs - this.#now)
  }

  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const nextSecond = this.#now + 1000 - (this.#monotonicMs % 1000)
      const due = [...this.#wakes]
        .filter(({ instantMs }) => instantMs <= end)
        .sort((a, b) => a.instantMs - b.instantMs)[0]
      const at = Math.max(
        this.#now,
        Math.min(
          due?.instantMs ?? Number.POSITIVE_INFINITY,
          this.#seconds.size > 0 ? nextSecond : Number.POSITIVE_INFINITY,
        ),
      )
      if (at > end) break
      this.#pass(at - this.#now)
      if (due && due.instantMs <= this.#now) {
        this.#wakes.delete(due)
        due.fn()
      } else for (const fn of this.#seconds) fn()
    }
    this.#pass(end - this.#now)
  }

  /** Sets the wall clock without any time passing. */
  step(ms: number): void {
    this.#now += ms
  }

  #pass(ms: number): void {
    this.#now += ms
    this.#monotonicMs += ms
  }
}
