import type { LogLine, LogNote, Proof } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { listsApi } from '../../api-lists.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** One airing as the log knows it: its line and what was added to it, its levels, and what recordings of it proved. */
export class AiringState {
  readonly id: string
  readonly remote: Remote<LogLine | undefined>
  readonly levels: Remote<Awaited<ReturnType<typeof api.levels>>>
  readonly proofs: Remote<Proof[]>
  /** Whether the station lets it be made up for. */
  readonly mayBeMadeUp: Remote<boolean>
  readonly proving = new Action()
  /** How much of the recording is sent, 0…1; afterwards the station compares. */
  fraction = $state<number>()
  #cancel: AbortController | undefined

  constructor(date: string, id: string) {
    this.id = id
    this.remote = new Remote(async () =>
      (await listsApi.log(date, date, {})).lines.find(({ airingId }) => airingId === id),
    )
    this.levels = new Remote(() => api.levels(id))
    this.proofs = new Remote(async () => (await api.proofs(id)).toSorted((a, b) => b.created.at - a.created.at))
    this.mayBeMadeUp = new Remote(async () => {
      const { airings } = await api.calendar(date, date)
      return airings.some((airing) => airing.id === id && airing.mayBeMadeUp === true)
    })
  }

  readonly load = async (): Promise<void> => {
    await Promise.all([this.remote.load(), this.levels.load(), this.proofs.load(), this.mayBeMadeUp.load()])
  }

  /** Shows what was just added to the line. */
  added(notes: LogNote[]): void {
    if (this.remote.value) this.remote.show({ ...this.remote.value, notes })
  }

  /** Sends a recording and waits for the comparison. True when a result came, found or not. */
  async prove(file: File, recordedFrom: string | undefined): Promise<boolean> {
    const cancel = new AbortController()
    this.#cancel = cancel
    this.fraction = 0
    const done = await this.proving.run(async () => {
      await api.uploadProof(this.id, file, recordedFrom, {
        onProgress: (sent) => (this.fraction = sent),
        signal: cancel.signal,
      })
      await this.proofs.load()
    })
    this.fraction = undefined
    return done
  }

  giveUp(): void {
    this.#cancel?.abort()
  }
}
