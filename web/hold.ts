/** How long the emergency button is held before it counts (Circular 39/2020 knows “khẩn cấp”; the length is ours). */
export const HOLD_MS = 2_000

/**
 * A button that counts only when it is held: what is pressed by mistake is let go before that. Time is passed in, in
 * milliseconds of a clock that never jumps.
 */
export class Hold {
  readonly #lengthMs: number
  #pressedAtMs: number | undefined
  #isSpent = false

  constructor(lengthMs: number = HOLD_MS) {
    this.#lengthMs = lengthMs
  }

  get isPressed(): boolean {
    return this.#pressedAtMs !== undefined
  }

  /** Begins to hold; a second press while it is held (a key that repeats) changes nothing. */
  press(atMs: number): void {
    if (this.#pressedAtMs !== undefined) return
    this.#pressedAtMs = atMs
    this.#isSpent = false
  }

  /** Lets go. True when that was too early: nothing has happened and nothing will. */
  release(): boolean {
    const wasEarly = this.#pressedAtMs !== undefined && !this.#isSpent
    this.#pressedAtMs = undefined
    this.#isSpent = false
    return wasEarly
  }

  /** How much of the time is held, 0…1. */
  fraction(atMs: number): number {
    if (this.#pressedAtMs === undefined) return 0
    return Math.min(1, Math.max(0, (atMs - this.#pressedAtMs) / this.#lengthMs))
  }

  /** True once for each press that lasted long enough; the button must be let go before it can be true again. */
  counts(atMs: number): boolean {
    if (this.#isSpent || this.fraction(atMs) < 1) return false
    this.#isSpent = true
    return true
  }
}
