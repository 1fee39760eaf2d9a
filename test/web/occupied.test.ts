import { describe, expect, test } from 'vitest'
import type { OccupiedSlot, Pause } from '../../server/contract/index.ts'
import { instantOf } from '../../web/dates.ts'
import { occupiedDatesWords, occupiedOn, pausesOn, weekdaysWords } from '../../web/occupied.ts'

const made = { by: 'Kỹ thuật viên', at: 0 }
const slot = (id: string, change: Partial<OccupiedSlot> = {}): OccupiedSlot => ({
  id,
  title: 'Tiếp âm VOV1',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  from: '06:00',
  until: '06:30',
  made,
  ...change,
})

describe('occupied slots on the pages', () => {
  test('name their weekdays as people do', () => {
    expect(weekdaysWords([7, 1, 2, 3, 4, 5, 6])).toBe('mọi ngày')
    expect(weekdaysWords([1, 2, 3, 4, 5])).toBe('Thứ Hai đến Thứ Sáu')
    expect(weekdaysWords([5, 1, 7])).toBe('T2, T6, CN')
  })

  test('stand on every date that they touch, earliest first', () => {
    const taken = (title: string, date: string, from: string, until: string) => ({
      title,
      startsAt: instantOf(date, from),
      endsAt: instantOf(date, until),
    })
    const occupied = [
      taken('chiều', '2026-11-22', '18:00', '18:30'),
      taken('sáng', '2026-11-22', '06:00', '06:30'),
      taken('hôm sau', '2026-11-23', '00:00', '00:30'),
    ]
    expect(occupiedOn('2026-11-22', occupied).map(({ title }) => title)).toEqual(['sáng', 'chiều'])
  })

  test('say their dates only where they have some', () => {
    expect(occupiedDatesWords(slot('a', { firstDate: '2026-11-01' }))).toBe('từ 01/11/2026')
    expect(occupiedDatesWords(slot('a', { firstDate: '2026-11-01', lastDate: '2026-11-30' }))).toBe(
      'từ 01/11/2026 đến 30/11/2026',
    )
  })

  test('a rest touches every date that it reaches into, unless it was lifted', () => {
    const rest: Pause = {
      id: 'p',
      reason: 'Quốc tang',
      from: instantOf('2026-11-21', '12:00'),
      until: instantOf('2026-11-23', '00:00'),
      made,
    }
    const dates = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']
    expect(dates.filter((date) => pausesOn(date, [rest]).length > 0)).toEqual(['2026-11-21', '2026-11-22'])
    expect(pausesOn('2026-11-21', [{ ...rest, lifted: made }])).toEqual([])
  })
})
