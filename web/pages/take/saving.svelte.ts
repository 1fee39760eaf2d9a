import type { EditJob, Take } from '../../../server/contract/index.ts'
import { studioApi } from '../../api-studio.ts'
import { Action } from '../../remote.svelte.ts'
import { ApiError } from '../../request.ts'
import type { TakeDraft } from './draft.svelte.ts'
import { joined } from './pieces.ts'

/** How often a longer edit is asked after. */
const ASK_MS = 500

/** Making a read of an edit: the station joins the pieces of the originals; a long one is followed and can be given up. */
export class Saving {
  readonly #draft: TakeDraft
  readonly action = new Action()
  #job = $state.raw<EditJob>()
  #made = $state.raw<Take>()
  #hasLeft = false

  constructor(draft: TakeDraft) {
    this.#draft = draft
  }

  /** How far the station is, 0…1; undefined while nothing is made. */
  get fraction(): number | undefined {
    return this.#job?.state === 'making' ? this.#job.fraction : undefined
  }

  /** The read that was made last. */
  get made(): Take | undefined {
    return this.#made
  }

  /** Makes the read. True when it is there; otherwise the reason is the action's error. */
  async save(): Promise<boolean> {
    return this.action.run(async () => {
      this.#made = undefined
      try {
        const line = this.#draft.line
        this.#job = await studioApi.makeEdit(this.#draft.takeId, joined(line))
        while (this.#job.state === 'making') {
          await new Promise((resolve) => setTimeout(resolve, ASK_MS))
          if (this.#hasLeft) throw new ApiError(0, { code: 'cancelled', message: 'Đã rời trang.' })
          this.#job = await studioApi.editJob(this.#job.id)
        }
        const { take, problem } = this.#job
        if (problem || !take) throw new ApiError(0, problem ?? { code: 'cancelled', message: 'Đã huỷ theo yêu cầu.' })
        this.#made = take
        this.#draft.saved(line)
      } finally {
        this.#job = undefined
      }
    })
  }

  /** Gives up what is being made; the edit stays on the desk. */
  async cancel(): Promise<void> {
    if (this.#job) await studioApi.cancelEdit(this.#job.id)
  }

  /** The page is left: the station goes on by itself, nobody asks any more. */
  leave(): void {
    this.#hasLeft = true
  }
}
