import { studioApi } from '../../api-studio.ts'
import { Remote } from '../../remote.svelte.ts'
import { isThisMachine, secureOrigin, telephoneAddresses } from './addresses.ts'
import { type Device, deviceOf, isHandheld } from './device.ts'

/** Whether this device trusts the station: asked by fetching from the secure side. */
export type Trusting = 'unknown' | 'asking' | 'trusting' | 'not-trusting'

/** Where the visitor stands: on the station's machine, already on the secure side, or on the plain one. */
export type Standing = 'this-machine' | 'secure' | 'plain'

/** A device that does not trust is refused at once; one that hears nothing stands behind a wall. */
const ANSWER_WITHIN_MS = 6000

/** The state of the page that teaches a device to trust the station. */
export class TrustState {
  readonly remote = new Remote(() => studioApi.trust())
  readonly own: Device = deviceOf(navigator)
  /** On the station's own machine what is wanted is the way for a telephone. */
  #shown = $state<Device>(isThisMachine(location.hostname) && !isHandheld(this.own) ? 'android' : this.own)
  #trusting = $state<Trusting>('unknown')
  /** Times that the person has asked and the device did not trust. */
  #triesInVain = $state(0)

  get shown(): Device {
    return this.#shown
  }

  show(device: Device): void {
    this.#shown = device
  }

  get trusting(): Trusting {
    return this.#trusting
  }

  get triesInVain(): number {
    return this.#triesInVain
  }

  get standing(): Standing {
    if (location.protocol === 'https:') return 'secure'
    return isThisMachine(location.hostname) ? 'this-machine' : 'plain'
  }

  get origin(): string | undefined {
    return this.remote.value && secureOrigin(this.remote.value, location.hostname)
  }

  get telephoneAddresses(): string[] {
    return this.remote.value ? telephoneAddresses(this.remote.value, location.hostname) : []
  }

  async open(): Promise<void> {
    await this.remote.load()
    if (this.standing === 'plain') await this.ask()
  }

  /** Asks the secure side; `isWanted` when the person pressed the button, who is then told when it was in vain. */
  async ask(isWanted = false): Promise<void> {
    const { origin } = this
    if (origin === undefined || this.#trusting === 'asking') return
    this.#trusting = 'asking'
    this.#trusting = (await answers(origin)) ? 'trusting' : 'not-trusting'
    if (isWanted && this.#trusting === 'not-trusting') this.#triesInVain += 1
  }
}

async function answers(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/tin-cay/thu`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    return response.ok
  } catch {
    // Browsers tell a page nothing about why: no trust, no way through and no answer look the same.
    return false
  }
}
