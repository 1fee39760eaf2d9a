import type { WardStation } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** The ward stations, their secret links and what they took. */
export class WardsState {
  readonly stations = new Remote(() => api.wardStations())
  readonly downloads = new Remote(() => api.downloads())
  readonly making = new Action()
  readonly changing = new Action()

  async load(): Promise<void> {
    await Promise.all([this.stations.load(), this.downloads.load()])
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

/** The whole address of a station's page, as it is sent over Zalo. */
export const linkOf = (linkPath: string) => new URL(linkPath, location.origin).href
