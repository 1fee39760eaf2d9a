import type { DraftedItem } from '../../../../server/contract/index.ts'
import { reviewApi } from '../../../api-review.ts'
import { asApiError } from '../../../request.ts'

/** What of a desk is to be kept. */
export interface Kept {
  baseId: string | undefined
  items: DraftedItem[]
}

const RETRY_MS = 5_000

/**
 * Keeps what is typed at the station, one request at a time, the newest text last: a broken computer costs nothing that was
 * typed before the last pause. When another window of the same person wrote since, nothing is kept until that is answered.
 */
export class Autosave {
  readonly #editionId: string
  readonly #windowId: string
  #follows: number | undefined
  #wanted: Kept | undefined
  #running: Promise<void> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #isOver = false
  #savedAt = $state<number>()
  #hasFailed = $state(false)
  #elsewhereAt = $state<number>()

  constructor(editionId: string, windowId: string, follows: number | undefined) {
    this.#editionId = editionId
    this.#windowId = windowId
    this.#follows = follows
  }

  /** When the station last kept what is typed here. */
  get savedAt(): number | undefined {
    return this.#savedAt
  }

  /** The draft that this window knows, for the next visit. */
  get follows(): number | undefined {
    return this.#follows
  }

  /** The station could not be reached; it is tried again by itself. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** Another window of the same person wrote at this moment. */
  get elsewhereAt(): number | undefined {
    return this.#elsewhereAt
  }

  /** Keeps a text; the newest that was asked for is the one that is kept. */
  keep(text: Kept): void {
    if (this.#isOver) return
    this.#wanted = text
    if (this.#elsewhereAt === undefined) this.#start(false)
  }

  /** Waits until nothing is under way: what is saved next must not be overtaken by a draft of before. */
  async rest(): Promise<void> {
    await this.#running
  }

  /** This window goes on; what the other one wrote is kept aside at the station. */
  goOnHere(): void {
    this.#elsewhereAt = undefined
    this.#start(true)
  }

  /** No more: the text was saved as a revision, given up, or the page is left. */
  end(): void {
    this.#isOver = true
    this.#wanted = undefined
    clearTimeout(this.#retry)
  }

  #start(isMeant: boolean): void {
    if (this.#running) return
    clearTimeout(this.#retry)
    this.#running = this.#run(isMeant).finally(() => (this.#running = undefined))
  }

  /** The page is left: what is under way arrives, nothing is tried again. */
  leave(): void {
    clearTimeout(this.#retry)
  }

  async #run(isMeant: boolean): Promise<void> {
    let means = isMeant
    while (this.#wanted && !this.#isOver) {
      const { baseId, items } = this.#wanted
      this.#wanted = undefined
      try {
        const { savedAt } = await reviewApi.keepDraft(this.#editionId, {
          items,
          windowId: this.#windowId,
          ...(baseId !== undefined && { baseId }),
          ...(this.#follows !== undefined && { follows: this.#follows }),
          ...(means && { isMeant: true }),
        })
        means = false
        this.#follows = savedAt
        this.#savedAt = savedAt
        this.#hasFailed = false
      } catch (thrown) {
        this.#wanted ??= { baseId, items }
        const { code, details } = asApiError(thrown)
        this.#failed(code, details.savedAt)
        return
      }
    }
  }

  #failed(code: string, savedAt: unknown): void {
    if (this.#isOver) return
    if (code === 'draft-elsewhere') {
      this.#elsewhereAt = typeof savedAt === 'number' ? savedAt : 0
      return
    }
    this.#hasFailed = true
    this.#retry = setTimeout(() => this.#start(false), RETRY_MS)
  }
}
