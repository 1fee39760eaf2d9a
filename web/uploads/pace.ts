/** How long the past is that a speed is taken from: long enough to be steady, short enough to follow the network. */
const WINDOW_MS = 8_000
/** Before so much has passed nobody can say how fast it goes. */
const LEAST_MS = 1_500
/** Words come many times a second: so often is enough to remember. */
const STEP_MS = 250

/** How fast something is sent, from how much of it has been sent at which instants of a monotonic clock. */
export class Pace {
  #seen: { bytes: number; atMs: number }[] = []

  /** So much had been sent at this instant. What goes back (a part is sent again) begins anew. */
  saw(bytes: number, atMs: number): void {
    const last = this.#seen.at(-1)
    if (last && bytes < last.bytes) this.#seen = []
    const before = this.#seen.at(-2)
    if (last && before && last.atMs - before.atMs < STEP_MS && bytes >= last.bytes) this.#seen.pop()
    this.#seen.push({ bytes, atMs })
    // The newest word from before the window stays, so that the window is always covered.
    while (this.#seen.length > 2 && (this.#seen[1]?.atMs ?? 0) <= atMs - WINDOW_MS) this.#seen.shift()
  }

  /** Nothing is sent for a while: what was, says nothing of what will be. */
  rest(): void {
    this.#seen = []
  }

  /** Over the last seconds; undefined while that is not known. A silence makes it fall. */
  bytesPerSecond(atMs: number): number | undefined {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)]
    if (!first || !last || atMs - first.atMs < LEAST_MS) return undefined
    return ((last.bytes - first.bytes) / (atMs - first.atMs)) * 1000
  }

  /** How long the rest takes at this speed; undefined while nobody knows, and while nothing goes. */
  leftMs(bytesLeft: number, atMs: number): number | undefined {
    const speed = this.bytesPerSecond(atMs)
    return speed === undefined || speed <= 0 ? undefined : (Math.max(0, bytesLeft) / speed) * 1000
  }
}
