import type { WardClock } from '../contract/index.ts'

/** Where the computer's clock stands to the station's, at one moment. All ms. */
export interface ClockReading {
  /** The computer's minus the station's. */
  offMs: number
  /** The measurement is wrong by at most so much: half the round trip. */
  withinMs: number
}

/** What is kept over a restart. Instants are UTC ms. */
export interface ClockKept {
  offMs: number
  withinMs: number
  /** The latest instant of the station's clock that is known to have passed. */
  stationAt: number
}

/** Off by no more than this a computer is left alone: nobody hears a second, and its own time service keeps it. */
export const GOOD_WITHIN_MS = 1000
/** Once corrected it counts as good again only here, so that a clock at the edge does not go to and fro. */
const GOOD_AGAIN_WITHIN_MS = 500
/** A correction in force is changed by no less than this, so that a plan that stands is not written again and again. */
const CHANGED_BY_MS = 300
/** The wall clock moved against the time since the computer was started: somebody set it, or a time service slewed it. */
const STEP_MS = 250
/** The rest of a minute that was not written down. */
const WENT_BACK_MS = 60_000
/** A reading wears by as much (two quartzes of 50 ppm), so that a worse but fresh one takes its place. */
const WEARS_PPM = 100

/**
 * Follows the computer's clock against the station's. The rule: within one second it is good and left alone; beyond that
 * everything starts by the station's time, whatever the computer shows. When somebody sets the clock that is seen within a
 * second, with or without a network, because the time since the computer was started (`sinceBootMs`, which goes on while it
 * sleeps) has no part in it. A clock that went back while this program was not running is unknown, and nothing is started by it
 * until the station answers; one that went forward then cannot be told from a night switched off.
 */
export class StationClock {
  #reading: ClockReading | undefined
  #readAtMs: number
  #appliedMs = 0
  #isUnknown: boolean
  #stationAt: number
  /** The wall clock minus the time since the start of the computer. */
  #difference: number

  constructor(kept: ClockKept | undefined, now: number, sinceBootMs: number) {
    this.#difference = now - sinceBootMs
    this.#readAtMs = sinceBootMs
    this.#stationAt = kept?.stationAt ?? 0
    this.#isUnknown = kept === undefined || now - kept.offMs < kept.stationAt - WENT_BACK_MS
    if (kept !== undefined && !this.#isUnknown) this.#take({ offMs: kept.offMs, withinMs: kept.withinMs })
  }

  /** By how much the station's instants are moved on this computer, ms; undefined: nothing may be started by it. */
  get correctionMs(): number | undefined {
    return this.#isUnknown ? undefined : this.#appliedMs
  }

  /** As it is told on both sides. */
  get told(): WardClock {
    const { offMs, withinMs } = this.#reading ?? {}
    return {
      state: this.#isUnknown ? 'unknown' : this.#appliedMs === 0 ? 'good' : 'corrected',
      ...(offMs !== undefined && { offMs }),
      ...(withinMs !== undefined && { withinMs }),
    }
  }

  /** What is to be kept for the next start; undefined while nothing is known. */
  kept(now: number): ClockKept | undefined {
    if (this.#reading === undefined || this.#isUnknown) return undefined
    this.#stationAt = Math.max(this.#stationAt, now - this.#reading.offMs)
    return { ...this.#reading, stationAt: this.#stationAt }
  }

  /** Takes an answer in that has just come after `roundTripMs`: the station's clock showed `stationNow` on the way. */
  measured(stationNow: number, roundTripMs: number, now: number, sinceBootMs: number): void {
    this.look(now, sinceBootMs)
    const withinMs = Math.max(1, roundTripMs / 2)
    const offMs = now - withinMs - stationNow
    const before = this.#reading
    const wornMs = (before?.withinMs ?? 0) + ((sinceBootMs - this.#readAtMs) * WEARS_PPM) / 1e6
    const isBetter = before === undefined || this.#isUnknown || withinMs <= wornMs
    const contradicts = before !== undefined && Math.abs(offMs - before.offMs) > withinMs + wornMs
    this.#isUnknown = false
    this.#stationAt = stationNow
    if (!isBetter && !contradicts) return
    this.#readAtMs = sinceBootMs
    this.#take({ offMs, withinMs })
  }

  /** Looks whether the clock was set meanwhile; at least once a second. Returns the step, ms, 0 when there was none. */
  look(now: number, sinceBootMs: number): number {
    const difference = now - sinceBootMs
    const stepMs = difference - this.#difference
    // What is slewed little by little adds up until it counts.
    if (Math.abs(stepMs) < STEP_MS) return 0
    this.#difference = difference
    if (this.#reading !== undefined) this.#take({ ...this.#reading, offMs: this.#reading.offMs + stepMs })
    return stepMs
  }

  #take(reading: ClockReading): void {
    this.#reading = reading
    const { offMs, withinMs } = reading
    const limitMs = this.#appliedMs === 0 ? GOOD_WITHIN_MS : GOOD_AGAIN_WITHIN_MS
    const isOff = Math.abs(offMs) > Math.max(limitMs, withinMs)
    const wantedMs = isOff ? Math.round(offMs) : 0
    const isAnother = Math.abs(wantedMs - this.#appliedMs) > Math.max(CHANGED_BY_MS, withinMs)
    if (wantedMs === 0 || this.#appliedMs === 0 || isAnother) this.#appliedMs = wantedMs
  }
}
