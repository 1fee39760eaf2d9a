import { type CalendarDate, datesWantedIn } from '../../schedules/index.ts'
import type { Month, MonthWork, PeriodStanding, Programme, ProgrammeMonth } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { functionsOf } from '../functions/index.ts'
import { isToldTo, listProgrammes } from '../programmes/index.ts'
import type { RenderQueue } from '../renders/index.ts'
import { bookFactsOf, bookWorks } from './books.ts'
import { editionsHeard, gatherPeriod, type PeriodGathered, type Surroundings, surroundingsOf } from './facts.ts'
import { missedPeriods } from './missed.ts'
import { periodsInSight } from './periods.ts'
import { isMadeBy, peopleAround, peopleFor } from './whose.ts'
import { windowsOn } from './windows.ts'
import { byPressure, fallsTo, nextOf, wardsWork, workOf } from './work.ts'

/**
 * “Tháng này” for a person on a day: every programme as it stands, and what is due for whom. A ward's person is told of the
 * ward's own programmes and of no register; what a ward with people of its own has to do is nobody's work at the station.
 */
export async function monthView(
  deps: Deps,
  queue: RenderQueue,
  { accountId, wardStationId, today }: { accountId: string; wardStationId: string | undefined; today: CalendarDate },
): Promise<Month> {
  const { db } = deps
  const { people, wardsAtWork } = await peopleAround(db, wardStationId)
  const around = { ...(await surroundingsOf(db, { accountId, people, today })), today }
  const functions = await functionsOf(db, accountId)
  const programmes: ProgrammeMonth[] = []
  const all: MonthWork[] = []
  for (const programme of (await listProgrammes(db)).filter((one) => isToldTo(one, wardStationId))) {
    const gathered = await gatherProgramme(deps, queue, programme, around)
    programmes.push(programmeMonth(programme, gathered, around))
    if (wardStationId === undefined && isMadeBy(programme, wardsAtWork)) continue
    const due = gathered.flatMap(({ facts }) => workOf(facts, today))
    const works = wardStationId === undefined ? due : wardsWork(due)
    all.push(...works.map((work) => ({ ...work, people: peopleFor(work, programme, around.chosen) })))
  }
  const work = byPressure(fallsTo(all, { functions }))
  const next = nextOf(work)
  const books = wardStationId === undefined ? bookWorks(await bookFactsOf(db, today), { functions }) : []
  return { date: today, programmes, work, books, ...(next && { next }) }
}

async function gatherProgramme(
  deps: Deps,
  queue: RenderQueue,
  programme: Programme,
  around: Surroundings & { today: CalendarDate },
): Promise<PeriodGathered[]> {
  const editions = editionsHeard(around, programme.id)
  const inSight = periodsInSight(programme, around.today, { hasEdition: (period) => editions.has(period) })
  const gathered: PeriodGathered[] = []
  for (const one of inSight) gathered.push(await gatherPeriod(deps, queue, programme, one, around))
  return gathered
}

function programmeMonth(
  programme: Programme,
  gathered: readonly PeriodGathered[],
  around: Surroundings & { today: CalendarDate },
): ProgrammeMonth {
  const { today } = around
  return {
    programmeId: programme.id,
    programmeName: programme.name,
    startsOn: programme.startsOn,
    periods: gathered.map((one) => standingOf(programme, one, today)),
    missed: missedPeriods(programme, {
      today,
      knownFrom: around.madeOn.get(programme.id) ?? today,
      editions: editionsHeard(around, programme.id),
    }),
  }
}

function standingOf(
  programme: Programme,
  { facts, itemsPlaced, datesHeard, datesPlanned }: PeriodGathered,
  today: CalendarDate,
): PeriodStanding {
  const { period, periodTitle, windows, receipts, itemsUndecided, itemsChosen, edition } = facts
  return {
    programmeId: programme.id,
    programmeName: programme.name,
    period,
    periodTitle,
    windows: windowsOn(windows, today),
    receipts: [...receipts],
    itemsPlaced,
    itemsUndecided,
    itemsChosen,
    datesWanted: datesWantedIn(programme, period),
    datesHeard,
    datesPlanned,
    ...(edition && { edition }),
  }
}
