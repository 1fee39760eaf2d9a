import type { PlayoutPause, PlayoutPlan } from './playout-plan.ts'

/** The pause within which an instant lies, [from, until); of several the one that ends last. */
export function pauseAt(plan: PlayoutPlan, instantMs: number): PlayoutPause | undefined {
  let found: PlayoutPause | undefined
  for (const pause of plan.pauses) {
    const inside = instantMs >= pause.from && instantMs < pause.until
    if (inside && (found === undefined || pause.until > found.until)) found = pause
  }
  return found
}
