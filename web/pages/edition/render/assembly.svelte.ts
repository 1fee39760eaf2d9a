import { api } from '../../../api.ts'
import { Action } from '../../../remote.svelte.ts'
import type { EditionState } from '../edition.svelte.ts'
import type { RundownDraft } from './rundown/index.ts'

/** Starting and giving up a render. */
export class AssemblyState {
  readonly #edition: EditionState
  readonly #draft: RundownDraft
  readonly starting = new Action()
  readonly cancelling = new Action()

  constructor(edition: EditionState, draft: RundownDraft) {
    this.#edition = edition
    this.#draft = draft
  }

  /** Renders what stands on the screen: what was edited is saved first. */
  start(): void {
    void this.starting.run(async () => {
      // Why it could not be saved is said where saving is; then nothing is rendered.
      if (this.#draft.isChanged && !(await this.#draft.save())) return
      await api.startRender(this.#edition.id)
      await this.#edition.load()
    })
  }

  cancel(renderId: string): void {
    void this.cancelling.run(async () => {
      await api.cancelRender(renderId)
      await this.#edition.load()
    })
  }
}
