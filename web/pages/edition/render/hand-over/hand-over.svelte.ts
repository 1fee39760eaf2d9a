import type {
  HandOver,
  HandOverAsked,
  HandOverPlaces,
  HandOverWork,
  WardStation,
} from '../../../../../server/contract/index.ts'
import { api } from '../../../../api.ts'
import { waysOutApi } from '../../../../api-ways-out.ts'
import { Action, Remote } from '../../../../remote.svelte.ts'
import { ApiError } from '../../../../request.ts'

const ASK_EVERY_MS = 700

/** One hand-over from the choice of a place until it is written, and those before it. */
export class HandOverDesk {
  readonly #editionId: string
  readonly log: Remote<HandOver[]>
  readonly places = new Remote<HandOverPlaces>(() => waysOutApi.handOverPlaces())
  readonly wards = new Remote<WardStation[]>(() => api.wardStations())
  readonly beginning = new Action()
  #work = $state.raw<HandOverWork>()
  #asking: ReturnType<typeof setTimeout> | undefined

  constructor(editionId: string) {
    this.#editionId = editionId
    this.log = new Remote<HandOver[]>(() => waysOutApi.handOvers(editionId))
  }

  /** The one that is being written or was written last. */
  get work(): HandOverWork | undefined {
    return this.#work
  }

  get isWriting(): boolean {
    return this.#work?.state === 'writing' || this.#work?.state === 'checking'
  }

  async begin(asked: HandOverAsked): Promise<void> {
    this.#work = undefined
    await this.beginning.run(async () => {
      this.#work = await waysOutApi.handOver(this.#editionId, asked)
    })
    this.#follow()
  }

  /** Forgets the last one: another may be made. */
  clear(): void {
    if (this.isWriting) return
    this.#work = undefined
    this.beginning.clear()
  }

  /** Asks no more; the station goes on writing. */
  leave(): void {
    clearTimeout(this.#asking)
  }

  #follow(): void {
    clearTimeout(this.#asking)
    if (this.#work?.state === 'done') void this.log.load()
    if (!this.isWriting) return
    this.#asking = setTimeout(() => void this.#ask(), ASK_EVERY_MS)
  }

  async #ask(): Promise<void> {
    const id = this.#work?.id
    if (id === undefined) return
    try {
      this.#work = await waysOutApi.handOverWork(id)
    } catch (thrown) {
      // A line that is down for a moment: the station goes on writing, and is asked again.
      if (!(thrown instanceof ApiError) || !thrown.isOffline) throw thrown
    }
    this.#follow()
  }
}
