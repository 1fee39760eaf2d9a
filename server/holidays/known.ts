import { addDays, type CalendarDate } from '../../schedules/index.ts'

/**
 * The holidays that every year has on the same solar date (Bộ luật Lao động 2019, điều 112); Quốc khánh has two days, of
 * which the Government names the second each year.
 */
const EVERY_YEAR: readonly (readonly [monthDay: string, name: string])[] = [
  ['01-01', 'Tết Dương lịch'],
  ['04-30', 'Ngày Chiến thắng'],
  ['05-01', 'Ngày Quốc tế lao động'],
  ['09-02', 'Quốc khánh'],
]

/**
 * The holidays of the lunar year, by the solar date of mùng 1 Tết and of 10/3 âm lịch. Tết has five days (điều 112); which of
 * them lie before mùng 1 is the Government's to say: two are assumed until it does.
 */
const LUNAR: readonly { newYear: CalendarDate; hungKings: CalendarDate }[] = [
  { newYear: '2026-02-17', hungKings: '2026-04-26' },
  { newYear: '2027-02-06', hungKings: '2027-04-16' },
  { newYear: '2028-01-26', hungKings: '2028-04-04' },
]
const TET_BEFORE_DAYS = 1
const TET_DAYS = 5

/** What the program knows of a year's holidays before anybody entered any. */
export function knownHolidays(year: number): Map<CalendarDate, string> {
  const days = new Map(EVERY_YEAR.map(([monthDay, name]) => [`${year}-${monthDay}`, name]))
  for (const { newYear, hungKings } of LUNAR) {
    if (!newYear.startsWith(String(year))) continue
    for (let day = 0; day < TET_DAYS; day++) {
      const place = day - TET_BEFORE_DAYS
      days.set(addDays(newYear, place), place < 0 ? 'Tết Nguyên đán (giao thừa)' : `Tết Nguyên đán (mùng ${place + 1})`)
    }
    days.set(hungKings, 'Giỗ Tổ Hùng Vương')
  }
  return new Map([...days].toSorted(([a], [b]) => a.localeCompare(b)))
}
