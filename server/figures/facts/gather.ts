import { addDays, type CalendarDate, dateAt } from '../../../schedules/index.ts'
import type { ReportScope } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { courseOf, editionTitle, listProgrammes } from '../../programmes/index.ts'
import { UnitRegister } from '../../units/index.ts'
import type { Days } from '../spans.ts'
import type { AiringsHeard } from './airings-heard.ts'
import type { MadeOf } from './contents.ts'
import type { Facts, ProgrammeFact } from './facts.ts'
import { playsWithin } from './plays.ts'
import {
  evaluationsWithin,
  feedbackWithin,
  questionFacts,
  quotasWithin,
  tasksWithin,
  workFacts,
  worksHeard,
} from './registers.ts'
import { StationDays } from './station-days.ts'
import { type EditionRow, listEditions, programmesMadeAt } from './store.ts'
import { turnsWithin } from './turns.ts'
import { UnitLines } from './units.ts'
import type { WardsHeard } from './wards/index.ts'

/** A period airs within a month at most: what was heard of it before the days that are counted. */
const LONGEST_WINDOW_DAYS = 31

export interface Asked {
  scope: ReportScope
  days: Days
  today: CalendarDate
  cutOffDay: number | undefined
}

/** What is gathered, and the unit whose report it is, as it stands at the end of the days. */
export interface Gathered {
  facts: Facts
  unitKey: string | undefined
}

/** What is the same for every span that is counted at one moment. */
export interface Surroundings {
  register: UnitRegister
  programmes: readonly ProgrammeFact[]
  editions: ReadonlyMap<string, EditionRow>
  titleOf: (editionId: string) => string
  madeOf: MadeOf
  airingsHeard: AiringsHeard
  wardsHeard: WardsHeard
  calendar: StationDays
}

/** Gathers it. */
export async function surroundingsOf(
  db: Db,
  kept: Pick<Surroundings, 'madeOf' | 'airingsHeard' | 'wardsHeard'>,
): Promise<Surroundings> {
  const programmes = await programmeFacts(db)
  const editions = await listEditions(db)
  return {
    register: await UnitRegister.open(db),
    programmes,
    editions,
    titleOf: titlesOf(programmes, editions),
    ...kept,
    calendar: new StationDays(),
  }
}

/** Gathers everything that is counted of days. Refuses `not-found` for a unit or a ward that does not exist. */
export async function gatherFacts(
  db: Db,
  { scope, days, today, cutOffDay }: Asked,
  { register, programmes, editions, titleOf, madeOf, airingsHeard, wardsHeard, calendar }: Surroundings,
): Promise<Gathered> {
  const asOf = today < days.to ? today : days.to
  const units = new UnitLines(register, asOf)
  if (scope.of === 'unit' && !register.find(scope.unitId)) throw new StationError('not-found')
  const { questions, pairOf } = await questionFacts(db, units)
  const around = { from: addDays(days.from, -LONGEST_WINDOW_DAYS), to: days.to }
  const heard = await playsWithin(db, around, {
    editions,
    units,
    pairOf,
    madeOf,
    airingsHeard,
    today,
    titleOf,
    calendar,
  })
  const own = programmes.filter(({ producer }) => producer.kind === 'station')
  const { turns, extras } = await turnsWithin(db, days, { programmes: own, register, units, today })
  const wardStationId = scope.of === 'ward' ? scope.wardStationId : undefined
  const wards = scope.of === 'unit' ? [] : await wardsHeard.within(db, days, { programmes, titleOf, wardStationId })
  if (scope.of === 'ward' && wards.length === 0) throw new StationError('not-found')
  const library = await workFacts(db)
  const facts: Facts = {
    days,
    asOf,
    today,
    programmes,
    plays: heard.filter(({ date }) => date >= days.from),
    earlier: heard.filter(({ date }) => date < days.from).map(({ editionId, date }) => ({ editionId, date })),
    turns,
    extras,
    quotas: await quotasWithin(db, days, { units, cutOffDay, today }),
    questions,
    feedback: await feedbackWithin(db, days, today),
    evaluations: await evaluationsWithin(db, days),
    works: [...library, ...worksHeard(heard, library)],
    wards,
    tasks: await tasksWithin(db, days, { register, units, today }),
    unitNotes: units.notes({ from: days.from, to: asOf }),
  }
  return { facts, unitKey: scope.of === 'unit' ? units.of(scope.unitId).key : undefined }
}

/** What editions are called, each put together once. */
function titlesOf(programmes: readonly ProgrammeFact[], editions: ReadonlyMap<string, EditionRow>) {
  const names = new Map(programmes.map(({ programmeId, name }) => [programmeId, name]))
  const titles = new Map<string, string>()
  return (editionId: string): string => {
    const known = titles.get(editionId)
    if (known !== undefined) return known
    const edition = editions.get(editionId)
    const name = edition && names.get(edition.programmeId)
    const title = edition && name !== undefined ? editionTitle(name, edition.period) : ''
    titles.set(editionId, title)
    return title
  }
}

async function programmeFacts(db: Db): Promise<ProgrammeFact[]> {
  const madeAt = await programmesMadeAt(db)
  return (await listProgrammes(db)).map((programme) => ({
    programmeId: programme.id,
    name: programme.name,
    course: courseOf(programme),
    audiences: programme.audiences,
    producer: programme.producer,
    knownFrom: dateAt(madeAt.get(programme.id) ?? 0, STATION_ZONE),
  }))
}
