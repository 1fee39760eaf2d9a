/**
 * The station's clock in the page. The visitor's machine may be minutes wrong, so every answer that carries the
 * station's time corrects an offset. This is the only file of the pages that asks the machine for the time.
 */

/** A clock that runs with the machine and is set by the station. */
export class StationClock {
  readonly #machine: () => number
  #offsetMs = 0

  constructor(machine: () => number) {
    this.#machine = machine
  }

  /** The station's time, UTC milliseconds. */
  now(): number {
    return this.#machine() + this.#offsetMs
  }

  /** Sets the clock from an answer that said `stationNow`, asked for at `askedAtMachine` (see `machineNow`). */
  correct(stationNow: number, askedAtMachine: number): void {
    const answeredAt = this.#machine()
    const middle = askedAtMachine + Math.max(0, answeredAt - askedAtMachine) / 2
    this.#offsetMs = stationNow - middle
  }

  /** The machine's own time: only for `correct`. */
  machineNow(): number {
    return this.#machine()
  }

  /** How far the visitor's machine is from the station, in milliseconds; positive when the machine is slow. */
  get offsetMs(): number {
    return this.#offsetMs
  }
}

/** The clock of this page. */
export const clock = new StationClock(() => Date.now())

/** Milliseconds that never jump: for measuring how long something takes. */
export const monotonicMs = () => performance.now()
