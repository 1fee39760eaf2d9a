import { addDays, asRunOf, type CalendarDate, instantOf } from '../../../schedules/index.ts'
import type { Db } from '../../db/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { type AiringLine, listAiringLines, listAirings } from './store.ts'

/** An airing that somebody could hear whole, by the journal. */
export interface AiringHeard {
  airingId: string
  editionId: string
  /** When its sound began, UTC ms. */
  at: number
  soundedMs: number | undefined
  masterSha256: string | undefined
}

/** The last airing before a restart may be gone on with: what began earlier than yesterday and ended has ended. */
const SETTLED_DAYS = 2

/** Which airings were heard: what the journal says of one that is over is read once. */
export class AiringsHeard {
  /** Undefined: it ended, and nobody heard it whole. */
  readonly #settled = new Map<string, AiringHeard | undefined>()

  /** Those that were planned to begin within [from, to) (UTC ms). */
  async within(db: Db, from: number, to: number, today: CalendarDate): Promise<AiringHeard[]> {
    const airings = await listAirings(db, from, to)
    const open = airings.filter(({ airingId }) => !this.#settled.has(airingId))
    const settledBefore = instantOf(addDays(today, -SETTLED_DAYS), '00:00', STATION_ZONE)
    const lines = await listAiringLines(
      db,
      open.map(({ airingId }) => airingId),
    )
    const fresh = new Map<string, AiringHeard | undefined>()
    for (const { airingId, startsAt } of open) {
      const mine = lines.get(airingId) ?? []
      const heard = heardOf(airingId, mine)
      const isOver = startsAt < settledBefore && mine.some(({ event }) => event === 'outcome')
      if (isOver) this.#settled.set(airingId, heard)
      else fresh.set(airingId, heard)
    }
    return airings.flatMap(({ airingId }) => fresh.get(airingId) ?? this.#settled.get(airingId) ?? [])
  }
}

function heardOf(airingId: string, lines: readonly AiringLine[]): AiringHeard | undefined {
  const [first] = lines
  const { outcome, startedAt, soundedMs, masterSha256, device } = asRunOf(airingId, lines)
  if (!first || outcome !== 'aired' || startedAt === undefined || device?.isNull) return undefined
  return { airingId, editionId: first.editionId, at: startedAt, soundedMs, masterSha256 }
}
