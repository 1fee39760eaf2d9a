import type { CalendarDate } from '../../schedules/index.ts'
import type { Duty, RotaImportMonth, RotaImportPreview, RotaLines, RotaWritten } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import type { TablesRead } from '../tables/index.ts'
import { tidyName, UnitRegister } from '../units/index.ts'
import { type RotaLine, rotaLinesOf } from './lines.ts'
import { dutiesOfPlaces, standingIn } from './rules.ts'
import { listRows } from './store.ts'

const MONTHS = Array.from({ length: 12 }, (_, place) => place + 1)

/** What a file or a paste would make of the rota. Refuses `no-month-column` where it holds no rota. */
export async function previewTables(
  db: Db,
  programmeId: string,
  read: TablesRead,
  year: number,
): Promise<RotaImportPreview> {
  const found = read.tables.flatMap((table) => rotaLinesOf(table) ?? [])
  if (found.length === 0) throw new StationError('no-month-column')
  const months = new Map<number, RotaLine[]>()
  for (const one of found) {
    for (const [month, lines] of one.months) months.set(month, [...(months.get(month) ?? []), ...lines])
  }
  return preview(db, programmeId, months, year, [...read.warnings, ...found.flatMap(({ warnings }) => warnings)])
}

/** The same of lines that a person has put right. */
export async function previewLines(
  db: Db,
  programmeId: string,
  { year, months }: RotaLines,
): Promise<RotaImportPreview> {
  const lines = new Map(
    months.map(({ month, lines }) => [
      month,
      lines.map(({ written, itemsOwed }) => ({ written, itemsOwed: itemsOwed ?? 1 })),
    ]),
  )
  return preview(db, programmeId, lines, year, [])
}

async function preview(
  db: Db,
  programmeId: string,
  months: ReadonlyMap<number, readonly RotaLine[]>,
  year: number,
  warnings: readonly string[],
): Promise<RotaImportPreview> {
  const rows = await listRows(db, programmeId)
  const register = await UnitRegister.open(db)
  const read = MONTHS.flatMap((month): RotaImportMonth[] => {
    const lines = months.get(month)
    if (!lines) return []
    const date = firstOf(year, month)
    const standing = standingIn(rows, month, year)
    const now = dutiesOfPlaces(standing?.row.places ?? [], (unitId) => register.heldBy(unitId, date))
    const written = lines.flatMap((line) => readLine(register, line, date))
    return [{ month, written, now, isChanged: !isSame(written, now) }]
  })
  return {
    months: read,
    untouched: MONTHS.filter((month) => !months.has(month)),
    warnings: [...warnings, ...read.flatMap(warningsOf)],
  }
}

/** One line may name several units that are known; what is not known is never taken apart. */
function readLine(register: UnitRegister, { written, itemsOwed }: RotaLine, date: CalendarDate): RotaWritten[] {
  const reader = register.reader(date)
  const named = (unitId: string) => ({ unitId, name: register.nameOn(unitId, date) ?? '' })
  const units = reader.readLine(written)
  if (!units) {
    return [{ written: tidyName(written), itemsOwed, candidates: reader.read(written).candidates.map(named) }]
  }
  return units.map((unitId) => ({
    written: units.length === 1 ? tidyName(written) : named(unitId).name,
    itemsOwed,
    unit: named(unitId),
    candidates: [],
  }))
}

function isSame(written: readonly RotaWritten[], now: readonly Duty[]): boolean {
  const key = (unitId: string | undefined, items: number) => `${unitId} ${items}`
  return (
    written.map(({ unit, itemsOwed }) => key(unit?.unitId, itemsOwed)).join() ===
    now.map(({ unitId, itemsOwed }) => key(unitId, itemsOwed)).join()
  )
}

function warningsOf({ month, written }: RotaImportMonth): string[] {
  if (written.length === 0) return [`Tháng ${month} không ghi đơn vị nào.`]
  const names = written.flatMap(({ unit }) => unit?.name ?? [])
  const twice = [...new Set(names.filter((name, place) => names.indexOf(name) < place))]
  return twice.map((name) => `Tháng ${month} ghi đơn vị “${name}” nhiều lần.`)
}

/** The first day of a month of a year. */
export function firstOf(year: number, month: number): CalendarDate {
  return `${year}-${String(month).padStart(2, '0')}-01`
}
