import { describe, expect, it } from 'vitest'
import { instantOf } from '../../../web/dates.ts'
import { lastDateOf, linkStanding } from '../../../web/pages/wards/link-term.ts'

describe('for how long a ward’s link is given', () => {
  it('is without end, three months, a year, or until a date', () => {
    expect(lastDateOf('none', '2026-11-22', '2026-12-01')).toBeUndefined()
    expect(lastDateOf('three-months', '2026-11-22', undefined)).toBe('2027-02-22')
    expect(lastDateOf('year', '2028-02-29', undefined)).toBe('2029-02-28')
    expect(lastDateOf('three-months', '2026-11-30', undefined)).toBe('2027-02-28')
    expect(lastDateOf('date', '2026-11-22', '2026-12-01')).toBe('2026-12-01')
    expect(lastDateOf('date', '2026-11-22', undefined)).toBeUndefined()
  })

  it('is called out while there is time to prolong it, and when it is over', () => {
    const end = instantOf('2027-01-01', '00:00')
    expect(linkStanding(undefined, end)).toBeUndefined()
    expect(linkStanding(end, instantOf('2026-11-22', '08:00'))).toEqual({
      tone: 'plain',
      words: 'Dùng đến hết 31/12/2026',
    })
    expect(linkStanding(end, instantOf('2026-12-20', '08:00'))?.tone).toBe('due')
    expect(linkStanding(end, end)).toEqual({ tone: 'danger', words: 'Hết hạn từ 31/12/2026' })
  })
})
