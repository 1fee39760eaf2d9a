import type { Pause } from '../contract/index.ts'

/** When a pause really ends: as planned, or when it was lifted. */
export function endOfPause({ until, lifted }: Pick<Pause, 'until' | 'lifted'>): number {
  return Math.min(until, lifted?.at ?? until)
}

/** The pause in which an instant lies, as all of them stand now; one that was made afterwards does not count. */
export function pauseAt(pauses: readonly Pause[], instant: number): Pause | undefined {
  return pauses.find((pause) => pause.from <= instant && instant < endOfPause(pause) && pause.made.at <= instant)
}
