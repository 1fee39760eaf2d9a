import type { Claim } from './claim.ts'
import type { CueHow } from './cue.ts'
import type { EmergencySound, OnAirWish } from './on-air-shapes.ts'
import type { ChosenDevice, ReserveSound } from './playout-plan.ts'

/** What the player holds for a claim, or is about to. */
export interface Engaged {
  claim: Claim
  device: ChosenDevice
  phase: 'checking' | 'armed' | 'sounding' | 'stopping'
  how: CueHow
  /** When its sound begins, UTC ms. */
  at: number
  /** UTC ms of its sound's first frame; undefined: as soon as the device sounds. */
  zeroAt: number | undefined
  fromMs: number
  /** Its own sound, or what sounds in its place. */
  sound: EmergencySound
  replacement: Replacement | undefined
  /** Something of it was heard before this process began. */
  again: boolean
  /** Something of it was heard from this process. */
  heard: boolean
  /** Why it is being ended before its sound is over. */
  ending: Ending | undefined
  /** Monotonic ms at which it is faded out, because a reserve or a live announcement must not last longer. */
  limitMs: number | undefined
}

/** A reserve that sounds in place of an edition, and why. */
export interface Replacement {
  because: string
  reserve: ReserveSound
}

export type Ending = { kind: 'wish'; wish: OnAirWish } | { kind: 'displaced'; by: string } | { kind: 'limit' }

/** Of the player's sound: an input has no end. */
export function soundLengthMs({ sound }: Engaged): number {
  return sound.kind === 'live' ? Number.POSITIVE_INFINITY : sound.durationMs
}
