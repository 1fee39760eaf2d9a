import type { Revision, ScriptItem, Take } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { Recorder } from './recorder.svelte.ts'

const TEXT_SIZE = 'len-song.co-chu-phong-thu'
const SIZES = [20, 24, 28, 32, 38, 46, 56] as const

/** The recording studio for one item: its text, its recorder, the take just made. */
export class StudioState {
  readonly editionId: string
  readonly itemId: string
  readonly remote
  readonly recorder: Recorder
  readonly choosing = new Action()
  #take = $state.raw<Take>()
  #size = $state(readSize())

  constructor(editionId: string, itemId: string) {
    this.editionId = editionId
    this.itemId = itemId
    this.remote = new Remote(() => api.edition(editionId))
    this.recorder = new Recorder({ editionId, itemId }, (take) => {
      this.#take = take
    })
  }

  get revision(): Revision | undefined {
    return this.remote.value?.latest
  }

  get item(): ScriptItem | undefined {
    return this.revision?.items.find(({ itemId }) => itemId === this.itemId)
  }

  /** Place of the item in the script, from 1. */
  get number(): number {
    return (this.revision?.items.findIndex(({ itemId }) => itemId === this.itemId) ?? -1) + 1
  }

  /** The item after this one that still has no kept take of its text; after the last it begins again. */
  get nextItem(): ScriptItem | undefined {
    const items = this.revision?.items ?? []
    const order = [...items.slice(this.number), ...items.slice(0, Math.max(0, this.number - 1))]
    return order.find(
      (item) =>
        !this.remote.value?.takes.some(
          (take) => take.choice === 'kept' && take.textHash === item.textHash && take.itemId === item.itemId,
        ),
    )
  }

  /** The take that was just made and waits for the announcer's word. */
  get take(): Take | undefined {
    return this.#take
  }

  set take(take: Take | undefined) {
    this.#take = take
  }

  /** Size of the text, px. */
  get sizePx(): number {
    return SIZES[this.#size] ?? 32
  }

  get isSmallest(): boolean {
    return this.#size === 0
  }

  get isLargest(): boolean {
    return this.#size === SIZES.length - 1
  }

  resize(by: -1 | 1): void {
    this.#size = Math.min(SIZES.length - 1, Math.max(0, this.#size + by))
    localStorage.setItem(TEXT_SIZE, String(this.#size))
  }

  /** One key and one button: begins, or ends. */
  toggle(): void {
    if (this.recorder.phase === 'recording' || this.recorder.phase === 'cueing') void this.recorder.stop()
    else this.record()
  }

  record(): void {
    const [revision, item] = [this.revision, this.item]
    if (!revision || !item || this.choosing.isRunning) return
    this.#take = undefined
    const [leftover] = this.recorder.unfinished.leftovers
    if (leftover) {
      // What was broken off is gone on with before anything else is begun.
      if (!leftover.hasEnded) void this.recorder.resume(leftover)
      return
    }
    const { editionId, itemId } = this
    void this.recorder.start({ editionId, itemId, revisionId: revision.id, title: item.title })
  }

  /** Keeps the take just made; true when the station knows. */
  async keep(): Promise<boolean> {
    return this.#choose('kept')
  }

  async discard(): Promise<void> {
    if (await this.#choose('discarded')) this.#take = undefined
  }

  async #choose(choice: 'kept' | 'discarded'): Promise<boolean> {
    const take = this.#take
    if (!take) return false
    return this.choosing.run(async () => {
      this.#take = await api.chooseTake(take.id, choice)
      await this.remote.load()
    })
  }
}

function readSize(): number {
  const kept = Number(localStorage.getItem(TEXT_SIZE) ?? '')
  const isNarrow = matchMedia('(max-width: 800px)').matches
  return localStorage.getItem(TEXT_SIZE) !== null && kept >= 0 && kept < SIZES.length ? kept : isNarrow ? 1 : 3
}
