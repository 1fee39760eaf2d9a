import { describe, expect, it } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import type { RegularKind } from '../../../server/contract/index.ts'
import { dueReports, type Received } from '../../../server/reports/due.ts'
import { type RecipientVersion, standingRecipients } from '../../../server/reports/recipients.ts'

const ZONE = 'Asia/Ho_Chi_Minh'

function said(on: string, version: Partial<Omit<RecipientVersion, 'set'>> & { recipientId: string }): RecipientVersion {
  return {
    name: `Nơi nhận ${version.recipientId}`,
    kinds: ['quarter'],
    scope: 'station',
    dueAfterDays: 5,
    isRetired: false,
    ...version,
    set: { by: 'Cán bộ tổng hợp', at: instantOf(on, '08:00', ZONE) },
  }
}

describe('who gets reports', () => {
  it('is what was said last, in the order in which they were first named, without those taken off the list', () => {
    const standing = standingRecipients([
      said('2026-03-01', { recipientId: 'b', name: 'Tên mới' }),
      said('2026-01-05', { recipientId: 'a' }),
      said('2026-01-06', { recipientId: 'b', name: 'Tên cũ' }),
      said('2026-01-07', { recipientId: 'c' }),
      said('2026-02-01', { recipientId: 'c', isRetired: true }),
    ])
    expect(standing.map(({ recipientId, name }) => [recipientId, name])).toEqual([
      ['a', 'Nơi nhận a'],
      ['b', 'Tên mới'],
    ])
  })

  it('wants a kind since it was first said so without a break, and anew when it is told of somebody else', () => {
    const since = (versions: RecipientVersion[]) =>
      Object.fromEntries(standingRecipients(versions)[0]?.since ?? new Map<RegularKind, string>())
    const a = said('2026-01-05', { recipientId: 'a' })
    const b = said('2026-03-01', { recipientId: 'a', kinds: ['quarter', 'year'] })
    expect(since([a, b])).toEqual({ quarter: '2026-01-05', year: '2026-03-01' })
    expect(since([a, said('2026-04-01', { recipientId: 'a', kinds: ['year'] })])).toEqual({ year: '2026-04-01' })
    expect(since([a, said('2026-05-01', { recipientId: 'a', scope: 'unit.u1' })])).toEqual({ quarter: '2026-05-01' })
    const away = said('2026-02-01', { recipientId: 'a', isRetired: true })
    expect(since([a, away, said('2026-06-01', { recipientId: 'a' })])).toEqual({ quarter: '2026-06-01' })
  })
})

describe('which reports are due', () => {
  const due = (
    versions: RecipientVersion[],
    today: string,
    { received = [], cutOffDay }: { received?: Received[]; cutOffDay?: number } = {},
  ) =>
    dueReports({ recipients: standingRecipients(versions), received, today, cutOffDay }).map(
      ({ span, from, to, dueOn, state, recipients }) => ({
        span:
          'part' in span ? `${span.kind} ${span.part}/${span.year}` : span.kind === 'year' ? `${span.year}` : 'days',
        days: `${from} – ${to}`,
        dueOn,
        state,
        to: recipients.map(({ id }) => id),
      }),
    )
  const a = said('2026-02-10', { recipientId: 'a' })

  it('begins with the period that was running when the recipient was named', () => {
    expect(due([a], '2026-04-03')).toEqual([
      { span: 'quarter 1/2026', days: '2026-01-01 – 2026-03-31', dueOn: '2026-04-05', state: 'due', to: ['a'] },
      { span: 'quarter 2/2026', days: '2026-04-01 – 2026-06-30', dueOn: '2026-07-05', state: 'coming', to: ['a'] },
    ])
  })

  it('is overdue once its day is over, and forgotten when it has long been', () => {
    expect(due([a], '2026-04-06').map(({ state }) => state)).toEqual(['overdue', 'coming'])
    expect(due([a], '2026-12-01').map(({ span }) => span)).toEqual([
      'quarter 2/2026',
      'quarter 3/2026',
      'quarter 4/2026',
    ])
  })

  it('is no longer once it was sent, to whom it was sent', () => {
    const b = said('2026-02-11', { recipientId: 'b', dueAfterDays: 2 })
    const received = [{ scope: 'station', span: '2026-Q1', recipientId: 'b' }]
    expect(due([a, b], '2026-04-03')[0]).toMatchObject({ dueOn: '2026-04-02', state: 'overdue', to: ['a', 'b'] })
    expect(due([a, b], '2026-04-03', { received })[0]).toMatchObject({ dueOn: '2026-04-05', state: 'due', to: ['a'] })
  })

  it('follows the day with which the office closes its periods', () => {
    expect(due([a], '2026-03-15', { cutOffDay: 14 })).toMatchObject([
      { span: 'quarter 1/2026', days: '2025-12-15 – 2026-03-14', dueOn: '2026-03-19', state: 'due' },
      { span: 'quarter 2/2026', days: '2026-03-15 – 2026-06-14', state: 'coming' },
    ])
    expect(due([said('2026-12-01', { recipientId: 'a' })], '2026-12-20', { cutOffDay: 14 })).toMatchObject([
      { span: 'quarter 4/2026' },
      { span: 'quarter 1/2027', state: 'coming' },
    ])
  })

  it('of a quarter, a half and a whole year that end on one day are three reports', () => {
    const all = said('2026-10-01', { recipientId: 'a', kinds: ['quarter', 'half-year', 'year'] })
    const over = due([all], '2027-01-02').filter(({ state }) => state === 'due')
    expect(over.map(({ span }) => span)).toEqual(['2026', 'half-year 2/2026', 'quarter 4/2026'])
  })

  it('is nothing for whoever wants reports only when asked', () => {
    expect(due([said('2026-02-10', { recipientId: 'a', kinds: [] })], '2026-04-03')).toEqual([])
  })
})
