import type { Exposed, PublicAddress } from '../../../../server/contract/index.ts'
import { waysOutApi } from '../../../api-ways-out.ts'
import { Action, Remote } from '../../../remote.svelte.ts'
import { forgetStationOrigin } from '../../../station-origin.ts'

/** The public address as the station keeps it, and what a person is changing about it. */
export class AddressDesk {
  readonly remote = new Remote<PublicAddress>(() => waysOutApi.address())
  readonly saving = new Action()
  readonly testing = new Action()
  #isSaved = $state(false)

  get isSaved(): boolean {
    return this.#isSaved
  }

  async save(origin: string, proxies: string[], exposed: Exposed): Promise<boolean> {
    this.#isSaved = false
    this.#isSaved = await this.saving.run(async () => {
      this.remote.show(await waysOutApi.setAddress({ origin: origin.trim() || null, proxies, exposed }))
      forgetStationOrigin()
    })
    return this.#isSaved
  }

  async test(): Promise<void> {
    await this.testing.run(async () => this.remote.show(await waysOutApi.testAddress()))
  }

  /** States a machine that was found to hand on, and tries again. */
  async stateProxy(proxy: string): Promise<void> {
    const kept = this.remote.value
    if (!kept) return
    if (await this.save(kept.origin ?? '', [...kept.proxies, proxy], kept.exposed)) await this.test()
  }
}

/** Machines as a person writes them: by commas, blanks or lines. */
export const readProxies = (written: string): string[] => written.split(/[\s,;]+/).filter((one) => one !== '')
