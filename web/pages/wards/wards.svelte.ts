import type { DownloadsAsked, WardStation } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { listsApi } from '../../api-lists.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { ApiError } from '../../request.ts'

/** The ward stations, their secret links and what they took. */
export class WardsState {
  readonly stations = new Remote(() => api.wardStations())
  words = $state('')
  taken = $state<NonNullable<DownloadsAsked['taken']> | ''>('')
  order = $state<NonNullable<DownloadsAsked['order']>>('newest')
  readonly downloads = new Remote(() => listsApi.downloads(this.asked))
  readonly making = new Action()
  readonly changing = new Action()

  /** Whether the page was opened by an address that no other machine knows. */
  readonly isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)
  #origin = $state(location.origin)

  /** What narrows and orders the log of downloads; its sheet is asked for the same. */
  get asked(): DownloadsAsked {
    const words = this.words.trim()
    return { order: this.order, ...(words !== '' && { words }), ...(this.taken !== '' && { taken: this.taken }) }
  }

  get isNarrowed(): boolean {
    return this.words.trim() !== '' || this.taken !== ''
  }

  widen(): void {
    this.words = ''
    this.taken = ''
  }

  /** The address before a ward's link: the station's on its network, wherever this page was opened. */
  get origin(): string {
    return this.#origin
  }

  async load(): Promise<void> {
    await Promise.all([this.stations.load(), this.downloads.load(), this.#findAddress()])
  }

  /** The whole address of a station's page, as it is sent over Zalo. */
  linkOf(linkPath: string): string {
    return new URL(linkPath, this.#origin).href
  }

  async #findAddress(): Promise<void> {
    if (!this.isLocal) return
    try {
      this.#origin = (await api.health()).lanAddresses[0] ?? location.origin
    } catch (thrown) {
      // Without the station's own word the address of this page is the best that is known.
      if (!(thrown instanceof ApiError)) throw thrown
    }
  }

  async make(name: string): Promise<boolean> {
    return this.making.run(async () => {
      await api.makeWardStation(name)
      await this.stations.load()
    })
  }

  async renew(station: WardStation): Promise<boolean> {
    return this.changing.run(async () => {
      await api.renewWardStation(station.id)
      await this.stations.load()
    })
  }

  async revoke(station: WardStation): Promise<boolean> {
    return this.changing.run(async () => {
      await api.revokeWardStation(station.id)
      await this.stations.load()
    })
  }
}
