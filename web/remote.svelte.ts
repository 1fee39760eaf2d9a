import { type ApiError, asApiError } from './request.ts'

/**
 * Something that the station knows and a page shows. Keeps the last good answer on screen while it is asked for again;
 * only the newest question may answer.
 */
export class Remote<T> {
  #value = $state.raw<T>()
  #error = $state.raw<ApiError>()
  #isLoading = $state(false)
  #asked = 0
  readonly #load: () => Promise<T>

  constructor(load: () => Promise<T>) {
    this.#load = load
  }

  get value(): T | undefined {
    return this.#value
  }

  get error(): ApiError | undefined {
    return this.#error
  }

  get isLoading(): boolean {
    return this.#isLoading
  }

  /** Asks the station. Never rejects: the failure is `error`. */
  readonly load = async (): Promise<void> => {
    this.#asked += 1
    const mine = this.#asked
    this.#isLoading = true
    try {
      const value = await this.#load()
      if (mine !== this.#asked) return
      this.#value = value
      this.#error = undefined
    } catch (thrown) {
      if (mine === this.#asked) this.#error = asApiError(thrown)
    } finally {
      if (mine === this.#asked) this.#isLoading = false
    }
  }

  /** Shows what an action has just answered, without asking again. */
  show(value: T): void {
    this.#asked += 1
    this.#isLoading = false
    this.#value = value
    this.#error = undefined
  }
}

/** One thing that a person asked for: runs once at a time and keeps its failure next to its button. */
export class Action {
  #isRunning = $state(false)
  #error = $state.raw<ApiError>()

  get isRunning(): boolean {
    return this.#isRunning
  }

  get error(): ApiError | undefined {
    return this.#error
  }

  /** Runs `act` unless it is running already. True when it went well. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.#isRunning) return false
    this.#isRunning = true
    this.#error = undefined
    try {
      await act()
      return true
    } catch (thrown) {
      this.#error = asApiError(thrown)
      return false
    } finally {
      this.#isRunning = false
    }
  }

  clear(): void {
    this.#error = undefined
  }
}
