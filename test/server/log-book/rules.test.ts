import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asRunOf, type OnAirEvent } from '../../../schedules/index.ts'
import { courseOf } from '../../../server/airings/course.ts'
import { isToldByItsEnds } from '../../../server/airings/view.ts'
import type { LogLine } from '../../../server/contract/index.ts'
import {
  type ApprovalRow,
  approvalAt,
  itemsThatSounded,
  linesAsked,
  soundedFromLoudspeakers,
} from '../../../server/log-book/rules.ts'

const approval = (more: Partial<ApprovalRow> = {}): ApprovalRow => ({
  editionId: 'e',
  revisionId: 'r1',
  revisionNumber: 1,
  approver: 'Chủ tịch',
  at: 100,
  means: 'pin',
  withdrawnAt: undefined,
  ...more,
})
const sounded = { editionId: 'e', revisionId: 'r1', at: 200 }

describe('who had approved what sounded', () => {
  it('is whoever approved that revision before it sounded, whatever was approved of others', () => {
    const others = [
      approval({ revisionId: 'r2', revisionNumber: 2, approver: 'Phó Chủ tịch' }),
      approval({ editionId: 'f' }),
    ]
    expect(approvalAt([...others, approval()], sounded)).toEqual({
      approver: 'Chủ tịch',
      at: 100,
      means: 'pin',
      revisionNumber: 1,
    })
    expect(approvalAt(others, sounded)).toBeUndefined()
    expect(approvalAt([approval({ at: 201 })], sounded)).toBeUndefined()
  })

  it('stood when it sounded, though it was taken back since; one taken back before does not', () => {
    expect(approvalAt([approval({ withdrawnAt: 201 })], sounded)?.approver).toBe('Chủ tịch')
    expect(approvalAt([approval({ withdrawnAt: 150 })], sounded)).toBeUndefined()
    const again = approval({ at: 160, approver: 'Phó Chủ tịch' })
    expect(approvalAt([approval({ withdrawnAt: 150 }), again], sounded)?.approver).toBe('Phó Chủ tịch')
  })

  it('is of the newest revision that was approved by then, where it is not known which one sounded', () => {
    const rows = [
      approval({ revisionNumber: 2, revisionId: 'r2' }),
      approval(),
      approval({ revisionNumber: 3, at: 300 }),
    ]
    expect(approvalAt(rows, { ...sounded, revisionId: undefined })?.revisionNumber).toBe(2)
  })
})

describe('what sounded', () => {
  const reads = [
    { itemId: 'a', takeId: 't1', mediaSha256: 'sound of a' },
    { itemId: 'b', takeId: 't2', mediaSha256: 'sound of b' },
  ]
  const items = [
    { itemId: 'b', title: 'Tin hai', unitName: undefined },
    { itemId: 'a', title: 'Tin một', unitName: 'UBND Phường 1' },
  ]
  const readers = new Map([['t1', { displayName: 'Phát thanh viên' }]])
  const part = (role: string, sha256: string, title = 'Phần') => ({ role, title, sha256 })

  it('is told in the order of the sound, each item once, with who read it where that is known', () => {
    const parts = [
      part('intro', 'music'),
      part('item', 'sound of b'),
      part('item', 'sound of a'),
      part('item', 'sound of b'),
    ]
    expect(itemsThatSounded({ reads, parts }, items, readers)).toEqual([
      { title: 'Tin hai' },
      { title: 'Tin một', unitName: 'UBND Phường 1', reader: 'Phát thanh viên' },
    ])
  })

  it('holds announcements and works of the library, and no music', () => {
    const parts = [
      part('hotline', 's1', 'Đường dây nóng'),
      part('sting', 's2'),
      part('outro', 's3'),
      part('filler', 's4', 'Tác phẩm'),
    ]
    expect(itemsThatSounded({ reads, parts }, items, readers).map(({ title }) => title)).toEqual([
      'Đường dây nóng',
      'Tác phẩm',
    ])
  })
})

