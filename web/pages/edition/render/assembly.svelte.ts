import { api } from '../../../api.ts'
import { monotonicMs } from '../../../clock.ts'
import { Action } from '../../../remote.svelte.ts'
import type { EditionState } from '../edition.svelte.ts'

/** Starting, following and giving up a render. */
export class AssemblyState {
  readonly #edition: EditionState
  readonly starting = new Action()
  readonly cancelling = new Action()
  #followed: { id: string; fraction: number; atMs: number } | undefined

  constructor(edition: EditionState) {
    this.#edition = edition
  }

  start(): void {
    void this.starting.run(async () => {
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

  /** How long a render still takes, from its pace since it was first seen; unknown for the first seconds. */
  leftMs(renderId: string, fraction: number | undefined): number | undefined {
    if (fraction === undefined) return undefined
    const now = monotonicMs()
    if (this.#followed?.id !== renderId || fraction < this.#followed.fraction)
      this.#followed = { id: renderId, fraction, atMs: now }
    const done = fraction - this.#followed.fraction
    const took = now - this.#followed.atMs
    if (took < 1_500 || done < 0.02) return undefined
    return ((1 - fraction) / done) * took
  }
}
