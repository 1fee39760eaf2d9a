import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../schedules/index.ts'
import { isWorkedOn, windowStateOn, windowsOn, wordsDueOn } from '../../../server/month/windows.ts'

const SA_DEC = {
  intake: { from: '2026-11-01', to: '2026-11-10' },
  review: { from: '2026-11-10', to: '2026-11-15' },
  airing: { from: '2026-11-15', to: '2026-11-30' },
}

describe('the windows of a month', () => {
  it.each([
    ['2026-10-31', ['ahead', 'ahead', 'ahead']],
    ['2026-11-01', ['open', 'ahead', 'ahead']],
    ['2026-11-07', ['open', 'ahead', 'ahead']],
    ['2026-11-08', ['closing', 'ahead', 'ahead']],
    ['2026-11-10', ['closing', 'open', 'ahead']],
    ['2026-11-15', ['over', 'closing', 'open']],
    ['2026-11-16', ['over', 'over', 'open']],
    ['2026-11-28', ['over', 'over', 'closing']],
    ['2026-12-01', ['over', 'over', 'over']],
  ])('stand on %s as %j: the last day of intake is the first of the review', (date, states) => {
    expect(windowsOn(SA_DEC, date).map(({ state }) => state)).toEqual(states)
  })

  it('are only those that the programme has', () => {
    expect(windowsOn({ intake: undefined, review: undefined, airing: undefined }, '2026-11-03')).toEqual([])
    expect(windowsOn({ ...SA_DEC, review: undefined }, '2026-11-03').map(({ name }) => name)).toEqual([
      'intake',
      'airing',
    ])
  })

  it('go from ahead over open and closing to over, and never back', () => {
    const order = ['ahead', 'open', 'closing', 'over']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -10, max: 60 }), (length, day) => {
        const window = { from: '2024-02-20', to: addDays('2024-02-20', length) }
        const date = addDays(window.from, day)
        const [state, next] = [windowStateOn(window, date), windowStateOn(window, addDays(date, 1))]
        expect(order.indexOf(next)).toBeGreaterThanOrEqual(order.indexOf(state))
        expect(state === 'open' || state === 'closing').toBe(window.from <= date && date <= window.to)
        expect(windowStateOn(window, window.to)).toBe('closing')
      }),
    )
  })

  it('say by when the words have to be ready: the end of the review, else the day before it may air', () => {
    expect(wordsDueOn(SA_DEC)).toBe('2026-11-15')
    expect(wordsDueOn({ ...SA_DEC, review: undefined })).toBe('2026-11-14')
    expect(wordsDueOn({ intake: SA_DEC.intake, review: undefined, airing: undefined })).toBeUndefined()
  })

  it('are worked on while intake or review is open', () => {
    expect(isWorkedOn(SA_DEC, '2026-11-12')).toBe(true)
    expect(isWorkedOn(SA_DEC, '2026-11-16')).toBe(false)
  })
})
