import { vietnameseDate } from '../../schedules/index.ts'
import type { Rota, RotaMonth } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { UnitRegister } from '../units/index.ts'
import { firstOf } from './preview.ts'
import { dutiesOfPlaces, standingIn } from './rules.ts'
import { type KeptRow, listRows, programmeName } from './store.ts'

const MONTHS = Array.from({ length: 12 }, (_, place) => place + 1)

/** The twelve months of a programme's rota in a year. Refuses `not-found`. */
export async function rotaView(db: Db, programmeId: string, year: number): Promise<Rota> {
  const name = await programmeName(db, programmeId)
  if (name === undefined) throw new StationError('not-found')
  const rows = await listRows(db, programmeId)
  const register = await UnitRegister.open(db)
  return {
    programmeId,
    programmeName: name,
    year,
    months: MONTHS.map((month) => monthOf(rows, register, month, year)),
    exceptions: exceptionsOf(rows, register),
  }
}

function monthOf(rows: readonly KeptRow[], register: UnitRegister, month: number, year: number): RotaMonth {
  const date = firstOf(year, month)
  const standing = standingIn(rows, month, year)
  const places = (standing?.row.places ?? []).map(({ unitId, itemsOwed }) => ({
    unitId,
    unitName: register.find(unitId)?.name ?? '',
    itemsOwed,
    heldBy: register.heldBy(unitId, date),
  }))
  const isGone = ({ heldBy }: (typeof places)[number]) => heldBy.length === 0
  const warnings = [
    ...(places.length === 0 ? [`Tháng ${month} chưa phân công đơn vị nào.`] : []),
    ...places.filter(isGone).map(({ unitId, unitName }) => {
      const { since, until } = register.find(unitId) ?? {}
      if (until !== undefined && until < date) {
        return `“${unitName}” không còn từ sau ngày ${vietnameseDate(until)} và chưa có đơn vị thay.`
      }
      return since === undefined
        ? `“${unitName}” không còn trong danh sách đơn vị.`
        : `“${unitName}” đến ngày ${vietnameseDate(since)} mới có.`
    }),
  ]
  const sinceYear = standing?.from === 'rule' && standing.row.year > 0 ? standing.row.year : undefined
  return {
    month,
    from: standing?.from ?? 'none',
    places,
    duties: dutiesOfPlaces(standing?.row.places ?? [], (unitId) => register.heldBy(unitId, date)),
    warnings,
    ...(sinceYear !== undefined && { sinceYear }),
    ...(standing?.row.set && { set: standing.row.set }),
  }
}

function exceptionsOf(rows: readonly KeptRow[], register: UnitRegister): Rota['exceptions'] {
  const years = [...new Set(rows.filter(({ scope }) => scope === 'one-year').map(({ year }) => year))]
  return years
    .toSorted((a, b) => b - a)
    .flatMap((year) =>
      MONTHS.flatMap((month) => {
        const standing = standingIn(rows, month, year)
        if (standing?.from !== 'exception') return []
        const date = firstOf(year, month)
        const duties = dutiesOfPlaces(standing.row.places, (unitId) => register.heldBy(unitId, date))
        return [{ year, month, units: duties.map(({ unitName }) => unitName) }]
      }),
    )
}
