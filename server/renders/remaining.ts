/** Older progress counts for e times less after so long. */
const MEMORY_MS = 20_000
/** What goes by in the first moments (parts found as they were made before) says nothing of the rest. */
const FIRST_LOOK_MS = 1000
const CREDIBLE_AFTER_MS = 3000
const CREDIBLE_FRACTION = 0.03

/**
 * How long something will still take, from how fast it went of late. Time is passed in: milliseconds of a clock that is
 * never stepped.
 */
export class RemainingTime {
  #begin: { at: number; fraction: number } | undefined
  #last: { at: number; fraction: number } | undefined
  #doneLately = 0
  #tookLately = 0

  /** Notes how far it is, 0 … 1; what is less than before is passed over. */
  saw(fraction: number, at: number): void {
    this.#begin ??= { at, fraction }
    const last = this.#last
    if (last && fraction <= last.fraction) return
    if (!last || at - this.#begin.at < FIRST_LOOK_MS) {
      this.#begin = { at: this.#begin.at, fraction }
      this.#last = { at, fraction }
      return
    }
    const kept = Math.exp(-(at - last.at) / MEMORY_MS)
    this.#doneLately = this.#doneLately * kept + (fraction - last.fraction)
    this.#tookLately = this.#tookLately * kept + (at - last.at)
    this.#last = { at, fraction }
  }

  /** Milliseconds that are left, 0 or more; undefined until there is enough to go by. */
  remainingMs(at: number): number | undefined {
    const [begin, last] = [this.#begin, this.#last]
    if (!begin || !last || this.#doneLately === 0) return undefined
    if (at - begin.at < CREDIBLE_AFTER_MS || last.fraction - begin.fraction < CREDIBLE_FRACTION) return undefined
    const left = (1 - last.fraction) * (this.#tookLately / this.#doneLately)
    // What was foreseen at the last sight runs down by the clock, ever slower when nothing comes for longer than it should.
    return left === 0 ? 0 : Math.round(left * Math.exp(-(at - last.at) / left))
  }
}
