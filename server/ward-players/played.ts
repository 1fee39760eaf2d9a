import { type AiringOutcome, asRunOf, type OutcomeReason } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { type AiringLine, listAiringLines, type PlaysAsked } from './store.ts'

/** What became of an airing at a ward, by its player's own journal. Instants are the station's, UTC ms. */
export interface WardPlay {
  wardStationId: string
  playerId: string
  airingId: string
  editionId: string
  plannedAt: number
  /** Undefined while it is not over, or while its last lines have not come home. */
  outcome: AiringOutcome | undefined
  reason: OutcomeReason | undefined
  startedAt: number | undefined
  endedAt: number | undefined
  soundedMs: number | undefined
  /** Heard minus planned, ms; where it began with the beginning. */
  startErrorMs: number | undefined
  deviceName: string | undefined
  /** It went to a device that nobody hears, or what left the computer was measured silent all along. */
  isUnheard: boolean
  /** What the ward computer's clock was off by when it began, ms; it started by the station's time. */
  clockOffMs: number
}

/**
 * What wards' players say that they played. `aired` and not `isUnheard`: it counts as confirmed. Where two players of a
 * ward played the same airing, the one that played more of it speaks.
 */
export async function playedBy(db: Db, asked: PlaysAsked = {}): Promise<WardPlay[]> {
  return playsOf(await listAiringLines(db, asked))
}

/** The same as a pure question, of lines in the order in which each player wrote them. */
export function playsOf(lines: readonly AiringLine[]): WardPlay[] {
  const byAiring = Map.groupBy(lines, ({ wardStationId, airingId }) => `${wardStationId} ${airingId}`)
  return [...byAiring.values()].flatMap((ofWard) => {
    const byPlayer = Map.groupBy(ofWard, ({ playerId }) => playerId)
    const [best] = [...byPlayer.values()].flatMap(playOf).sort((a, b) => worth(b) - worth(a))
    return best ? [best] : []
  })
}

function playOf(lines: readonly AiringLine[]): WardPlay[] {
  const [first] = lines
  if (!first) return []
  const { wardStationId, playerId, airingId, editionId, plannedAt } = first
  const run = asRunOf(
    airingId,
    lines.map(({ at, clockOffMs, event, details }) => ({ at: at - clockOffMs, event, airingId, details })),
  )
  const { outcome, reason, startedAt, endedAt, soundedMs, startErrorMs, device, output } = run
  // Armed and taken back again: nothing has happened yet.
  if (outcome === undefined && startedAt === undefined) return []
  const began = lines.find(({ event }) => event === 'first-sample') ?? first
  return [
    {
      wardStationId,
      playerId,
      airingId,
      editionId,
      plannedAt,
      outcome,
      reason,
      startedAt,
      endedAt,
      soundedMs,
      startErrorMs,
      deviceName: device?.name,
      isUnheard: device?.isNull === true || (output !== undefined && output.heardMs === 0 && output.silentMs > 0),
      clockOffMs: began.clockOffMs,
    },
  ]
}

function worth({ outcome, soundedMs = 0, isUnheard }: WardPlay): number {
  return (isUnheard ? 0 : 2e9) + (outcome === 'aired' ? 1e9 : 0) + soundedMs
}
