import {
  addMonths,
  type CalendarDate,
  type CalendarMonth,
  firstDateOf,
  lengthOfPeriod,
  monthOfPeriod,
  type Period,
} from '../../schedules/index.ts'
import type { Duty, NamedUnit } from '../contract/index.ts'

export interface Place {
  unitId: string
  itemsOwed: number
}

/** What was once said of a month of a programme's rota. */
export interface RotaRow {
  month: number
  /** `every-year`: from `year` on (0: from the beginning); `one-year`: in that year alone. */
  scope: 'every-year' | 'one-year'
  year: number
  state: 'holds' | 'withdrawn'
  at: number
  /** In the order of the paper. */
  places: readonly Place[]
}

/** What counts in a month, and whether it is the rota that recurs or an exception. */
export interface Standing<R extends RotaRow = RotaRow> {
  from: 'exception' | 'rule'
  row: R
}

/**
 * What counts in a month of a year (pure): the exception of that year where one stands, else the rota that recurs, in the version
 * of the last year not after it. Of the same month, scope and year the newest row counts; a withdrawn one leaves nothing.
 */
export function standingIn<R extends RotaRow>(
  rows: readonly R[],
  month: number,
  year: number,
): Standing<R> | undefined {
  const newest = new Map<string, R>()
  for (const row of rows) {
    if (row.month !== month) continue
    const key = `${row.scope} ${row.year}`
    const known = newest.get(key)
    if (!known || row.at > known.at) newest.set(key, row)
  }
  const standing = [...newest.values()].filter(({ state }) => state === 'holds')
  const exception = standing.find((row) => row.scope === 'one-year' && row.year === year)
  if (exception) return { from: 'exception', row: exception }
  const [rule] = standing
    .filter((row) => row.scope === 'every-year' && row.year <= year)
    .toSorted((a, b) => b.year - a.year)
  return rule && { from: 'rule', row: rule }
}

/** The months whose units owe a period its items (pure): all three of a quarter, else the month in which it begins. */
export function rotaMonthsOf(period: Period): { month: CalendarMonth; date: CalendarDate }[] {
  const first = monthOfPeriod(period)
  if (lengthOfPeriod(period) !== 'quarter') return [{ month: first, date: firstDateOf(period) }]
  return [0, 1, 2].map((later) => {
    const month = addMonths(first, later)
    return { month, date: `${month}-01` }
  })
}

/**
 * Who owes how much (pure), each unit once and in the order of the places. The heirs of a unit that is gone owe what it owed, each
 * of them; who stands in two places owes for both.
 */
export function dutiesOfPlaces(places: readonly Place[], heldBy: (unitId: string) => readonly NamedUnit[]): Duty[] {
  const duties = new Map<string, Duty>()
  for (const { unitId, itemsOwed } of places) {
    for (const holder of heldBy(unitId)) {
      const known = duties.get(holder.unitId)
      duties.set(holder.unitId, {
        unitId: holder.unitId,
        unitName: holder.name,
        itemsOwed: (known?.itemsOwed ?? 0) + itemsOwed,
      })
    }
  }
  return [...duties.values()]
}

/** The same duties of several months together (pure). */
export function sumOfDuties(months: readonly (readonly Duty[])[]): Duty[] {
  const duties = new Map<string, Duty>()
  for (const duty of months.flat()) {
    const known = duties.get(duty.unitId)
    duties.set(duty.unitId, { ...duty, itemsOwed: (known?.itemsOwed ?? 0) + duty.itemsOwed })
  }
  return [...duties.values()]
}

/** The first year in which a rota that holds from a month on holds in another month (pure). */
export function firstYearOf(month: number, from: { year: number; month: number }): number {
  return month >= from.month ? from.year : from.year + 1
}
