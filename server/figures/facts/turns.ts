import {
  addDays,
  type CalendarDate,
  dateAt,
  instantOf,
  intakeWindowOf,
  type Period,
  periodsBetween,
  wholeWindowIn,
} from '../../../schedules/index.ts'
import type { Db } from '../../db/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { standsFor } from '../../intake/index.ts'
import { dutiesIn, listRotaRows, type RotaRow } from '../../rota/index.ts'
import type { UnitRegister } from '../../units/index.ts'
import type { Days } from '../spans.ts'
import type { ExtraFact, ProgrammeFact, TurnFact } from './facts.ts'
import { listReceived, listSubmissionsBetween, type ReceivedRow } from './store.ts'
import type { UnitLines } from './units.ts'

/** An intake closes at most so long before the first airing of its period. */
const INTAKE_AHEAD_DAYS = 100

export interface TurnsKnown {
  programmes: readonly ProgrammeFact[]
  register: UnitRegister
  units: UnitLines
  today: CalendarDate
}

/**
 * The turns of units whose last day in time lies within the days, and what units sent then without having a turn. A turn whose day
 * is not over is open until enough has come.
 */
export async function turnsWithin(
  db: Db,
  days: Days,
  known: TurnsKnown,
): Promise<{ turns: TurnFact[]; extras: ExtraFact[] }> {
  const rota = Map.groupBy(await listRotaRows(db), ({ programmeId }) => programmeId)
  const received = Map.groupBy(await listReceived(db), ({ programmeId, period }) => `${programmeId} ${period}`)
  const turns = known.programmes.flatMap((programme) => {
    const rows = rota.get(programme.programmeId) ?? []
    if (rows.length === 0) return []
    return periodsDueIn(programme, days).flatMap(({ period, dueOn }) =>
      turnsOf(programme, { period, dueOn, rows }, received.get(`${programme.programmeId} ${period}`) ?? [], known),
    )
  })
  return { turns, extras: await extrasWithin(db, days, { ...known, rota, received }) }
}

/** The periods whose intake closes within the days; where a programme sets no intake, its last date to air does. */
function periodsDueIn({ course }: ProgrammeFact, days: Days): { period: Period; dueOn: CalendarDate }[] {
  const around = { from: days.from, to: addDays(days.to, INTAKE_AHEAD_DAYS) }
  return periodsBetween(course, around).flatMap((period) => {
    const dueOn = intakeWindowOf(course, period)?.to ?? wholeWindowIn(course, period)?.to
    return dueOn !== undefined && days.from <= dueOn && dueOn <= days.to ? [{ period, dueOn }] : []
  })
}

function turnsOf(
  { programmeId, name }: ProgrammeFact,
  { period, dueOn, rows }: { period: Period; dueOn: CalendarDate; rows: readonly RotaRow[] },
  received: readonly ReceivedRow[],
  { register, units, today }: TurnsKnown,
): TurnFact[] {
  return dutiesIn(rows, register, period).map(({ unitId, unitName, itemsOwed }) => {
    const mine = received.filter((one) => standsFor(register, one.unitId, unitId, period))
    const late = mine.filter(isLate).length
    const onTime = mine.length - late
    return {
      unit: units.of(unitId),
      unitName,
      programmeId,
      programmeName: name,
      period,
      dueOn,
      owed: itemsOwed,
      onTime,
      late,
      state: turnState({ owed: itemsOwed, onTime, late }, today <= dueOn),
    }
  })
}

/** How a turn came out (pure): in time when all that was owed was; missing when some of it never came. */
export function turnState(
  { owed, onTime, late }: Pick<TurnFact, 'owed' | 'onTime' | 'late'>,
  isOpen: boolean,
): TurnFact['state'] {
  if (onTime >= owed) return 'on-time'
  if (isOpen) return 'open'
  return onTime + late >= owed ? 'late' : 'missing'
}

/** Late by the last day that was told when it was placed. */
function isLate({ receivedAt, dueOn }: ReceivedRow): boolean {
  return dueOn !== undefined && dateAt(receivedAt, STATION_ZONE) > dueOn
}

async function extrasWithin(
  db: Db,
  days: Days,
  known: TurnsKnown & { rota: Map<string, RotaRow[]>; received: Map<string, ReceivedRow[]> },
): Promise<ExtraFact[]> {
  const { register, units, rota, received } = known
  const placed = Map.groupBy([...received.values()].flat(), ({ submissionId }) => submissionId)
  const hasTurn = ({ unitId, programmeId, period }: ReceivedRow) =>
    dutiesIn(rota.get(programmeId) ?? [], register, period).some((duty) =>
      standsFor(register, unitId, duty.unitId, period),
    )
  const [from, to] = [days.from, addDays(days.to, 1)].map((date) => instantOf(date, '00:00', STATION_ZONE))
  const sent = await listSubmissionsBetween(db, from ?? 0, to ?? 0)
  return sent.flatMap(({ submissionId, title, unitId, receivedAt }) =>
    unitId === undefined || (placed.get(submissionId) ?? []).some(hasTurn)
      ? []
      : [{ unit: units.of(unitId), submissionId, title, receivedAt }],
  )
}
