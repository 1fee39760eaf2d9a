import { addDays, type CalendarDate, instantOf } from '../../../schedules/index.ts'
import type { WardAirTime } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { findSheet, newestVerified } from '../../renders/index.ts'
import { listWardStations } from '../../stations/index.ts'
import { wardTellings } from '../plays/index.ts'
import { airTimeOf, NO_TOPIC, type PlayOfWard } from './rules.ts'
import { editionsMaybePlayed, topicsOfItems } from './store.ts'

/** Air time at the wards within [from, to], both days inside. */
export async function airTimeBetween(db: Db, span: { from: CalendarDate; to: CalendarDate }): Promise<WardAirTime> {
  const lengths = new Map<string, EditionLength>()
  const plays: PlayOfWard[] = []
  // A player whose clock was set right since may have played on the day before or after.
  const editionIds = await editionsMaybePlayed(db, {
    from: instantOf(addDays(span.from, -1), '00:00', STATION_ZONE),
    before: instantOf(addDays(span.to, 2), '00:00', STATION_ZONE),
  })
  for (const { wardStationId, editionId, plays: heard } of await wardTellings(db, { editionIds })) {
    if (heard.length === 0) continue
    const length = lengths.get(editionId) ?? (await lengthOf(db, editionId))
    lengths.set(editionId, length)
    for (const { startsAt, soundedMs } of heard)
      plays.push({ wardStationId, startsAt, ms: soundedMs ?? length.ms, topics: length.topics })
  }
  const wards = (await listWardStations(db)).map(({ id, name }) => ({ wardStationId: id, name }))
  return airTimeOf(wards, plays, span)
}

interface EditionLength {
  ms: number
  topics: ReadonlyMap<string, number>
}

/** How long an edition is, and its items by topic, as its newest render was measured. */
async function lengthOf(db: Db, editionId: string): Promise<EditionLength> {
  const render = await newestVerified(db, editionId)
  if (!render) return { ms: 0, topics: new Map() }
  const { reads, recipe } = render.sources
  const measured = (await findSheet(db, render.id))?.parts ?? []
  const topicsOf = await topicsOfItems(
    db,
    reads.map(({ itemId }) => itemId),
  )
  const topics = new Map<string, number>()
  for (const [place, { sha256 }] of recipe.parts.entries()) {
    const read = reads.find(({ mediaSha256 }) => mediaSha256 === sha256)
    const ms = measured[place]?.durationMs
    if (!read || ms === undefined) continue
    for (const topic of topicsOf.get(read.itemId) ?? [NO_TOPIC]) topics.set(topic, (topics.get(topic) ?? 0) + ms)
  }
  return { ms: render.durationMs, topics }
}
