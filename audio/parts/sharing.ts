import { AudioError } from '../errors.ts'

/** What a caller gets who no longer waits. */
const left: unique symbol = Symbol('left')

/** Work that several callers wait for. It is given up when none of them waits any longer. */
export class Making<T> {
  /** When nothing of it runs any more, however it went. */
  readonly ended: Promise<void>
  private readonly result: Promise<T>
  private readonly controller = new AbortController()
  private readonly listeners = new Set<(fraction: number) => void>()
  private waiting = 0

  constructor(work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<T>) {
    const tell = (fraction: number): void => {
      for (const listener of this.listeners) listener(fraction)
    }
    this.result = work(this.controller.signal, tell)
    this.ended = this.result.then(
      () => undefined,
      () => undefined,
    )
  }

  /** Nobody waits for it, it is about to end. */
  get isGivenUp(): boolean {
    return this.controller.signal.aborted
  }

  /** The result. Rejects with AudioError `cancelled` on `signal`: at once, or for the last who waits when the work has ended. */
  async wait(signal: AbortSignal, onProgress?: (fraction: number) => void): Promise<T> {
    this.waiting++
    if (onProgress !== undefined) this.listeners.add(onProgress)
    let onAbort = (): void => undefined
    const stopped = new Promise<typeof left>((resolve) => {
      onAbort = () => resolve(left)
      signal.addEventListener('abort', onAbort, { once: true })
    })
    try {
      const first = await Promise.race([this.result, stopped])
      if (first !== left) return first
    } finally {
      this.waiting--
      signal.removeEventListener('abort', onAbort)
      if (onProgress !== undefined) this.listeners.delete(onProgress)
    }
    if (this.waiting === 0) {
      this.controller.abort(new AudioError('cancelled'))
      await this.ended
    }
    throw new AudioError('cancelled')
  }
}

/** Lets only so many work at once; the others wait in the order in which they came. */
export class Turns {
  private free: number
  private readonly waiting: (() => void)[] = []

  constructor(atOnce: number) {
    this.free = atOnce
  }

  /** Rejects with AudioError `cancelled` when the signal comes first. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--
    else await this.turn(signal)
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.free++
      else next()
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        const index = this.waiting.indexOf(begin)
        if (index >= 0) this.waiting.splice(index, 1)
        reject(new AudioError('cancelled'))
      }
      const begin = (): void => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      if (signal.aborted) return reject(new AudioError('cancelled'))
      this.waiting.push(begin)
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }
}