const line = (more: Partial<LogLine> = {}): LogLine => ({
  airingId: 'l',
  editionId: 'e',
  programmeId: 'p',
  programmeName: 'Bản tin',
  editionTitle: 'Bản tin, tháng 11/2026',
  plannedAt: 1,
  outcome: 'aired',
  note: '',
  items: [],
  readers: [],
  notes: [],
  ...more,
})
const note = { id: 'n', text: 'Mất điện ở Phường 2', made: { by: 'Kỹ thuật viên', at: 5 } }

describe('the lines that are asked for', () => {
  const lines = [
    line({ airingId: 'a', programmeName: 'Đài cơ sở', programmeId: 'q', plannedAt: 1 }),
    line({ airingId: 'b', plannedAt: 2, items: [{ title: 'Cấp căn cước' }], readers: ['Chị Lan'] }),
    line({ airingId: 'c', plannedAt: 3, outcome: 'missed', notes: [note] }),
  ]
  const ids = (...asked: Parameters<typeof linesAsked>[1][]) =>
    asked.map((one) => linesAsked(lines, one).map(({ airingId }) => airingId))

  it('are narrowed by programme, outcome, what was added, and by words with or without marks', () => {
    expect(
      ids(
        { programmeId: 'q' },
        { outcome: 'missed' },
        { outcome: 'with-notes' },
        { words: 'can cuoc' },
        { words: 'lan' },
        { words: 'mat dien phuong 2' },
        {},
      ),
    ).toEqual([['a'], ['c'], ['c'], ['b'], ['b'], ['c'], ['a', 'b', 'c']])
  })

  it('stand by time as they come, or by programme as a Vietnamese list does', () => {
    expect(ids({ order: 'time' }, { order: 'programme' })).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c', 'a'],
    ])
  })

  it('sound from loudspeakers as long as the journal says, and not at all into the null device', () => {
    expect(soundedFromLoudspeakers([line({ soundedMs: 5 }), line({ soundedMs: 7, deviceIsNull: true }), line()])).toBe(
      5,
    )
  })
})

describe('the ten-second lines of the journal', () => {
  const device = { id: 'd', name: 'Loa', isNull: false }
  const named = (event: string, details: fc.Arbitrary<object> = fc.constant({})) =>
    details.map((told) => ({ event, details: told }))
  const begun = named(
    'first-sample',
    fc.nat(50_000).map((offsetMs) => ({ offsetMs, device, masterSha256: 'm' })),
  )
  const meanwhile = fc.array(fc.oneof(named('sounding', fc.record({ positionMs: fc.nat(60_000) })), named('xrun')), {
    maxLength: 6,
  })
  const ended = fc
    .constantFrom('last-sample', 'stopped', 'displaced')
    .chain((name) => named(name, fc.record({ soundedMs: fc.nat(60_000), by: fc.constant('e') })))
  const over = named('outcome', fc.record({ outcome: fc.constantFrom('aired', 'partial', 'stopped') }))
  const inOrder = (events: readonly { event: string; details: object }[]) =>
    events.map((one, place) => ({ ...one, at: place * 10_000, airingId: 'a' })) as OnAirEvent[]

  it('say nothing more of an airing that is told by its ends', () => {
    fc.assert(
      fc.property(begun, meanwhile, ended, over, (first, between, last, end) => {
        const whole = inOrder([first, ...between, last, end])
        const short = whole.filter(({ event }) => event !== 'sounding')
        expect(isToldByItsEnds(short)).toBe(true)
        expect(asRunOf('a', short)).toEqual(asRunOf('a', whole))
        expect(courseOf(short).displacements).toEqual(courseOf(whole).displacements)
      }),
    )
  })

  it('are read where an airing is not over, came back, or has no last word that says how long', () => {
    const [first, back, last, outcome] = [
      { event: 'first-sample', details: {} },
      { event: 'resumed', details: {} },
      { event: 'last-sample', details: { soundedMs: 5 } },
      { event: 'outcome', details: { outcome: 'aired' } },
    ]
    for (const events of [
      [first, last],
      [first, back, last, outcome],
      [first, first, last, outcome],
      [first, outcome],
      [first, { event: 'last-sample', details: {} }, outcome],
    ]) {
      expect(isToldByItsEnds(inOrder(events))).toBe(false)
    }
    expect(isToldByItsEnds(inOrder([outcome]))).toBe(true)
    expect(isToldByItsEnds([])).toBe(false)
  })
})
