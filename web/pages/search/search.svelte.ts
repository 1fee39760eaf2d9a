import type { SearchAnswer, SearchKind } from '../../../server/contract/index.ts'
import { searchApi } from '../../api-search.ts'
import { Remote } from '../../remote.svelte.ts'

/** So long after the last key the station is asked. */
const PAUSE_MS = 180

/** What is looked for, and what the station found. */
export class Searching {
  #words = $state('')
  #kind = $state<SearchKind>()
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The words that the shown answer is about. */
  #answered = $state('')
  readonly remote = new Remote<SearchAnswer | undefined>(() => this.#ask())

  get words(): string {
    return this.#words
  }

  get kind(): SearchKind | undefined {
    return this.#kind
  }

  get answered(): string {
    return this.#answered
  }

  /** Takes what is typed; the station is asked when the person pauses. */
  type(words: string): void {
    this.#words = words
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.now(), PAUSE_MS)
  }

  /** One kind alone, or all of them. */
  only(kind: SearchKind | undefined): void {
    this.#kind = kind
    this.now()
  }

  /** Asks at once. */
  now(): void {
    clearTimeout(this.#timer)
    void this.remote.load()
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  async #ask(): Promise<SearchAnswer | undefined> {
    const words = this.#words.trim()
    const answer = words === '' ? undefined : await searchApi.search(words, this.#kind)
    this.#answered = words
    return answer
  }
}
