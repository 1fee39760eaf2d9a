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
  const pairs = new Map<string, Map<string, Told>>()
  const pairOf = ({ wardStationId, editionId }: { wardStationId: string; editionId: string }): Told => {
    const ofWard = pairs.get(wardStationId) ?? new Map<string, Told>()
    if (ofWard.size === 0) pairs.set(wardStationId, ofWard)
    const pair = ofWard.get(editionId) ?? { wardStationId, editionId, plays: [], words: [], recordings: [] }
    ofWard.set(editionId, pair)
    return pair
  }
  for (const word of await listWords(db, asked)) {
    const pair = pairOf(word)
    pair.words.push(word)
    if (word.startsAt !== undefined) pair.plays.push({ startsAt: word.startsAt, source: 'word' })
  }
  for (const play of await playedBy(db, asked)) {
    const { startedAt, soundedMs, outcome, isUnheard } = play
    if (outcome === 'aired' && !isUnheard && startedAt !== undefined)
      pairOf(play).plays.push({ startsAt: startedAt, soundedMs, source: 'player' })
  }
  for (const recording of await listRecordings(db, asked)) {
    const pair = pairOf(recording)
    pair.recordings.push(recording)
    if (recording.airedAt !== undefined) pair.plays.push({ startsAt: recording.airedAt, source: 'recording' })
  }
  for (const noted of await ownLog(db, asked)) pairOf(noted).plays.push({ startsAt: noted.startsAt, source: 'own-log' })
  return [...pairs.values()].flatMap((ofWard) => [...ofWard.values()].map(merged))
}

interface Told extends WardTelling {
  /** As each source tells of them. */
  plays: ToldPlay[]
}

function merged({ plays, recordings, ...told }: Told): WardTelling {
  const holding = recordings.find(({ found }) => found)
  const each = plays.length > 1 ? mergedPlays(plays) : plays
  const isOnlyHeld = each.length === 0 && holding !== undefined
  return {
    ...told,
    recordings,
    plays: isOnlyHeld ? [{ startsAt: holding.receivedAt, source: 'recording' }] : each,
  }
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
    return isAsked ? [{ wardStationId: maker, editionId, startsAt }] : []
  })
}
