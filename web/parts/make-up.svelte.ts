import type { FreeTime } from '../../server/contract/index.ts'
import { api } from '../api.ts'
import { Action, Remote } from '../remote.svelte.ts'

/** What is to be made up for. */
export interface MakeUpAsked {
  airingId: string
  /** “05:00 Thứ Hai 23/11, Cải cách hành chính…”. */
  what: string
}

/**
 * Giving a missed airing another time. One for all pages: the button that began it goes as soon as the station has the new
 * time, the answer must stay.
 */
class MakingUp {
  #asked = $state.raw<MakeUpAsked>()
  #made = $state.raw<FreeTime>()
  chosen = $state<string>()
  readonly times = new Remote(async () => (this.#asked ? (await api.freeTimes(this.#asked.airingId)).times : []))
  readonly making = new Action()

  get asked(): MakeUpAsked | undefined {
    return this.#asked
  }

  /** The time that it was given. */
  get made(): FreeTime | undefined {
    return this.#made
  }

  async open(asked: MakeUpAsked): Promise<void> {
    this.#asked = asked
    this.#made = undefined
    this.chosen = undefined
    this.times.show([])
    this.making.clear()
    await this.times.load()
    const first = this.times.value?.[0]
    this.chosen = first && keyOf(first)
  }

  close(): void {
    this.#asked = undefined
  }

  async make(): Promise<void> {
    const time = this.times.value?.find((free) => keyOf(free) === this.chosen)
    const asked = this.#asked
    if (!time || !asked) return
    if (await this.making.run(() => api.makeUp(asked.airingId, time.date, time.time))) this.#made = time
  }
}

export const keyOf = ({ date, time }: FreeTime) => `${date} ${time}`

export const makingUp = new MakingUp()
