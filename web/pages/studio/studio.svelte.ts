import type { Revision, ScriptItem, Take } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { isReadOf } from '../../takes.ts'
import type { ReadingAim } from './phases.ts'
import { Prompter, type Reading } from './prompter/index.ts'
import { Recorder } from './recorder.svelte.ts'
import { RoomCheck } from './room-check.svelte.ts'

const TEXT_SIZE = 'len-song.co-chu-phong-thu'
const SIZES = [20, 24, 28, 32, 38, 46, 56] as const

/** How a practice went; nothing else is left of it. */
export interface Practised {
  elapsedMs: number
  /** Which share of the text was reached, 0…1. */
  fraction: number
}

/** The recording studio for one item: its text, its recorder, the take just made. */
export class StudioState {
  readonly editionId: string
  readonly itemId: string
  readonly remote
  readonly recorder: Recorder
  readonly prompter: Prompter
  readonly room: RoomCheck
  readonly choosing = new Action()
  #take = $state.raw<Take>()
  #practised = $state.raw<Practised>()
  #size = $state(readSize())

  constructor(editionId: string, itemId: string) {
    this.editionId = editionId
    this.itemId = itemId
    this.remote = new Remote(() => api.edition(editionId))
    this.recorder = new Recorder({ editionId, itemId }, (take) => {
      this.#take = take
    })
    this.prompter = new Prompter(itemId, () => this.revision)
    this.room = new RoomCheck(this.recorder)
  }

  /** Asks for the edition, then for how its script is said. */
  async load(): Promise<void> {
    await this.remote.load()
    await this.prompter.load()
  }

  /** What the prompter follows. */
  get reading(): Reading {
    const { phase, recordedMs } = this.recorder
    return {
      state: phase === 'recording' ? 'running' : phase === 'cueing' ? 'held' : 'idle',
      elapsedMs: recordedMs,
    }
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

  /** The item that is read after this one in the programme. */
  get following(): { item: ScriptItem; number: number } | undefined {
    const item = this.number > 0 ? this.revision?.items[this.number] : undefined
    return item && { item, number: this.number + 1 }
  }

  /** The item after this one that still has no read of its words in use; after the last it begins again. */
  get nextItem(): ScriptItem | undefined {
    const items = this.revision?.items ?? []
    const order = [...items.slice(this.number), ...items.slice(0, Math.max(0, this.number - 1))]
    return order.find((item) => !this.remote.value?.takes.some((take) => isReadOf(item, take)))
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
    if (this.recorder.phase === 'recording' || this.recorder.phase === 'cueing') this.#end()
    else this.record()
  }

  /** Reads for oneself: the text moves, the meter moves, nothing is kept and nothing is sent. */
  practise(): void {
    const aim = this.#aim()
    if (!aim || this.recorder.phase !== 'ready') return
    this.#clear()
    void this.recorder.start(aim, { isPractice: true })
  }

  /** How the practice just ended went. */
  get practised(): Practised | undefined {
    return this.#practised
  }

  record(): void {
    const aim = this.#aim()
    if (!aim || this.choosing.isRunning) return
    this.#clear()
    const [leftover] = this.recorder.unfinished.leftovers
    if (leftover) {
      // What was broken off is gone on with before anything else is begun.
      if (!leftover.hasEnded) void this.recorder.resume(leftover)
      return
    }
    void this.recorder.start(aim)
  }

  /** Keeps the take just made; true when the station knows. */
  async keep(): Promise<boolean> {
    return this.#choose('kept')
  }

  async discard(): Promise<void> {
    if (await this.#choose('discarded')) this.#take = undefined
  }

  #aim(): ReadingAim | undefined {
    const { editionId, itemId, revision, item } = this
    return revision && item && { editionId, itemId, revisionId: revision.id, title: item.title }
  }

  /** What the last reading left is put away. */
  #clear(): void {
    this.room.cancel()
    this.#practised = undefined
    this.#take = undefined
  }

  #end(): void {
    const { isPractice, recordedMs } = this.recorder
    if (isPractice) this.#practised = { elapsedMs: recordedMs, fraction: this.prompter.fraction }
    void this.recorder.stop()
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
