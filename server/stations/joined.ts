import { setImmediate } from 'node:timers/promises'

/**
 * Work that several ask for in the same moment, done once: five in the morning is when all wards come at once. What is given
 * is never older than the question of whoever asked first of those who share it.
 */
export class Joined<T> {
  readonly #running = new Map<string, Promise<T>>()

  /** What the work of a key gives; rejects for all who share it as the work does. */
  of(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key) ?? this.#begin(key, work)
    this.#running.set(key, running)
    return running
  }

  /** On the next turn, so that all who have already knocked are heard before the work begins. */
  async #begin(key: string, work: () => Promise<T>): Promise<T> {
    await setImmediate()
    try {
      return await work()
    } finally {
      this.#running.delete(key)
    }
  }
}
