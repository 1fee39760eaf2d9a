import type { PlayoutPlan } from '../../schedules/index.ts'
import { HandoverError, type OnAirStatus, onAirFolder, readPlan, readStatus } from '../handover/index.ts'

/** What making sound may take of the machine: how many renders at once, and how far their programs stand back (1 … 19). */
export interface Share {
  atOnce: 1 | 2
  niceness: number
}

/** What the files of the on-air process say. */
export interface OnAirNews {
  /** Undefined when nobody is there to write it. */
  status: Pick<OnAirStatus, 'state' | 'next'> | undefined
  plan: Pick<PlayoutPlan, 'airings'> | undefined
}

/** The air has the machine from so long before an airing until its end. */
const STAND_BACK_MS = 5 * 60_000
const FREELY: Share = { atOnce: 2, niceness: 10 }
const BESIDE_THE_AIR: Share = { atOnce: 1, niceness: 19 }

/**
 * Two renders at once, and behind everything else one alone while something sounds or begins within five minutes (pure). The
 * on-air process knows what sounds; while it is down, what the plan says should sound counts, for it comes back into that.
 */
export function shareOf(now: number, { status, plan }: OnAirNews): Share {
  const isSounding = status
    ? status.state !== 'idle'
    : plan?.airings.some(({ startsAt, durationMs }) => startsAt <= now && now < startsAt + durationMs)
  const instants = [...(plan?.airings ?? []), ...(status?.next ? [status.next] : [])].map(({ startsAt }) => startsAt)
  const isNear = instants.some((startsAt) => startsAt > now && startsAt <= now + STAND_BACK_MS)
  return isSounding || isNear ? BESIDE_THE_AIR : FREELY
}

/** The share at this instant, from the files of the on-air process. A damaged plan counts as none: that process has its own copy. */
export async function currentShare(dataDir: string, now: number): Promise<Share> {
  const { status, stale } = await readStatus(dataDir, now)
  const plan = await readPlan(onAirFolder(dataDir).plan).catch((cause: unknown) => {
    if (cause instanceof HandoverError) return undefined
    throw cause
  })
  return shareOf(now, { status: stale ? undefined : status, plan })
}
