import type { Edition, Render, ScriptItem, Take } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { live } from '../../live.svelte.ts'
import { Remote } from '../../remote.svelte.ts'
import { isReadOf } from '../../takes.ts'

/** One edition with all that happened to it, shared by its tabs. */
export class EditionState {
  readonly id: string
  readonly remote: Remote<Edition>

  constructor(id: string) {
    this.id = id
    this.remote = new Remote(() => api.edition(id))
  }

  get edition(): Edition | undefined {
    return this.remote.value
  }

  readonly load = (): Promise<void> => this.remote.load()

  /** The newest render as the live line knows it. */
  get render(): Render | undefined {
    const newest = this.edition?.renders.toSorted((a, b) => b.requested.at - a.requested.at)[0]
    return newest && (live.render(newest.id) ?? newest)
  }

  /** The render that would air: the newest that was verified. */
  get verified(): Render | undefined {
    return this.edition?.renders
      .map((render) => live.render(render.id) ?? render)
      .filter(({ state }) => state === 'verified')
      .toSorted((a, b) => b.requested.at - a.requested.at)[0]
  }

  /** The takes of an item, newest first. */
  takesOf(itemId: string): Take[] {
    const takes = this.edition?.takes ?? []
    return takes.filter((take) => take.itemId === itemId).toSorted((a, b) => b.created.at - a.created.at)
  }

  /** The take that will be heard: kept, not sent back, and of the text as it stands. */
  keptOf(item: ScriptItem): Take | undefined {
    return this.takesOf(item.itemId).find((take) => isReadOf(item, take))
  }
}
