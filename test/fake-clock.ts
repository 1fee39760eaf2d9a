import { type Clock, sleepUntil } from '../schedules/index.ts'

interface Wake {
  instantMs: number
  fn: () => void
}

/**
 * A clock that stands still until a test moves it. `advance` lets time pass: whoever asked to be woken on the way is woken
 * at its instant, in order, and every second is told. `leap` does the same without telling the seconds on the way, only
 * one at its end: for stretches in which nothing happens but what was asked for. `step` moves the wall clock alone, as
 * somebody setting it does; `sleep` moves both clocks without anybody being woken meanwhile, as a suspended computer does.
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

  /** The instant of the next wake that was asked for, if any. */
  nextWake(): number | undefined {
    return this.#soonest()?.instantMs
  }

  /** Lets time pass until the wall clock shows this instant. */
  set(instantMs: number): void {
    this.advance(instantMs - this.#now)
  }

  advance(ms: number): void {
    const end = this.#now + ms
    const secondAfter = () => (Math.floor(this.#monotonicMs / 1000) + 1) * 1000
    // A wake at the very instant of a second does not take its place.
    for (let secondMs = secondAfter(); ; ) {
      if (this.#monotonicMs > secondMs) secondMs = secondAfter()
      const nextSecond = this.#seconds.size > 0 ? this.#now + secondMs - this.#monotonicMs : Number.POSITIVE_INFINITY
      const due = this.#soonest()
      const at = Math.max(this.#now, Math.min(due?.instantMs ?? Number.POSITIVE_INFINITY, nextSecond))
      if (at > end) break
      this.#pass(at - this.#now)
      if (due && due.instantMs <= this.#now) {
        this.#wake(due)
        continue
      }
      secondMs = secondAfter()
      for (const fn of [...this.#seconds]) fn()
    }
    this.#pass(end - this.#now)
  }

  leap(ms: number): void {
    const end = this.#now + ms
    for (let due = this.#soonest(); due !== undefined && due.instantMs <= end; due = this.#soonest()) {
      this.#pass(Math.max(0, due.instantMs - this.#now))
      this.#wake(due)
    }
    this.#pass(end - this.#now)
    for (const fn of [...this.#seconds]) fn()
  }

  /** Sets the wall clock without any time passing. */
  step(ms: number): void {
    this.#now += ms
  }

  /** The computer was suspended: on waking the wall clock is ahead by all of it, the monotonic clock by `monotonicMs`. */
  sleep(ms: number, monotonicMs = 0): void {
    this.#now += ms
    this.#monotonicMs += monotonicMs
  }

  #soonest(): Wake | undefined {
    let soonest: Wake | undefined
    for (const wake of this.#wakes) if (soonest === undefined || wake.instantMs < soonest.instantMs) soonest = wake
    return soonest
  }

  #wake(wake: Wake): void {
    this.#wakes.delete(wake)
    wake.fn()
  }

  #pass(ms: number): void {
    this.#now += ms
    this.#monotonicMs += ms
  }
}
