import type { PresetName, SoundKind } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { DeviceChoosing } from '../../parts/index.ts'
import { path } from '../../paths.ts'
import { Action } from '../../remote.svelte.ts'
import { route } from '../../route.svelte.ts'
import { session } from '../../session.svelte.ts'

export const STEPS = [
  { name: 'account', words: 'Đài và tài khoản' },
  { name: 'sound', words: 'Loa hay FM' },
  { name: 'devices', words: 'Thiết bị âm thanh' },
  { name: 'tone', words: 'Tiếng thử' },
  { name: 'programme', words: 'Chương trình' },
] as const
export type StepName = (typeof STEPS)[number]['name']

/** What was typed and may be kept in this browser until the account exists; never the password. */
const DRAFT = 'len-song.khoi-tao'

interface Draft {
  stationName: string
  displayName: string
  username: string
}

/** The first run, one step after another. What the station already knows is not asked again. */
export class SetUpFlow {
  #step = $state<StepName>('account')
  stationName = $state('')
  displayName = $state('')
  username = $state('')
  password = $state('')
  soundKind = $state<SoundKind>()
  preset = $state<PresetName>('sa-dec-2023')
  programmeName = $state('')
  readonly devices = new DeviceChoosing()
  readonly moving = new Action()

  constructor() {
    const kept = localStorage.getItem(DRAFT)
    if (kept) Object.assign(this, readDraft(kept))
  }

  get step(): StepName {
    return this.#step
  }

  get number(): number {
    return STEPS.findIndex(({ name }) => name === this.#step) + 1
  }

  /** May this step be gone back to? What makes the account is made once. */
  isOpen(step: StepName): boolean {
    const asked = STEPS.findIndex(({ name }) => name === step) + 1
    return asked < this.number && (!session.account || asked > 2)
  }

  /** Finds the step where an earlier visit ended. */
  async resume(): Promise<void> {
    if (!session.account) return
    if (!session.station?.airDevice) {
      this.#step = 'devices'
      return
    }
    await this.moving.run(async () => {
      const programmes = await api.programmes()
      if (programmes.length > 0) route.go(path.today, { replace: true })
      else this.#step = 'programme'
    })
  }

  back(step: StepName): void {
    this.moving.clear()
    this.#step = step
  }

  /** The account step is complete as far as the page can tell. */
  toSound(): void {
    const draft: Draft = { stationName: this.stationName, displayName: this.displayName, username: this.username }
    localStorage.setItem(DRAFT, JSON.stringify(draft))
    this.#step = 'sound'
  }

  /** Makes the station and its first account. */
  async toDevices(): Promise<void> {
    const soundKind = this.soundKind
    if (!soundKind) return
    if (session.account) {
      this.#step = 'devices'
      return
    }
    const { stationName, displayName, username, password } = this
    const made = await this.moving.run(() =>
      session.setUp({
        stationName: stationName.trim(),
        displayName: displayName.trim(),
        username: username.trim(),
        password,
        soundKind,
      }),
    )
    if (!made) return
    localStorage.removeItem(DRAFT)
    this.password = ''
    this.#step = 'devices'
  }

  async toTone(): Promise<void> {
    if (await this.devices.save()) this.#step = 'tone'
  }

  toProgramme(): void {
    this.#step = 'programme'
  }

  async finish(): Promise<void> {
    const name = this.programmeName.trim()
    const made = await this.moving.run(() =>
      api.makeProgramme(this.preset === 'empty' ? { preset: 'empty', name } : { preset: this.preset }),
    )
    if (made) route.go(path.today)
  }
}

function readDraft(kept: string): Partial<Draft> {
  try {
    const read: unknown = JSON.parse(kept)
    if (typeof read !== 'object' || read === null) return {}
    const fields = Object.entries(read).filter(
      ([key, value]) => ['stationName', 'displayName', 'username'].includes(key) && typeof value === 'string',
    )
    return Object.fromEntries(fields)
  } catch {
    return {}
  }
}
