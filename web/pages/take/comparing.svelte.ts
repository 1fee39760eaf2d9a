import type { Take } from '../../../server/contract/index.ts'
import { gainsDb, sameShare } from './compare.ts'
import type { TakeDesk } from './desk.svelte.ts'
import { wholeTake } from './pieces.ts'

/** Hearing reads of one item one against the other (A/B): at one loudness, from the same relative place. */
export class Comparing {
  readonly #desk: TakeDesk
  #nowId = $state<string>()
  #otherId = $state<string>()

  constructor(desk: TakeDesk) {
    this.#desk = desk
  }

  /** The read that sounds now. */
  get heardId(): string | undefined {
    return this.#desk.heardId
  }

  /** The read that a switch would go to. */
  get otherId(): string | undefined {
    return this.#otherId
  }

  /** By how much a read is brought down beside the one that it is heard against, dB. */
  gainDbOf(takeId: string): number {
    const against = takeId === this.#nowId ? this.#otherId : this.#nowId
    return gainsDb(
      this.#take(takeId)?.loudnessLufs,
      against === undefined ? undefined : this.#take(against)?.loudnessLufs,
    )[0]
  }

  /** Hears a read; while another one sounds, from the same relative place. */
  hear(takeId: string): void {
    const before = this.heardId ?? this.#nowId
    if (takeId !== before) {
      this.#otherId = before ?? (takeId === this.#desk.takeId ? undefined : this.#desk.takeId)
      this.#nowId = takeId
    }
    const { player } = this.#desk
    const from = before ?? this.#desk.takeId
    const at = player.isOn ? player.placeMs : from === this.#desk.takeId ? this.#desk.wave.cursorMs : player.placeMs
    this.#play(takeId, sameShare(at, this.lengthOf(from), this.lengthOf(takeId)))
  }

  /** The other one of the two, at the same relative place. */
  switchOver(): void {
    if (this.#otherId !== undefined) this.hear(this.#otherId)
  }

  stop(): void {
    this.#desk.player.stop()
  }

  /** How long a read is; of the one on the desk as it is edited. */
  lengthOf(takeId: string): number {
    return takeId === this.#desk.takeId ? this.#desk.draft.lengthMs : (this.#take(takeId)?.durationMs ?? 0)
  }

  #take(takeId: string): Take | undefined {
    return this.#desk.reads.find(({ id }) => id === takeId)
  }

  #play(takeId: string, fromMs: number): void {
    const take = this.#take(takeId)
    const gainDb = this.gainDbOf(takeId)
    if (takeId === this.#desk.takeId) this.#desk.hearOwn(fromMs, gainDb)
    else if (take) this.#desk.hearOther(takeId, wholeTake(take), fromMs, gainDb)
  }
}
