import { type CalendarDate, dateAt, type Period } from '../../schedules/index.ts'
import type { Duty, Programme } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { knownOrNewUnits, UnitRegister } from '../units/index.ts'
import { dutiesOfPlaces, type RotaRow, rotaMonthsOf, standingIn, sumOfDuties } from './rules.ts'
import { addRow, listRows } from './store.ts'

/** Every year from the first on: what a preset's rota, which has no year, holds for. */
const FROM_THE_BEGINNING = 0
/** After every day that anybody enters. */
const LAST_DAY: CalendarDate = '9999-12-31'

/**
 * Who owes a programme items in a period, each unit once, in the order of the rota; names and mergers are those of the
 * period's first day. Empty where the rota says nobody.
 */
export async function dutiesOf(db: Db, programmeId: string, period: Period): Promise<Duty[]> {
  return dutiesIn(await listRows(db, programmeId), await UnitRegister.open(db), period)
}

/** The same of what is known already (pure), where many periods are asked about. */
export function dutiesIn(rows: readonly RotaRow[], register: UnitRegister, period: Period): Duty[] {
  const months = rotaMonthsOf(period).map(({ month, date }) => {
    const standing = standingIn(rows, Number(month.slice(5)), Number(month.slice(0, 4)))
    return dutiesOfPlaces(standing?.row.places ?? [], (unitId) => register.heldBy(unitId, date))
  })
  return sumOfDuties(months)
}

/**
 * The recurring rota of every programme as it stands on a day (without one: in the end), without its exceptions and without
 * the months of nobody.
 */
export async function rotasByProgramme(db: Db, on: CalendarDate = LAST_DAY): Promise<Map<string, Programme['rota']>> {
  const register = await UnitRegister.open(db)
  const rules = (await listRows(db)).filter(({ scope }) => scope === 'every-year')
  const byProgramme = Map.groupBy(rules, ({ programmeId }) => programmeId)
  return new Map(
    [...byProgramme].map(([programmeId, rows]) => {
      const months = Array.from({ length: 12 }, (_, place) => place + 1).flatMap((month) => {
        const standing = standingIn(rows, month, Number(on.slice(0, 4)))
        const duties = dutiesOfPlaces(standing?.row.places ?? [], (unitId) => register.heldBy(unitId, on))
        return duties.length === 0 ? [] : [{ month, units: duties.map(({ unitName }) => unitName) }]
      })
      return [programmeId, months]
    }),
  )
}

/** Lays down the rota that a preset brings: it has held from the beginning. A unit that is known stays the same unit. */
export async function layRota(
  db: Db,
  programmeId: string,
  months: readonly { month: number; units: readonly { name: string; aliases: readonly string[] }[] }[],
  at: number,
): Promise<void> {
  const today = dateAt(at, STATION_ZONE)
  const ids = await knownOrNewUnits(
    db,
    months.flatMap(({ units }) => units),
    today,
    at,
  )
  for (const { month, units } of months) {
    const places = ids.splice(0, units.length).map((unitId) => ({ unitId, itemsOwed: 1 }))
    await addRow(db, {
      programmeId,
      month,
      scope: 'every-year',
      year: FROM_THE_BEGINNING,
      state: 'holds',
      places,
      by: null,
      at,
    })
  }
}
