import { addDays, type CalendarDate, instantOf } from '../../../schedules/index.ts'
import type { Db } from '../../db/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { listOutside } from '../../outside/index.ts'
import { newestVerified } from '../../renders/index.ts'
import { listRevisions } from '../../scripts/index.ts'
import type { Days } from '../spans.ts'
import type { AiringsHeard } from './airings-heard.ts'
import { type Contents, contentsOf, type MadeOf, type PairFact, type Sounding } from './contents.ts'
import type { PlayFact } from './facts.ts'
import type { StationDays } from './station-days.ts'
import { type EditionRow, findMasters } from './store.ts'
import type { UnitLines } from './units.ts'

export interface PlaysKnown {
  editions: ReadonlyMap<string, EditionRow>
  units: UnitLines
  pairOf: ReadonlyMap<string, PairFact>
  madeOf: MadeOf
  airingsHeard: AiringsHeard
  today: CalendarDate
  /** What an edition is called; empty where there is none. */
  titleOf: (editionId: string) => string
  calendar: StationDays
}

type Heard = Omit<PlayFact, 'items' | 'itemIds' | 'sounds'> & { sounding: Sounding | undefined }

const NOTHING: Contents = { items: [], itemIds: new Set(), sounds: new Set() }

/**
 * What was heard within the days, the oldest first: by the journal whole and on a device that somebody hears, or outside the
 * system as somebody noted. An airing counts with all its length on the day on which its sound began, also where it goes on after
 * midnight.
 */
export async function playsWithin(db: Db, days: Days, known: PlaysKnown): Promise<PlayFact[]> {
  const heard = [...(await playsInside(db, days, known)), ...(await playsOutside(db, days, known))].sort(
    (a, b) => a.at - b.at,
  )
  const soundings = [...new Set(heard.flatMap(({ sounding }) => sounding ?? []))]
  const contents = await contentsOf(db, soundings, known)
  const made = new Map(soundings.map((sounding, place) => [sounding, contents[place] ?? NOTHING]))
  return heard.map(({ sounding, ...play }) => ({ ...play, ...((sounding && made.get(sounding)) ?? NOTHING) }))
}

async function playsInside(db: Db, days: Days, known: PlaysKnown): Promise<Heard[]> {
  // What was planned on the day before may have begun late, after midnight.
  const [from, to] = [midnight(addDays(days.from, -1)), midnight(addDays(days.to, 2))]
  const heard = (await known.airingsHeard.within(db, from, to, known.today)).flatMap((airing) => {
    const date = known.calendar.dateAt(airing.at)
    return date < days.from || date > days.to ? [] : [{ ...airing, date }]
  })
  const masters = await findMasters(db, [...new Set(heard.flatMap(({ masterSha256 }) => masterSha256 ?? []))])
  const soundings = new Map<string, Sounding>()
  for (const { masterSha256, renderId, revisionId } of masters.values())
    soundings.set(masterSha256, { revisionId, made: await known.madeOf.find(db, renderId) })
  return heard.flatMap(({ airingId, editionId, at, date, soundedMs, masterSha256 }) => {
    const play = playOf({ editionId }, known)
    if (!play) return []
    const ms = soundedMs ?? masters.get(masterSha256 ?? '')?.durationMs
    return [
      {
        ...play,
        airingId,
        at,
        date,
        isOutside: false,
        place: undefined,
        ms,
        sounding: soundings.get(masterSha256 ?? ''),
      },
    ]
  })
}

async function playsOutside(db: Db, days: Days, known: PlaysKnown): Promise<Heard[]> {
  const rows = await listOutside(db, { from: midnight(days.from), to: midnight(addDays(days.to, 1)) })
  const renders = new Map<string, { sounding: Sounding | undefined; ms: number | undefined }>()
  for (const editionId of new Set(rows.map((row) => row.editionId))) {
    const render = await newestVerified(db, editionId)
    const approved = render ? undefined : (await listRevisions(db, editionId)).find(({ approval }) => approval)
    const revisionId = render?.revisionId ?? approved?.id
    const made = render && (await known.madeOf.find(db, render.id))
    renders.set(editionId, {
      sounding: revisionId === undefined ? undefined : { revisionId, made },
      ms: render?.durationMs,
    })
  }
  return rows.flatMap(({ id, editionId, startsAt, date, place }) => {
    const play = playOf({ editionId }, known)
    const render = renders.get(editionId)
    return play
      ? [
          {
            ...play,
            airingId: id,
            at: startsAt,
            date,
            isOutside: true,
            place,
            ms: render?.ms,
            sounding: render?.sounding,
          },
        ]
      : []
  })
}

function playOf({ editionId }: { editionId: string }, { editions, titleOf }: PlaysKnown) {
  const edition = editions.get(editionId)
  const editionTitle = titleOf(editionId)
  if (!edition || editionTitle === '') return undefined
  return { editionId, programmeId: edition.programmeId, period: edition.period, editionTitle }
}

function midnight(date: CalendarDate): number {
  return instantOf(date, '00:00', STATION_ZONE)
}
