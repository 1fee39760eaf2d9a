import type { Clock } from './clock.ts'
import type { Deck } from './deck.ts'
import type { OnAirPlayer } from './on-air-shapes.ts'
import type { OutputWatch } from './output-watch.ts'
import type { Tell } from './tell.ts'

const SOUNDING_EVERY_MS = 10_000

/** Tells the journal how far what sounds was heard. */
export interface SoundingTeller {
  /** Its first sample was told: the next word is due in ten seconds. */
  begin(): void
  look(): void
  /** The device goes: how far it was heard has to be known when it comes back elsewhere in the sound. */
  tellNow(): void
}

export interface SoundingParts {
  clock: Clock
  player: OnAirPlayer
  deck: () => Deck
  output: () => OutputWatch
  tell: Tell
}

export function tellSounding({ clock, player, deck, output, tell }: SoundingParts): SoundingTeller {
  let toldMs = 0
  let last: { cueId: string; positionMs: number } | undefined

  return {
    begin() {
      toldMs = clock.monotonicMs()
    },
    look() {
      const { cueId, positionMs, levelDbfs, driftPpm } = player.status()
      const now = clock.monotonicMs()
      if (cueId === undefined || positionMs === undefined || !deck().held.has(cueId)) return
      last = { cueId, positionMs }
      if (now - toldMs < SOUNDING_EVERY_MS) return
      toldMs = now
      tell('sounding', cueId, { positionMs, levelDbfs, driftPpm, ...output().measured(cueId) })
    },
    tellNow() {
      const { cueId, positionMs } = player.status()
      const known = cueId === undefined || positionMs === undefined ? last : { cueId, positionMs }
      last = undefined
      if (known === undefined || deck().held.get(known.cueId)?.heard !== true) return
      tell('sounding', known.cueId, { positionMs: known.positionMs, ...output().measured(known.cueId) })
    },
  }
}
