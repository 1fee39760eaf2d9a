import type { PlayoutAiring, PlayoutFile } from '../../schedules/index.ts'
import type { ProgrammeAirRules } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { occupiedBetween } from '../occupied/index.ts'
import { currentPauses } from '../pauses/index.ts'
import { editionTitle, listProgrammes, STANDARD_AIR_RULES } from '../programmes/index.ts'
import { airFactsOf, missingForAir, missingSentence, type VerifiedRender } from '../renders/index.ts'
import { type Reserve, reserveOf } from './reserve.ts'
import { standingOrLate } from './standing.ts'
import { type AiringRow, listAiringsBetween } from './store.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** An airing may have been due this long ago and still sound by its rule: its length and twelve hours. */
const BEHIND_MS = 24 * HOUR_MS
/** The on-air process goes on by itself for five weeks when everything else is down. */
const AHEAD_MS = 35 * 24 * HOUR_MS

type Sounding = Pick<PlayoutAiring, 'title' | 'standsIn' | 'reserve'> & PlayoutFile

/**
 * The airings that the on-air process is to sound: everything confirmed that may air, by the one function that says so, or
 * its reserve where it may not. `before` is the plan in force: an airing whose instant has come stays as it was there, and
 * one that was not in it does not begin afterwards by surprise.
 */
export async function planAirings(deps: Deps, before: readonly PlayoutAiring[]): Promise<PlayoutAiring[]> {
  const { db, clock } = deps
  const now = clock.now()
  const rows = await standingOrLate(db, await listAiringsBetween(db, now - BEHIND_MS, now + AHEAD_MS), now)
  const rules = new Map((await listProgrammes(db)).map(({ id, airRules }) => [id, airRules]))
  const barriers = await barriersOf(deps, rows, now)
  const known = new Map(before.map((airing) => [airing.airingId, airing]))
  const soundOf = soundsOf(deps)
  const airings: PlayoutAiring[] = []
  for (const row of rows) {
    const airRules = rules.get(row.programmeId) ?? STANDARD_AIR_RULES
    const { priority, late, slackMinutes, displaced } = airRules
    const sounding = row.startsAt > now ? await soundOf(row, airRules) : soundingOf(known.get(row.id))
    if (!sounding) continue
    const endsAt = row.startsAt + sounding.durationMs
    airings.push({
      airingId: row.id,
      editionId: row.editionId,
      startsAt: row.startsAt,
      ...sounding,
      priority,
      late,
      displaced,
      latestEndAt: latestEnd(row.startsAt, endsAt, slackMinutes * MINUTE_MS, barriers),
    })
  }
  return airings
}

/**
 * By when an airing that begins late must be over: its planned end and the programme's slack, but not into what comes
 * next; never before its planned end (pure; UTC ms).
 */
export function latestEnd(startsAt: number, endsAt: number, slackMs: number, barriers: readonly number[]): number {
  return Math.max(endsAt, Math.min(endsAt + slackMs, ...barriers.filter((instant) => instant > startsAt)))
}

/** Where something else begins: airings, other people's stretches, pauses. */
async function barriersOf(deps: Deps, rows: readonly AiringRow[], now: number): Promise<number[]> {
  const occupied = await occupiedBetween(deps.db, now - BEHIND_MS, now + AHEAD_MS)
  const pauses = await currentPauses(deps)
  return [
    ...rows.map(({ startsAt }) => startsAt),
    ...occupied.map(({ startsAt }) => startsAt),
    ...pauses.map(({ from }) => from),
  ]
}

/** What an airing sounds: its edition with a reserve behind it, or the reserve itself, or nothing. */
function soundsOf({ db, media }: Deps): (row: AiringRow, rules: ProgrammeAirRules) => Promise<Sounding | undefined> {
  const readiness = new Map<string, { missing: string[]; render: VerifiedRender | undefined }>()
  const reserves = new Map<string, Reserve | undefined>()
  const fileOf = ({ masterSha256, durationMs, frames }: Omit<PlayoutFile, 'masterPath'>): PlayoutFile => ({
    masterPath: media.files.relativePathOf(masterSha256),
    masterSha256,
    durationMs,
    frames,
  })
  return async (row, rules) => {
    let ready = readiness.get(row.editionId)
    if (!ready) {
      const facts = await airFactsOf(db, row.editionId)
      ready = { missing: missingForAir(facts).map(missingSentence), render: facts.render }
      readiness.set(row.editionId, ready)
    }
    if (!reserves.has(row.editionId)) reserves.set(row.editionId, await reserveOf(db, row, rules))
    const reserve = reserves.get(row.editionId)
    const { missing, render } = ready
    if (render && missing.length === 0) {
      return {
        title: editionTitle(row.programmeName, row.period),
        ...fileOf(render),
        ...(reserve && { reserve: { ...fileOf(reserve), kind: reserve.kind, title: reserve.title } }),
      }
    }
    if (!reserve) return undefined
    return {
      title: reserve.title,
      ...fileOf(reserve),
      standsIn: { kind: reserve.kind, because: missing.join('; ') },
    }
  }
}

function soundingOf(airing: PlayoutAiring | undefined): Sounding | undefined {
  if (!airing) return undefined
  const { title, masterPath, masterSha256, durationMs, frames, standsIn, reserve } = airing
  return {
    title,
    masterPath,
    masterSha256,
    durationMs,
    frames,
    ...(standsIn && { standsIn }),
    ...(reserve && { reserve }),
  }
}
