import type { FrameRange } from '../../../server/contract/index.ts'
import { playCountIn } from './count-in.ts'
import { framesLeft, heardBefore, joined, type Keep, type KeptSummary } from './keep/index.ts'

/** How much of the read sounds before it is taken up again. */
const COUNT_IN_S = 3

/** `again`: the place was moved while it sounded. `over`: the recording ended meanwhile. */
export type Sounded = 'sounded' | 'again' | 'over'

/** Marked mistakes and what is read again: punch-in. Everything in frames of the recording. */
export class PunchIn {
  #marks = $state.raw<number[]>([])
  #cuts = $state.raw<FrameRange[]>([])
  #sounding: AbortController | undefined
  #isOver = false
  readonly #keep: Keep

  constructor(keep: Keep) {
    this.#keep = keep
  }

  get marks(): number[] {
    return this.#marks
  }

  /** What falls out of the take, in order. */
  get cuts(): FrameRange[] {
    return joined(this.#cuts)
  }

  /** How many of the first `frames` frames will be heard. */
  left(frames: number): number {
    return framesLeft(frames, this.#cuts)
  }

  /** Takes up what is known of a recording; without one it begins anew. */
  begin({ marks, cuts }: Pick<KeptSummary, 'marks' | 'cuts'> = { marks: [], cuts: [] }): void {
    this.#marks = [...marks]
    this.#cuts = [...cuts]
    this.#isOver = false
  }

  /** Marks this moment as a mistake. */
  async mark(): Promise<void> {
    const frame = await this.#keep.ask('mark')
    if (frame !== undefined) this.#marks = [...this.#marks, frame]
  }

  /** The last mark stands earlier; while it sounds, it sounds from there. */
  async moveBack({ opening }: KeptSummary, ms: number): Promise<void> {
    const mark = this.#marks.at(-1)
    if (mark === undefined) return
    const frame = Math.max(0, mark - Math.round((ms / 1000) * opening.sampleRateHz))
    this.#marks = [...this.#marks.slice(0, -1), frame]
    await this.#keep.ask('moveMark', opening.recordingId, frame)
    this.#sounding?.abort('again')
  }

  /**
   * Takes out what was said since the last mark and sounds the seconds before it. The recording stands still meanwhile; true
   * when it goes on now, false when it was ended.
   */
  async retake({ opening }: KeptSummary): Promise<boolean> {
    const toFrame = await this.#keep.ask('pause')
    for (;;) {
      const fromFrame = Math.min(this.#marks.at(-1) ?? toFrame, toFrame)
      if (toFrame > fromFrame) {
        await this.#keep.ask('cut', opening.recordingId, { fromFrame, toFrame })
        this.#cuts = [...this.#cuts, { fromFrame, toFrame }]
      }
      const sounded = await this.soundBefore(opening, fromFrame)
      if (sounded === 'over') return false
      if (sounded === 'sounded') break
    }
    await this.#keep.ask('unpause')
    return true
  }

  /** Sounds the last seconds before a frame, as they will be heard. */
  async soundBefore({ recordingId, sampleRateHz, channels }: KeptSummary['opening'], frame: number): Promise<Sounded> {
    const sounding = new AbortController()
    this.#sounding = sounding
    const ranges = heardBefore(frame, COUNT_IN_S * sampleRateHz, this.#cuts)
    const samples = await this.#keep.ask('samples', recordingId, ranges)
    if (this.#isOver) return 'over'
    await playCountIn(samples, { channels, sampleRateHz }, sounding.signal)
    if (this.#sounding === sounding) this.#sounding = undefined
    if (!sounding.signal.aborted) return 'sounded'
    return sounding.signal.reason === 'again' ? 'again' : 'over'
  }

  /** The recording ends: nothing sounds any more. */
  hush(): void {
    this.#isOver = true
    this.#sounding?.abort('over')
  }
}
