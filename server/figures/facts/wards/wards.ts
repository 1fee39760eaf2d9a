import { addDays, instantOf } from '../../../../schedules/index.ts'
import type { Db } from '../../../db/index.ts'
import { STATION_ZONE } from '../../../deps.ts'
import { LONGEST_IN_PARTS_MS, takenWithin } from '../../../stations/index.ts'
import { compareVietnamese } from '../../../vietnamese/index.ts'
import { wardTellings } from '../../../ward-words/index.ts'
import type { Days } from '../../spans.ts'
import type { ProgrammeFact, WardEdition, WardFact, WardPlayFact } from '../facts.ts'
import { batches } from '../store.ts'
import { editionsToldOf, lengthsOfEditions, listWards, markOfWards } from './store.ts'

export interface WardsKnown {
  programmes: readonly ProgrammeFact[]
  /** What an edition is called. */
  titleOf: (editionId: string) => string
  /** Of one ward; undefined: of all. */
  wardStationId: string | undefined
}

/** So many spans are asked for side by side, each with the one before. */
const MOST_KEPT = 8

/**
 * What became of the station's editions at its wards within the days, and what wards aired of their own. By name. Half of what there
 * is to count is theirs: it is kept until more of it is told.
 */
export class WardsHeard {
  readonly #kept = new Map<string, { mark: string; wards: WardFact[] }>()

  async within(db: Db, days: Days, known: WardsKnown): Promise<WardFact[]> {
    const [from, to] = [midnight(days.from), midnight(addDays(days.to, 1))]
    const span = JSON.stringify([from, to, known.wardStationId])
    const told = await markOfWards(db, { downloadsFrom: from - LONGEST_IN_PARTS_MS, to })
    const programmes = known.programmes.map(({ programmeId, name, producer }) => [programmeId, name, producer])
    const mark = JSON.stringify([told, programmes])
    const before = this.#kept.get(span)
    const wards = before?.mark === mark ? before.wards : await wardsBetween(db, from, to, known)
    // One of a span, in place of what was told before; the last asked for stand last.
    this.#kept.delete(span)
    this.#kept.set(span, { mark, wards })
    const [oldest] = this.#kept.size > MOST_KEPT ? this.#kept.keys() : []
    if (oldest !== undefined) this.#kept.delete(oldest)
    return wards
  }
}

async function wardsBetween(db: Db, from: number, to: number, known: WardsKnown): Promise<WardFact[]> {
  const wards = new Map(
    (await listWards(db))
      .filter(({ wardStationId }) => known.wardStationId === undefined || wardStationId === known.wardStationId)
      .map((ward): [string, Gathered] => [
        ward.wardStationId,
        { ...ward, taken: [], plays: [], proven: [], notAired: [] },
      ]),
  )
  if (wards.size === 0) return []
  for (const { wardStationId, editionId, at } of await takenWithin(db, from, to, known.wardStationId))
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
