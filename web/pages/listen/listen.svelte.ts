import type { TakeListening, TakeRemark, TakeVerdict, VerdictRecorded } from '../../../server/contract/index.ts'
import { studioApi } from '../../api-studio.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { session } from '../../session.svelte.ts'
import { Sound } from './sound.svelte.ts'

/** A remark that is being written at a place of the read. */
export interface Note {
  atMs: number
  text: string
}

/** One read before somebody who listens to it: its sound, what they remark, what they decide. */
export class ListenState {
  readonly takeId: string
  readonly remote: Remote<TakeListening>
  readonly sound = new Sound()
  readonly remarking = new Action()
  readonly judging = new Action()
  #note = $state<Note>()
  #wasPlaying = false
  #isAgain = $state(false)
  #listener = $state<string>()

  constructor(takeId: string) {
    this.takeId = takeId
    this.remote = new Remote(() => studioApi.listening(takeId))
  }

  get value(): TakeListening | undefined {
    return this.remote.value
  }

  /** The length of the read, ms. */
  get totalMs(): number {
    return this.value?.take.durationMs ?? 0
  }

  /** The verdict that counts. */
  get verdict(): VerdictRecorded | undefined {
    return this.value?.verdicts[0]
  }

  /** Remarks since that verdict: the ones that a new one stands on. */
  get newRemarks(): TakeRemark[] {
    const since = this.verdict?.at
    return (this.value?.remarks ?? []).filter(({ made }) => since === undefined || made.at > since)
  }

  /** Whether the two answers are offered: nothing was decided yet, or it is to be decided again. */
  get isAsked(): boolean {
    return this.verdict === undefined || this.#isAgain
  }

  /** Whose word it is: the signed-in person's, unless they write another name. */
  get listener(): string {
    return this.#listener ?? session.account?.displayName ?? ''
  }

  set listener(name: string) {
    this.#listener = name
  }

  /** The remark being written; what was typed stays until it is saved or given up. */
  get note(): Note | undefined {
    return this.#note
  }

  /** Stops the sound and begins a remark at this very place. */
  beginNote(): void {
    this.#wasPlaying = this.sound.isPlaying
    this.sound.pause()
    this.remarking.clear()
    this.#note = { atMs: Math.min(this.sound.positionMs, this.totalMs), text: '' }
  }

  /** Moves the place of the remark: one hears a slip before one presses. */
  nudgeNote(byMs: number): void {
    if (this.#note) this.#note.atMs = Math.min(Math.max(0, this.#note.atMs + byMs), this.totalMs)
  }

  dropNote(): void {
    this.#note = undefined
    if (this.#wasPlaying) void this.sound.play()
    this.#wasPlaying = false
  }

  /** Saves the remark, and the sound goes on where it was going. */
  async saveNote(): Promise<boolean> {
    const note = this.#note
    if (!note || note.text.trim() === '') return false
    const { atMs, text } = note
    const isSaved = await this.remarking.run(async () => {
      this.remote.show(await studioApi.remark(this.takeId, { atMs, text: text.trim() }))
    })
    if (isSaved) this.dropNote()
    return isSaved
  }

  /** Offers the two answers once more. */
  decideAgain(): void {
    this.#isAgain = true
  }

  /** Records a verdict; `reason` may be empty. True when the station knows it. */
  async judge(verdict: TakeVerdict, reason: string): Promise<boolean> {
    const said = reason.trim()
    const isDone = await this.judging.run(async () => {
      this.remote.show(
        await studioApi.giveVerdict(this.takeId, {
          verdict,
          listener: this.listener.trim(),
          ...(said !== '' && { reason: said }),
        }),
      )
    })
    if (isDone) {
      this.#isAgain = false
      this.sound.pause()
    }
    return isDone
  }
}
