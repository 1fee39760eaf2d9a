import type { AiringPreflight } from '../contract/index.ts'

export type Moment = AiringPreflight['moment']
export type ScheduledMoment = Extract<Moment, 'day' | 'hour' | 'five-minutes'>

/** The looks that every airing gets, the earliest first. */
export const LOOKS: readonly { moment: ScheduledMoment; aheadMs: number }[] = [
  { moment: 'day', aheadMs: 24 * 3_600_000 },
  { moment: 'hour', aheadMs: 3_600_000 },
  { moment: 'five-minutes', aheadMs: 5 * 60_000 },
]

/** So long before an airing nothing heavy is begun any more: it must not disturb the start. */
export const QUIET_BEFORE_MS = 2 * 60_000

export interface Coming {
  id: string
  /** UTC ms. */
  startsAt: number
}

export interface Look {
  airingId: string
  moment: ScheduledMoment
}

/**
 * The looks that are due at `now` (pure). Of each airing that has not begun it is the last one whose time has come, unless
 * it was made; those before it that nobody made (the computer was off, the airing was confirmed late) are not made up
 * for. So every look is made at most once and none at or after the instant, whatever the clock does in between.
 */
export function dueLooks(airings: readonly Coming[], isMade: (look: Look) => boolean, now: number): Look[] {
  return airings.flatMap(({ id, startsAt }) => {
    const aheadMs = startsAt - now
    if (aheadMs <= 0) return []
    const last = LOOKS.findLast((look) => aheadMs <= look.aheadMs)
    const look = last && { airingId: id, moment: last.moment }
    return look === undefined || isMade(look) ? [] : [look]
  })
}

/** Whether something heavy may begin: nothing sounds or is armed, no airing has its time
 * now, and the next one is not near (pure). */
export function isQuiet(
  state: string | undefined,
  airings: readonly { startsAt: number; durationMs?: number | undefined }[],
  now: number,
): boolean {
  if (state !== undefined && state !== 'idle' && state !== 'not-running') return false
  return !airings.some(
    ({ startsAt, durationMs = 0 }) => startsAt - QUIET_BEFORE_MS < now && now <= startsAt + durationMs,
  )
}
