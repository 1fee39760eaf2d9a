import { addDays, instantOf } from '../../../schedules/index.ts'
import type { Db } from '../../db/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { takenWithin } from '../../stations/index.ts'
import { compareVietnamese } from '../../vietnamese/index.ts'
import { wardTellings } from '../../ward-words/index.ts'
import type { Days } from '../spans.ts'
import type { WardEdition, WardFact, WardPlayFact } from './facts.ts'
import { batches, type EditionRow, editionsToldOf, lengthsOfEditions, listWards } from './store.ts'

export interface WardsKnown {
  editions: ReadonlyMap<string, EditionRow>
  /** What an edition is called. */
  titleOf: (editionId: string) => string
  /** Of one ward; undefined: of all. */
  wardStationId: string | undefined
}

/** What became of the station's editions at its wards within the days, and what wards aired of their own. By name. */
export async function wardsWithin(db: Db, days: Days, known: WardsKnown): Promise<WardFact[]> {
  const [from, to] = [midnight(days.from), midnight(addDays(days.to, 1))]
  const wards = new Map(
    (await listWards(db))
      .filter(({ wardStationId }) => known.wardStationId === undefined || wardStationId === known.wardStationId)
      .map((ward): [string, Gathered] => [
        ward.wardStationId,
        { ...ward, taken: [], plays: [], proven: [], notAired: [] },
      ]),
  )
  if (wards.size === 0) return []
  for (const { wardStationId, editionId, at } of await takenWithin(db, from, to))
    wards.get(wardStationId)?.taken.push({ editionId, editionTitle: known.titleOf(editionId), at })
  const lengths = await lengthsOfEditions(db)
  const isWithin = (at: number | undefined) => at !== undefined && from <= at && at < to
  for (const editionIds of batches(await editionsToldOf(db, from, to))) {
    const of = known.wardStationId === undefined ? {} : { wardStationId: known.wardStationId }
    for (const { wardStationId, editionId, plays, words, recordings } of await wardTellings(db, {
      editionIds,
      ...of,
    })) {
      const ward = wards.get(wardStationId)
      if (!ward) continue
      const one = { editionId, editionTitle: known.titleOf(editionId) }
      for (const { startsAt, soundedMs } of plays)
        if (isWithin(startsAt)) ward.plays.push({ ...one, at: startsAt, ms: soundedMs ?? lengths.get(editionId) })
      const proof = recordings.find(({ found, airedAt, receivedAt }) => found && isWithin(airedAt ?? receivedAt))
      if (proof) ward.proven.push({ ...one, at: proof.airedAt ?? proof.receivedAt })
      const last = words.at(-1)
      if (plays.length === 0 && last?.word === 'not-aired' && isWithin(last.at))
        ward.notAired.push({ ...one, at: last.at })
    }
  }
  return [...wards.values()].sort((a, b) => compareVietnamese(a.name, b.name))
}

interface Gathered extends WardFact {
  taken: WardEdition[]
  plays: WardPlayFact[]
  proven: WardEdition[]
  notAired: WardEdition[]
}

function midnight(date: string): number {
  return instantOf(date, '00:00', STATION_ZONE)
}
