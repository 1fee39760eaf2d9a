import { chance } from '../years-station.ts'

/** Choices that look like chance and are the same for the same seed. */
export class Dice {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = chance(seed)
  }

  /** Whether something with this probability happens. */
  happens(probability: number): boolean {
    return this.#next() < probability
  }

  /** A whole number within [least, most]. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1))
  }

  pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    const [first] = choices
    const picked = choices[Math.floor(this.#next() * choices.length)] ?? first
    if (picked === undefined) throw new RangeError('nothing to choose from')
    return picked
  }

  /** As many of them, each at most once, in their own order. */
  some<T>(choices: readonly T[], count: number): T[] {
    const left = choices.map((_, place) => place)
    while (left.length > count) left.splice(Math.floor(this.#next() * left.length), 1)
    return left.flatMap((place) => choices[place] ?? [])
  }

  /** A name for a row, as random as the station's own: indexes meet it anywhere. */
  id(): string {
    const hex = this.#hex(32)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  /** What a SHA-256 looks like. */
  hash(): string {
    return this.#hex(64)
  }

  #hex(length: number): string {
    let hex = ''
    while (hex.length < length)
      hex += Math.floor(this.#next() * 4_294_967_296)
        .toString(16)
        .padStart(8, '0')
    return hex
  }
}
