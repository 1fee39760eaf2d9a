import type { Db } from '../../db/index.ts'
import { listOutside } from '../../outside/index.ts'
import { listProgrammes } from '../../programmes/index.ts'
import { playedBy } from '../../ward-players/index.ts'
import { listRecordings, type RecordingSent } from '../recordings/index.ts'
import { listWords, type WordSaid } from '../said/index.ts'
import { mergedPlays, type ToldPlay } from './merge.ts'

/** All that is told of one ward and one edition. */
export interface WardTelling {
  wardStationId: string
  editionId: string
  /** Each once, the oldest first. */
  plays: ToldPlay[]
  words: WordSaid[]
  recordings: RecordingSent[]
}

/**
 * What wards say of editions, all of them or some: their words, the journals of their players, their recordings, and the log of
 * airings that a ward keeps of the programmes it makes itself. A recording that holds an edition but not its hour counts as heard
 * when it came, where nothing else tells the hour. A pair of which nothing is told is left out.
 */
export async function wardTellings(
  db: Db,
  asked: { editionIds?: readonly string[]; wardStationId?: string } = {},
): Promise<WardTelling[]> {
  const words = await listWords(db, asked)
  const recordings = await listRecordings(db, asked)
  const told: (ToldPlay & { wardStationId: string; editionId: string })[] = [
    ...words.flatMap(({ wardStationId, editionId, startsAt }) =>
      startsAt === undefined ? [] : [{ wardStationId, editionId, startsAt, source: 'word' as const }],
    ),
    ...(await playedBy(db, asked)).flatMap(({ wardStationId, editionId, startedAt, soundedMs, outcome, isUnheard }) =>
      outcome !== 'aired' || isUnheard || startedAt === undefined
        ? []
        : [{ wardStationId, editionId, startsAt: startedAt, soundedMs, source: 'player' as const }],
    ),
    ...recordings.flatMap(({ wardStationId, editionId, airedAt }) =>
      airedAt === undefined ? [] : [{ wardStationId, editionId, startsAt: airedAt, source: 'recording' as const }],
    ),
    ...(await ownLog(db, asked)),
  ]
  const pairs = Map.groupBy([...told, ...words, ...recordings], keyOf)
  const playsOf = Map.groupBy(told, keyOf)
  const wordsOf = Map.groupBy(words, keyOf)
  const recordingsOf = Map.groupBy(recordings, keyOf)
  return [...pairs].flatMap(([key, [first]]) => {
    if (!first) return []
    const sent = recordingsOf.get(key) ?? []
    const plays = mergedPlays(playsOf.get(key) ?? [])
    const holding = sent.find(({ found }) => found)
    return [
      {
        wardStationId: first.wardStationId,
        editionId: first.editionId,
        plays: plays.length === 0 && holding ? [{ startsAt: holding.receivedAt, source: 'recording' as const }] : plays,
        words: wordsOf.get(key) ?? [],
        recordings: sent,
      },
    ]
  })
}

/** What wards noted of the airings of their own programmes. */
async function ownLog(
  db: Db,
  { editionIds, wardStationId }: { editionIds?: readonly string[]; wardStationId?: string },
) {
  const makers = new Map<string, string>()
  for (const { id, producer } of await listProgrammes(db)) {
    if (producer.kind === 'ward') makers.set(id, producer.wardStationId)
  }
  if (makers.size === 0) return []
  const noted = await listOutside(db, { from: 0, to: Number.MAX_SAFE_INTEGER })
  return noted.flatMap(({ editionId, programmeId, startsAt }) => {
    const maker = makers.get(programmeId)
    const isAsked =
      maker !== undefined &&
      (wardStationId === undefined || maker === wardStationId) &&
      (editionIds?.includes(editionId) ?? true)
    return isAsked ? [{ wardStationId: maker, editionId, startsAt, source: 'own-log' as const }] : []
  })
}

function keyOf({ wardStationId, editionId }: { wardStationId: string; editionId: string }): string {
  return `${wardStationId} ${editionId}`
}
