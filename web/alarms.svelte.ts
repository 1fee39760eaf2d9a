import type { Alarm } from '../server/contract/index.ts'
import { orderAlarms } from './alarms.ts'
import { api } from './api.ts'
import { live } from './live.svelte.ts'
import { Remote } from './remote.svelte.ts'

/** The station's alarms, on every page the same. */
class Alarms {
  readonly #remote = new Remote(async () => (await api.alarms()).alarms)

  /** Asks the station; the last answer stays while it cannot be reached. */
  readonly load = (): Promise<void> => this.#remote.load()

  /** The most pressing one first. */
  readonly all: readonly Alarm[] = $derived(orderAlarms(this.#remote.value ?? [], live.status))
}

export const alarms = new Alarms()
