import type { RundownSlot, Treatment } from '../../../../../server/contract/index.ts'
import { media } from '../../../../api.ts'
import { Listening } from './listening.svelte.ts'
import { nextKept } from './ranges.ts'
import type { TakeSeen } from './rundown-draft.svelte.ts'

/** Whether a treatment does anything at all. */
export const isTreated = ({ highPass, noiseReduction, deClick }: Treatment) =>
  highPass || noiseReduction !== 'off' || deClick !== 'off'

interface Heard {
  slot: () => RundownSlot
  take: () => TakeSeen
}

/** Listening to one read with its cuts, before and after its treatment, at the same place. */
export class ReadListening {
  readonly sound = new Listening()
  readonly #heard: Heard
  #wantsAfter = $state(true)

  constructor(heard: Heard) {
    this.#heard = heard
  }

  /** Whether what is heard is treated. */
  get isAfter(): boolean {
    return this.#wantsAfter && isTreated(this.#heard.slot().treatment)
  }

  /** Hears the read as it was recorded, or as its treatment makes it, from the very place where it stands. */
  hear(which: 'before' | 'after'): void {
    this.#wantsAfter = which === 'after'
    this.play(this.sound.placeMs)
  }

  toggle(): void {
    if (this.sound.isOn) this.sound.stop()
    else this.play(this.sound.placeMs)
  }

  /** Sounds from a place of the read, or from behind the cut that holds it. */
  play(atMs: number): void {
    const { keep, treatment } = this.#heard.slot()
    const { id, durationMs } = this.#heard.take()
    const from = nextKept(keep, durationMs, atMs) ?? nextKept(keep, durationMs, 0) ?? 0
    if (this.isAfter) void this.sound.play(media.treatedTake(id, treatment, from), from)
    else void this.sound.play(media.take(id), 0, from)
  }

  /** Goes to a place; sounds on from there when it sounds. */
  goTo(ms: number): void {
    if (this.sound.isOn) this.play(ms)
    else this.sound.goTo(ms)
  }

  /** Called as the place moves: what is cut is passed over. */
  passCuts(): void {
    if (!this.sound.isOn || this.sound.isWaiting) return
    const at = this.sound.placeMs
    const next = nextKept(this.#heard.slot().keep, this.#heard.take().durationMs, at)
    if (next === at) return
    if (next === undefined) {
      this.sound.stop()
      this.sound.goTo(nextKept(this.#heard.slot().keep, this.#heard.take().durationMs, 0) ?? 0)
    } else if (this.isAfter) this.play(next)
    else this.sound.wind(next)
  }
}
