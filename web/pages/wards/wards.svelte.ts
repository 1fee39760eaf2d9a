import type { DownloadsAsked, WardStation } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { listsApi } from '../../api-lists.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { stationOrigin } from '../../station-origin.ts'

/** The ward stations, their dated secret links and what they took. */
export class WardsState {
  readonly stations = new Remote(() => api.wardStations())
  words = $state('')
  taken = $state<NonNullable<DownloadsAsked['taken']> | ''>('')
  order = $state<NonNullable<DownloadsAsked['order']>>('newest')
  readonly downloads = new Remote(() => listsApi.downloads(this.asked))
  readonly making = new Action()
  readonly changing = new Action()

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

  /** The address before a ward's link: the public one, else the station's on its network. */
  get origin(): string {
    return this.#origin
  }

  /** Whether nobody outside the station's own network can open the links. */
  get isInside(): boolean {
    const { hostname } = new URL(this.#origin)
    return INSIDE.test(hostname)
  }

  async load(): Promise<void> {
    await Promise.all([this.stations.load(), this.downloads.load(), this.#findAddress()])
  }

  /** The whole address of a station's page, as it is sent over Zalo. */
  linkOf(linkPath: string): string {
    return new URL(linkPath, this.#origin).href
  }

  async #findAddress(): Promise<void> {
    this.#origin = await stationOrigin()
  }

  make(name: string, expiresOn: string | undefined): Promise<boolean> {
    return this.making.run(async () => {
      await api.makeWardStation(name, expiresOn)
      await this.stations.load()
    })
  }

  /** Gives a new link; the old one ends. */
  renew(station: WardStation, expiresOn: string | undefined): Promise<boolean> {
    return this.#change(() => api.renewWardStation(station.id, expiresOn))
  }

  /** Lets the link hold until another date, or without end. */
  setTerm(station: WardStation, expiresOn: string | undefined): Promise<boolean> {
    return this.#change(() => api.setWardLinkTerm(station.id, expiresOn))
  }

  revoke(station: WardStation): Promise<boolean> {
    return this.#change(() => api.revokeWardStation(station.id))
  }

  #change(change: () => Promise<unknown>): Promise<boolean> {
    return this.changing.run(async () => {
      await change()
      await this.stations.load()
    })
  }
}

/** This computer, and the addresses that no other network leads to (RFC 1918, RFC 3927, RFC 4193, RFC 6762). */
const INSIDE =
  /^(localhost|127\.[\d.]+|\[::1\]|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|\[f[cd][\da-f:]+\]|.+\.local)$/
