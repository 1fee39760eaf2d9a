import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../schedules/index.ts'
import { holdsIn, postedWithin, quotaPeriodName, quotaSpan, standingOf } from '../../../server/postings/quotas/rules.ts'

const PERIODS = ['month', 'quarter', 'half-year', 'year'] as const
const date = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days))

describe('the days that a quota counts', () => {
  it('hold the day asked for, meet without a gap and never overlap, whatever the cut-off day is', () => {
    const cutOff = fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined })
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), date, cutOff, (per, on, cutOffDay) => {
        const span = quotaSpan(per, on, cutOffDay)
        expect(span.from <= on && on <= span.to).toBe(true)
        expect(quotaSpan(per, span.from, cutOffDay)).toEqual(span)
        expect(quotaSpan(per, span.to, cutOffDay)).toEqual(span)
        expect(quotaSpan(per, addDays(span.to, 1), cutOffDay).from).toBe(addDays(span.to, 1))
        expect(quotaPeriodName(per, span.from, cutOffDay)).toBe(quotaPeriodName(per, span.to, cutOffDay))
      }),
    )
  })

  it.each([
    ['month', '2026-11-14', '2026-10-15', '2026-11-14', 'tháng 11/2026'],
    ['month', '2026-11-15', '2026-11-15', '2026-12-14', 'tháng 12/2026'],
    ['quarter', '2026-12-14', '2026-09-15', '2026-12-14', 'quý IV/2026'],
    ['half-year', '2026-01-02', '2025-12-15', '2026-06-14', '6 tháng đầu năm 2026'],
    ['year', '2026-12-15', '2026-12-15', '2027-12-14', 'năm 2027'],
  ] as const)('%s around %s, closed with the 14th', (per, on, from, to, name) => {
    expect(quotaSpan(per, on, 14)).toEqual({ from, to })
    expect(quotaPeriodName(per, on, 14)).toBe(name)
  })

  it.each([
    ['month', '2024-02-29', '2024-02-01', '2024-02-29', 'tháng 2/2024'],
    ['quarter', '2026-11-18', '2026-10-01', '2026-12-31', 'quý IV/2026'],
    ['half-year', '2026-06-30', '2026-01-01', '2026-06-30', '6 tháng đầu năm 2026'],
    ['half-year', '2026-07-01', '2026-07-01', '2026-12-31', '6 tháng cuối năm 2026'],
    ['year', '2026-11-18', '2026-01-01', '2026-12-31', 'năm 2026'],
  ] as const)('%s around %s', (per, on, from, to, name) => {
    expect(quotaSpan(per, on)).toEqual({ from, to })
    expect(quotaPeriodName(per, on)).toBe(name)
  })

  it('are those in which the quota holds on some day', () => {
    const span = { from: '2026-11-01', to: '2026-11-30' }
    expect(holdsIn({ fromDate: '2026-11-30' }, span)).toBe(true)
    expect(holdsIn({ fromDate: '2026-12-01' }, span)).toBe(false)
    expect(holdsIn({ fromDate: '2026-01-01', toDate: '2026-11-01' }, span)).toBe(true)
    expect(holdsIn({ fromDate: '2026-01-01', toDate: '2026-10-31' }, span)).toBe(false)
  })
})

describe('what counts for a quota', () => {
  const span = { from: '2026-11-01', to: '2026-11-30' }
  const one = (more: object = {}) => ({
    submissionId: 's1',
    unitId: 'u1' as string | undefined,
    channelId: 'c1',
    on: '2026-11-12',
    ...more,
  })
  const quota = { unitId: 'u1', channelId: 'c1' }

  it('is an item of that unit on that channel in those days, once', () => {
    expect(postedWithin([one(), one(), one({ submissionId: 's2' })], quota, span)).toBe(2)
    expect(
      postedWithin([one({ unitId: 'u2' }), one({ channelId: 'c2' }), one({ on: '2026-12-01' })], quota, span),
    ).toBe(0)
  })

  it('counts in each channel that it was posted on', () => {
    const posted = [one(), one({ channelId: 'c2' })]
    expect(postedWithin(posted, quota, span)).toBe(1)
    expect(postedWithin(posted, { ...quota, channelId: 'c2' }, span)).toBe(1)
  })

  it('is the station’s own where it is of no unit', () => {
    expect(postedWithin([one({ unitId: undefined }), one()], { channelId: 'c1' }, span)).toBe(1)
  })

  it('meets it, leaves it open while there is time, and misses it afterwards', () => {
    expect(standingOf(1, 1, span, '2026-11-05')).toBe('met')
    expect(standingOf(2, 1, span, '2026-11-30')).toBe('open')
    expect(standingOf(2, 1, span, '2026-12-01')).toBe('missed')
  })
})
