import type { RundownPicture } from '../../../../../server/contract/index.ts'
import { api } from '../../../../api.ts'
import { Remote } from '../../../../remote.svelte.ts'

/** How often a measuring that goes on is asked about. */
const ASK_AGAIN_MS = 1_000

/** The saved rundown as a picture: asked for until it is ready. */
export class PictureState {
  readonly remote: Remote<RundownPicture>
  #ready = $state.raw<RundownPicture>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #isLeft = false

  constructor(editionId: string) {
    this.remote = new Remote(() => api.rundownPicture(editionId))
  }

  /** The last whole picture; it stays while a newer one is measured. */
  get ready(): RundownPicture | undefined {
    return this.#ready
  }

  /** How far the measuring is, 0…1; undefined while nothing is measured. */
  get measuring(): number | undefined {
    const told = this.remote.error ? undefined : this.remote.value
    return told?.state === 'measuring' ? told.fraction : undefined
  }

  readonly load = async (): Promise<void> => {
    clearTimeout(this.#timer)
    await this.remote.load()
    if (this.#isLeft) return
    if (this.remote.value?.state === 'ready') this.#ready = this.remote.value
    else if (!this.remote.error) this.#timer = setTimeout(this.load, ASK_AGAIN_MS)
  }

  /** Asks no more: the page is left. */
  leave(): void {
    this.#isLeft = true
    clearTimeout(this.#timer)
  }
}
