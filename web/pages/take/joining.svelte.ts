import type { Take } from '../../../server/contract/index.ts'
import { studioApi } from '../../api-studio.ts'
import { Action } from '../../remote.svelte.ts'
import { sameShare } from './compare.ts'
import { type TakeDesk, toLine } from './desk.svelte.ts'
import { beginWith, continueWith, type Line } from './pieces.ts'
import { WaveState } from './wave.svelte.ts'
import { placeClock } from './words.ts'

/** Joining another read of the item to the one on the desk: the first half of one, the second of the other. */
export class Joining {
  readonly #desk: TakeDesk
  readonly wave: WaveState
  readonly opening = new Action()
  #other = $state.raw<Take>()
  #line = $state.raw<Line>([])

  constructor(desk: TakeDesk) {
    this.#desk = desk
    this.wave = new WaveState(() => this.#line)
  }

  /** The read that lies beside; undefined while none does. */
  get other(): Take | undefined {
    return this.#other
  }

  get line(): Line {
    return this.#line
  }

  /** Reads of the same words that could be joined. */
  get choices(): Take[] {
    const { take, reads } = this.#desk
    return reads.filter(({ id, textHash }) => id !== take?.id && textHash === take?.textHash)
  }

  /** Lays a read beside, its cursor as far on in it as the desk's own. */
  async choose(other: Take): Promise<void> {
    await this.opening.run(async () => {
      const { pieces, sources } = await studioApi.takeEdit(other.id)
      for (const source of sources) void this.#desk.peaks.load(source)
      this.#line = toLine(pieces)
      this.#other = other
      const { wave, draft } = this.#desk
      this.wave.showWhole()
      this.wave.goTo(sameShare(wave.cursorMs, draft.lengthMs, this.wave.totalMs))
    })
  }

  close(): void {
    this.#other = undefined
    this.#line = []
  }

  /** From the desk's cursor on the other read is heard, from its own cursor. */
  continueWithOther(): void {
    const { wave, draft } = this.#desk
    const at = wave.cursorMs
    const line = continueWith(draft.line, at, this.#line, this.wave.cursorMs)
    this.#put(line, at, `Từ ${placeClock(at)} nghe tiếp bằng ${this.#name}.`)
  }

  /** Up to the desk's cursor the other read is heard, up to its own cursor. */
  beginWithOther(): void {
    const { wave, draft } = this.#desk
    const line = beginWith(draft.line, wave.cursorMs, this.#line, this.wave.cursorMs)
    this.#put(line, this.wave.cursorMs, `Đến ${placeClock(this.wave.cursorMs)} nghe bằng ${this.#name}.`)
  }

  get #name(): string {
    return this.#other ? this.#desk.nameOf(this.#other.id).toLocaleLowerCase('vi') : ''
  }

  #put(line: Line | undefined, atMs: number, said: string): void {
    if (this.#desk.put(line, atMs, said)) this.close()
    else this.#desk.say('Con trỏ của một trong hai bản ở sát đầu hay sát cuối: không có gì để nối.')
  }
}
