import type { Clock } from '../../schedules/index.ts'

export interface WakeUpParts {
  clock: Clock
  /** Sets the computer's own alarm, in place of the one before. */
  wakeAt: (instantMs: number) => Promise<'set' | 'refused' | 'unknown'>
  aheadMs: number
  onSet: (result: 'set' | 'refused' | 'unknown', instantMs: number) => void
}

/** Another program may have set the alarm for something else. */
const AGAIN_MS = 3_600_000

/**
 * Keeps the computer's alarm before the next airing: call with its instant as often as you like. Told once for each
 * instant what came of it.
 */
export function keepWakeUp({ clock, wakeAt, aheadMs, onSet }: WakeUpParts): (startsAt: number | undefined) => void {
  let set: { instantMs: number; atMs: number } | undefined
  return (startsAt) => {
    const instantMs = (startsAt ?? 0) - aheadMs
    if (instantMs <= clock.now()) return
    const isNew = set?.instantMs !== instantMs
    if (!isNew && clock.monotonicMs() - (set?.atMs ?? 0) < AGAIN_MS) return
    set = { instantMs, atMs: clock.monotonicMs() }
    void wakeAt(instantMs).then((result) => {
      if (isNew) onSet(result, instantMs)
    })
  }
}
