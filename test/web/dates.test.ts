import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  calendarDate,
  instantOf,
  lastDate,
  monthWeeks,
  readDate,
  wallReading,
} from '../../web/dates.ts'

describe('the calendar of the pages', () => {
  test('turns the day at midnight in Viet Nam, not at the machine’s', () => {
    expect(calendarDate(Date.UTC(2026, 10, 17, 16, 59, 59))).toBe('2026-11-17')
    expect(calendarDate(Date.UTC(2026, 10, 17, 17, 0, 0))).toBe('2026-11-18')
    expect(wallReading(Date.UTC(2026, 10, 17, 17, 0, 0))).toMatchObject({ hour: 0, minute: 0, weekday: 3 })
  })

  test('finds the instant at which the station’s clock shows a time, and back', () => {
    expect(instantOf('2026-11-18', '05:15')).toBe(Date.UTC(2026, 10, 17, 22, 15))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 36_500 }), (second, day) => {
        const [hour, minute] = [Math.floor(second / 3600), Math.floor(second / 60) % 60]
        const date = addDays('2000-01-01', day)
        const read = wallReading(instantOf(date, `${hour}:${minute}:${second % 60}`))
        expect(read).toMatchObject({ hour, minute, second: second % 60, day: Number(date.slice(8)) })
      }),
    )
  })

  test('knows how long months are', () => {
    expect(lastDate('2026-02')).toBe('2026-02-28')
    expect(lastDate('2028-02')).toBe('2028-02-29')
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })

  test('prints whole weeks from Monday that hold every day of the month once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }), (year, m) => {
        const month = `${year}-${String(m).padStart(2, '0')}`
        const weeks = monthWeeks(month)
        const days = weeks.flat().filter((date) => date.startsWith(month))
        expect(new Set(days).size).toBe(Number(lastDate(month).slice(8)))
        expect(weeks.every((week) => week.length === 7)).toBe(true)
        expect(weeks[0]?.some((date) => date.startsWith(month))).toBe(true)
        expect(weeks.at(-1)?.some((date) => date.startsWith(month))).toBe(true)
      }),
    )
  })
})

describe('a date that is typed', () => {
  test.each([
    ['5/11/2026', '2026-11-05'],
    ['05-11-2026', '2026-11-05'],
    [' 5.11.26 ', '2026-11-05'],
    ['5/11', '2025-11-05'],
    ['29/2/2028', '2028-02-29'],
  ])('“%s” is %s', (typed, date) => {
    expect(readDate(typed, 2025)).toBe(date)
  })

  test.each(['', '31/4/2026', '29/2/2026', '0/1/2026', '1/13/2026', '2026-11-05', 'mai'])('“%s” is none', (typed) => {
    expect(readDate(typed, 2025)).toBeUndefined()
  })
})
