/**
 * Does something at once when it is asked for, and then at most every so often, however often it is asked for meanwhile: three
 * hundred wards that fetch at five o'clock are no reason to ask the station three hundred times. The last asking is never lost.
 */
export class Seldom {
  readonly #act: () => void
  readonly #everyMs: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #isWanted = false

  constructor(act: () => void, everyMs: number) {
    this.#act = act
    this.#everyMs = everyMs
  }

  ask(): void {
    if (this.#timer !== undefined) {
      this.#isWanted = true
      return
    }
    this.#isWanted = false
    this.#act()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#isWanted) this.ask()
    }, this.#everyMs)
  }

  /** Nothing is done any more until it is asked for again. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isWanted = false
  }
}
