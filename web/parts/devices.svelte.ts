import type { Device, Station } from '../../server/contract/index.ts'
import { api } from '../api.ts'
import { Action, Remote } from '../remote.svelte.ts'
import { session } from '../session.svelte.ts'

/** The choice of the device that airs and the one that people listen on. */
export class DeviceChoosing {
  readonly remote = new Remote(() => api.devices())
  readonly saving = new Action()
  #air = $state<string>()
  #listening = $state<string | null>()

  get devices(): Device[] {
    return this.remote.value?.devices ?? []
  }

  /** The id of the air device; what was chosen here, else what the station has. */
  get airId(): string | undefined {
    return this.#air ?? session.station?.airDevice?.id
  }

  set airId(id: string | undefined) {
    this.#air = id
  }

  /** `null` means “in the browser”. */
  get listeningId(): string | null {
    return this.#listening === undefined ? (session.station?.listeningDevice?.id ?? null) : this.#listening
  }

  set listeningId(id: string | null) {
    this.#listening = id
  }

  get air(): Device | undefined {
    return this.devices.find((device) => device.id === this.airId)
  }

  /** The device chosen earlier is no longer plugged in. */
  get airIsAbsent(): boolean {
    return this.airId !== undefined && this.remote.value !== undefined && this.air === undefined
  }

  /** Listening would sound over the loudspeakers. */
  get isSameDevice(): boolean {
    return this.listeningId !== null && this.listeningId === this.airId && this.air?.isNull !== true
  }

  get isChanged(): boolean {
    const station = session.station
    return this.airId !== station?.airDevice?.id || this.listeningId !== (station?.listeningDevice?.id ?? null)
  }

  /** Keeps the choice; true when the station has it. */
  async save(): Promise<boolean> {
    const airDeviceId = this.airId
    if (airDeviceId === undefined) return false
    return this.saving.run(async () => {
      const station: Station = await api.chooseDevices({ airDeviceId, listeningDeviceId: this.listeningId })
      session.showStation(station)
    })
  }
}
