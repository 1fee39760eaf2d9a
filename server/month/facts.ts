import { addDays, type CalendarDate, dateAt, instantOf, type Period, periodTitle } from '../../schedules/index.ts'
import { heardDatesBetween } from '../airings/index.ts'
import { approvalStateOf } from '../approvals/index.ts'
import { workOf } from '../assignments/index.ts'
import type { Account, Edition, EditionSummary, MyRead, PersonFunction, Programme } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { editionView } from '../editions/index.ts'
import { chosenFunctions } from '../functions/index.ts'
import type { RenderQueue } from '../renders/index.ts'
import { decisionsIn, originsOfItems, reviewCounts } from '../review/index.ts'
import { listUrgings, receiptsIn } from '../urging/index.ts'
import type { EditionHeard } from './missed.ts'
import type { PeriodInSight } from './periods.ts'
import { type EditionPlace, listEditionPlaces, programmesMadeAt } from './store.ts'
import type { ApprovalState, PeriodFacts } from './work.ts'

/** How far back what was heard is counted; a day more than missed periods are remembered. */
const HEARD_DAYS = 400

/** What all programmes of a month are told from. */
export interface Surroundings {
  editions: readonly EditionPlace[]
  heard: ReadonlyMap<string, ReadonlySet<CalendarDate>>
  madeOn: ReadonlyMap<string, CalendarDate>
  myReads: readonly MyRead[]
  /** The names of the people who chose each function. */
  chosen: ReadonlyMap<PersonFunction, readonly string[]>
}

/** Gathers it for a person on a day; `people` are those who may be named. */
export async function surroundingsOf(
  db: Db,
  { accountId, people, today }: { accountId: string; people: readonly Account[]; today: CalendarDate },
): Promise<Surroundings> {
  const from = instantOf(addDays(today, -HEARD_DAYS), '00:00', STATION_ZONE)
  const to = instantOf(addDays(today, 1), '00:00', STATION_ZONE)
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]))
  const chosen = new Map<PersonFunction, string[]>()
  for (const choice of await chosenFunctions(db)) {
    const name = names.get(choice.accountId)
    for (const one of choice.functions) if (name !== undefined) chosen.set(one, [...(chosen.get(one) ?? []), name])
  }
  const madeAt = await programmesMadeAt(db)
  return {
    editions: await listEditionPlaces(db),
    heard: await heardDatesBetween(db, from, to),
    madeOn: new Map([...madeAt].map(([id, at]) => [id, dateAt(at, STATION_ZONE)])),
    myReads: (await workOf(db, accountId, today)).reads,
    chosen,
  }
}

/** The editions of a programme by period, with how often each was heard. */
export function editionsHeard({ editions, heard }: Surroundings, programmeId: string): Map<Period, EditionHeard> {
  return new Map(
    editions
      .filter((edition) => edition.programmeId === programmeId)
      .map(({ id, period }) => [period, { editionId: id, datesHeard: heard.get(id)?.size ?? 0 }]),
  )
}

/** One period of a programme: what its work is read from, and what the page shows besides. */
export interface PeriodGathered {
  facts: PeriodFacts
  itemsPlaced: number
  datesHeard: number
  datesPlanned: number
}

/** Gathers it. */
export async function gatherPeriod(
  deps: Deps,
  queue: RenderQueue,
  programme: Programme,
  { period, isPresent, windows }: PeriodInSight,
  around: Surroundings & { today: CalendarDate },
): Promise<PeriodGathered> {
  const { db } = deps
  const known = editionsHeard(around, programme.id).get(period)
  const edition = known && (await editionView(deps, queue, known.editionId))
  const counts = await reviewCounts(db, programme.id, period)
  const [lastUrging] = await listUrgings(db, programme.id, period)
  const planned = plannedDates(edition, around.today)
  return {
    facts: {
      programmeId: programme.id,
      programmeName: programme.name,
      period,
      periodTitle: periodTitle(period),
      isPresent,
      windows,
      receipts: await receiptsIn(db, programme.id, period),
      lastUrgedOn: lastUrging && dateAt(lastUrging.urged.at, STATION_ZONE),
      itemsUndecided: counts.undecided,
      itemsChosen: counts.chosen,
      itemsToBringIn: counts.chosen === 0 ? 0 : await itemsToBringIn(db, programme.id, period, edition),
      edition: edition && summaryOf(edition),
      approval: await approvalOf(db, edition),
      nextAiringOn: planned[0],
      myReads: around.myReads.filter(({ editionId }) => editionId === known?.editionId),
    },
    itemsPlaced: counts.undecided + counts.chosen + counts.held + counts.refused,
    datesHeard: known?.datesHeard ?? 0,
    datesPlanned: planned.length,
  }
}

/** How many chosen items the newest script lacks. */
async function itemsToBringIn(
  db: Db,
  programmeId: string,
  period: Period,
  edition: Edition | undefined,
): Promise<number> {
  const origins = await originsOfItems(
    db,
    (edition?.latest?.items ?? []).map(({ itemId }) => itemId),
  )
  const inScript = new Set(origins.map(({ placementId }) => placementId))
  const decisions = await decisionsIn(db, programmeId, period)
  return decisions.filter(({ decision, placementId }) => decision === 'chosen' && !inScript.has(placementId)).length
}

/** The dates to come, today's among them, on which an edition is to be heard. */
function plannedDates(edition: Edition | undefined, today: CalendarDate): CalendarDate[] {
  const coming = (edition?.airings ?? []).filter(
    ({ state, date }) => (state === 'ready' || state === 'incomplete' || state === 'on-air') && date >= today,
  )
  return [...new Set(coming.map(({ date }) => date))].sort()
}

function summaryOf({ id, programmeId, programmeName, period, title, steps, nextStep }: Edition): EditionSummary {
  return { id, programmeId, programmeName, period, title, steps, ...(nextStep && { nextStep }) }
}

/** Whether somebody is asked to approve the newest words, or has sent them back. */
async function approvalOf(db: Db, edition: Edition | undefined): Promise<ApprovalState> {
  const standing = edition && (await approvalStateOf(db, edition.id))
  if (standing?.state === 'waiting') return 'asked'
  return standing?.state === 'returned' ? 'returned' : 'none'
}
