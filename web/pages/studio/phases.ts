import type { KeepTrouble } from './keep/index.ts'
import type { MicrophoneTrouble } from './microphone.ts'

/**
 * `off`: no microphone yet. `ready`: the meter moves. `cueing`: the last seconds before the place sound, then it goes on.
 * `finishing`: the station gets the rest and makes the take. `failed`: it did not; everything is still here.
 */
export type RecorderPhase = 'off' | 'opening' | 'ready' | 'recording' | 'cueing' | 'finishing' | 'failed'

/** Why nothing can be recorded. */
export type RecorderTrouble = MicrophoneTrouble | KeepTrouble

/** What is read. */
export interface ReadingAim {
  editionId: string
  itemId: string
  revisionId: string
  title: string
}

export interface StartManner {
  /** The meter moves and the clock runs; nothing is kept and nothing is sent. */
  isPractice?: boolean
  /** Somebody else records the item: this becomes another take beside theirs. */
  isAlongside?: boolean
}
