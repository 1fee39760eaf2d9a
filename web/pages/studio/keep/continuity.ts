import { GapCounter } from '../pcm.ts'

/** How the capture's clock is to be read (see GapCounter). */
export interface ClockManner {
  windowMs: number
  stepMs: number
}

/** When a block came, by three clocks, in milliseconds. */
export interface BlockTimes {
  /** Of its first sample by the sound device's clock, where that is told. */
  deviceMs: number | undefined
  /** Of its arrival, by a clock that never jumps and may stand still while the machine sleeps. */
  arrivedMs: number
  /** Of its arrival, by the machine's wall clock. */
  wallMs: number
}

/** Silence of the line longer than this is no loss but an end: the reader must know, and go on from there. */
const BREAK_MS = 2_000
/** A wall clock that is merely set leaves the blocks running: only with a standstill beside it has the machine slept. */
const STANDSTILL_MS = 300

/**
 * Watches whether the sound of one microphone joins on from block to block. Small losses are counted (see GapCounter);
 * after a sleep of the machine, a closed lid or a stop of seconds the next block belongs to something new.
 */
export class Continuity {
  readonly #sampleRateHz: number
  readonly #manner: ClockManner
  #gaps: GapCounter
  #last: (BlockTimes & { durationMs: number }) | undefined

  constructor(sampleRateHz: number, manner: ClockManner) {
    this.#sampleRateHz = sampleRateHz
    this.#manner = manner
    this.#gaps = this.#newGaps()
  }

  /** Frames lost since `restart`, breaks not counted. */
  get lostFrames(): number {
    return this.#gaps.lostFrames
  }

  /** A session begins: what was lost before is nobody's business. */
  restart(): void {
    this.#gaps.restart()
  }

  /** A session ends: also counts a loss too fresh to be sure of. */
  settle(): void {
    this.#gaps.settle()
  }

  /** Takes a block of `frames`; false when it does not join the one before. */
  take(frames: number, times: BlockTimes): boolean {
    const before = this.#last
    const durationMs = (frames / this.#sampleRateHz) * 1000
    this.#last = { ...times, durationMs }
    if (before && hasBroken(before, times)) {
      this.#gaps = this.#newGaps()
      this.#count(frames, times)
      return false
    }
    const lost = this.#count(frames, times)
    if ((lost / this.#sampleRateHz) * 1000 < BREAK_MS) return true
    this.#gaps = this.#newGaps()
    return false
  }

  #count(frames: number, { deviceMs, arrivedMs }: BlockTimes): number {
    return this.#gaps.take(frames, deviceMs ?? arrivedMs)
  }

  #newGaps(): GapCounter {
    return new GapCounter(this.#sampleRateHz, this.#manner.windowMs, this.#manner.stepMs)
  }
}

function hasBroken(before: BlockTimes & { durationMs: number }, now: BlockTimes): boolean {
  if (before.deviceMs !== undefined && now.deviceMs !== undefined) {
    const missingMs = now.deviceMs - before.deviceMs - before.durationMs
    if (missingMs > BREAK_MS) return true
  }
  const steadyMs = now.arrivedMs - before.arrivedMs
  const sleptMs = now.wallMs - before.wallMs - steadyMs
  return sleptMs > BREAK_MS && steadyMs > STANDSTILL_MS
}
