import type { AirSettings, AirSettingsChange, HookTarget } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** The settings of airing, one form's worth: asked for, changed in part, and shown as the station answers. */
export class AirSettingsState {
  readonly remote: Remote<AirSettings> = new Remote(() => api.airSettings())
  readonly saving = new Action()
  /** Kept since it was last changed here. */
  isSaved = $state(false)

  /** Keeps a part of the settings; true when the station has it. */
  async save(change: AirSettingsChange): Promise<boolean> {
    this.isSaved = false
    this.isSaved = await this.saving.run(async () => {
      this.remote.show(await api.changeAirSettings(change))
    })
    return this.isSaved
  }
}

/** A hook while it is being typed: both ways keep what was written, one of them is chosen. */
export class HookForm {
  kind = $state<HookTarget['kind'] | 'none'>('none')
  command = $state('')
  url = $state('')

  constructor(target: HookTarget | undefined) {
    this.show(target)
  }

  show(target: HookTarget | undefined): void {
    this.kind = target?.kind ?? 'none'
    if (target?.kind === 'command') this.command = target.command
    if (target?.kind === 'url') this.url = target.url
  }

  /** The hook as it may be kept; undefined when none is wanted or what is written is none. */
  get target(): HookTarget | undefined {
    if (this.kind === 'command') {
      const command = this.command.trim()
      return command === '' ? undefined : { kind: 'command', command }
    }
    if (this.kind === 'url') {
      const url = this.url.trim()
      return /^https?:\/\/[^\s/]/i.test(url) ? { kind: 'url', url } : undefined
    }
    return undefined
  }

  /** Something is wanted, and what is written will not do yet. */
  get isUnfinished(): boolean {
    return this.kind !== 'none' && this.target === undefined
  }

  /** Whether this is another hook than the one kept. */
  differsFrom(kept: HookTarget | undefined): boolean {
    return JSON.stringify(ordered(this.target)) !== JSON.stringify(ordered(kept)) || this.isUnfinished
  }
}

const ordered = (target: HookTarget | undefined) =>
  target && [target.kind, target.kind === 'command' ? target.command : target.url]
