import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCalendarDate } from '../../../schedules/index.ts'
import { dueOf, taskStateOf } from '../../../server/tasks/due.ts'

describe('the last day of a time', () => {
  it.each([
    ['31/12/2024', '2024-12-31'],
    ['Trước ngày 30/6/2024', '2024-06-30'],
    ['Từ 01/3/2024 đến 15/4/2024', '2024-04-15'],
    ['Trước 15/11', '2024-11-15'],
    ['15-30/6', '2024-06-30'],
    ['ngày 30 tháng 6 năm 2025', '2025-06-30'],
    ['05-11-2024', '2024-11-05'],
    ['Tháng 2', '2024-02-29'],
    ['Tháng 3/2024', '2024-03-31'],
    ['Tháng 3.2024', '2024-03-31'],
    ['Tháng 3 - 6', '2024-06-30'],
    ['Từ tháng 4 đến tháng 9/2024', '2024-09-30'],
    ['Quý I', '2024-03-31'],
    ['Quý II/2024', '2024-06-30'],
    ['Quý II, III/2024', '2024-09-30'],
    ['Quý I/2024 và Quý III/2024', '2024-09-30'],
    ['quý 1-quý 4', '2024-12-31'],
    ['Quý IV năm 2024 - Quý I năm 2025', '2025-03-31'],
    ['Tháng 11/2024 - tháng 2/2025', '2025-02-28'],
    ['6 tháng đầu năm', '2024-06-30'],
    ['06 tháng cuối năm 2024', '2024-12-31'],
    ['9 tháng', '2024-09-30'],
    ['Trong năm 2024', '2024-12-31'],
    ['Cả năm', '2024-12-31'],
  ])('“%s” is %s', (time, date) => {
    expect(dueOf(time, 2024)).toBe(date)
  })

  it.each(['Thường xuyên', 'Hằng tháng', 'hàng quý', 'Định kỳ', 'Khi có yêu cầu', 'Đột xuất', '', 'Theo quy định'])(
    '“%s” is none',
    (time) => {
      expect(dueOf(time, 2024)).toBeUndefined()
    },
  )

  it('is a day that exists, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 2000, max: 2199 }), (time, year) => {
        const due = dueOf(time, year)
        if (due !== undefined) expect(isCalendarDate(due)).toBe(true)
      }),
    )
  })
})

describe('how a task stands', () => {
  const state = (dueOn: string | undefined, today: string, isDone = false, time = '') =>
    taskStateOf({ isDone, dueOn, time }, today)

  it('is late after its day, never on it, and done is done', () => {
    expect(state('2024-06-30', '2024-06-30')).toBe('due-soon')
    expect(state('2024-06-30', '2024-07-01')).toBe('overdue')
    expect(state('2024-06-30', '2024-07-01', true)).toBe('done')
  })

  it('is called to mind fourteen days before', () => {
    expect([state('2024-06-30', '2024-06-16'), state('2024-06-30', '2024-06-15')]).toEqual(['due-soon', 'open'])
  })

  it('without a day is never late', () => {
    expect([state(undefined, '2030-01-01', false, 'Thường xuyên'), state(undefined, '2030-01-01')]).toEqual([
      'ongoing',
      'open',
    ])
  })
})
