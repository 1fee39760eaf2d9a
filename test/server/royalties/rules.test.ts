import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../schedules/index.ts'
import type { RoyaltyKind, RoyaltyLine, RoyaltyRates } from '../../../server/contract/index.ts'
import type { Play } from '../../../server/plays/index.ts'
import { firstReads, firstWorks } from '../../../server/royalties/first-heard.ts'
import { isAsked } from '../../../server/royalties/ledger.ts'
import { type LineFacts, royaltyLine } from '../../../server/royalties/lines.ts'
import { dongOf, kindOfItem, PROPOSED_KINDS, ratesOn, standingTables } from '../../../server/royalties/rates.ts'
import { ledgerTabs, rateWords } from '../../../server/royalties/sheet.ts'
import { spanOfPeriod } from '../../../server/royalties/spans.ts'
import { sumOf, sumsBy } from '../../../server/royalties/sums.ts'

const set = { by: 'Kế toán', at: 1 }
const kind = (more: Partial<RoyaltyKind> = {}): RoyaltyKind => ({
  kindId: 'tin',
  name: 'Tin',
  itemKinds: ['item'],
  author: { amount: 50_000, measure: 'dong', basis: 'each' },
  reader: { amount: 0.1, measure: 'coefficient', basis: 'each' },
  ...more,
})
const table = (more: Partial<RoyaltyRates> = {}): RoyaltyRates => ({
  number: 1,
  from: '2026-01-01',
  decision: 'Quyết định số 01/QĐ-UBND',
  unitValueDong: 234_000,
  kinds: [kind()],
  set,
  ...more,
})
const facts = (more: Partial<LineFacts> = {}): LineFacts => ({
  lineId: 'w-1',
  role: 'author',
  title: 'Một cửa liên thông',
  programmeId: 'p',
  programmeName: 'Cải cách hành chính và cuộc sống',
  editionId: 'e',
  editionTitle: 'Cải cách hành chính và cuộc sống, tháng 11/2026',
  airedAt: Date.UTC(2026, 10, 17, 22, 15),
  airedOn: '2026-11-18',
  isOutside: false,
  words: 200,
  itemKind: 'item',
  person: 'Cộng tác viên 1',
  unitName: 'UBND Phường 1',
  isPaid: true,
  ...more,
})
const play = (at: number, itemIds: string[], more: Partial<Play> = {}): Play => ({
  editionId: `e${at}`,
  at,
  isOutside: false,
  itemIds: new Set(itemIds),
  sounds: new Set(),
  revisionId: 'r',
  reads: itemIds.map((itemId) => ({ itemId, takeId: `${itemId}-${at}` })),
  ...more,
})

describe('the days of a ledger', () => {
  it('are those of the calendar, or of the day with which the station closes', () => {
    expect(spanOfPeriod('2026-11', undefined)).toEqual({ from: '2026-11-01', to: '2026-11-30', title: 'tháng 11/2026' })
    expect(spanOfPeriod('2026-01', 14)).toEqual({
      from: '2025-12-15',
      to: '2026-01-14',
      title: 'tháng 1/2026 (15/12/2025 – 14/01/2026)',
    })
    expect(spanOfPeriod('2026-Q1', 14)).toMatchObject({ from: '2025-12-15', to: '2026-03-14' })
    expect(spanOfPeriod('2026', undefined)).toEqual({ from: '2026-01-01', to: '2026-12-31', title: 'năm 2026' })
  })

  it('leave no day out and take none twice: months make quarters, quarters make the year', () => {
    const cutOff = fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined })
    fc.assert(
      fc.property(fc.integer({ min: 2020, max: 2040 }), cutOff, (year, day) => {
        const months = Array.from({ length: 12 }, (_, place) =>
          spanOfPeriod(`${year}-${String(place + 1).padStart(2, '0')}`, day),
        )
        for (const [place, { from }] of months.entries()) {
          const before = months[place - 1]
          if (before) expect(from).toBe(addDays(before.to, 1))
        }
        for (const quarter of [1, 2, 3, 4]) {
          const { from, to } = spanOfPeriod(`${year}-Q${quarter}`, day)
          expect([from, to]).toEqual([months[quarter * 3 - 3]?.from, months[quarter * 3 - 1]?.to])
        }
        const whole = spanOfPeriod(String(year), day)
        expect([whole.from, whole.to]).toEqual([months[0]?.from, months[11]?.to])
      }),
    )
  })
})

describe('a table of rates', () => {
  const row = (number: number, from: string, decision: string | undefined) => ({
    number,
    from,
    rates: decision === undefined ? undefined : { decision, kinds: [kind()] },
    set,
  })

  it('holds from its day until the next one does; of one day the last word counts, a table called off never was', () => {
    const tables = standingTables([
      row(1, '2026-01-01', 'a'),
      row(2, '2026-07-01', 'b'),
      row(3, '2026-07-01', 'c'),
      row(4, '2026-09-01', 'd'),
      row(5, '2026-09-01', undefined),
    ])
    expect(tables.map(({ decision, from, to }) => [decision, from, to])).toEqual([
      ['a', '2026-01-01', '2026-06-30'],
      ['c', '2026-07-01', undefined],
    ])
    expect(ratesOn(tables, '2025-12-31')).toBeUndefined()
    expect(ratesOn(tables, '2026-06-30')?.decision).toBe('a')
    expect(ratesOn(tables, '2026-07-01')?.decision).toBe('c')
  })

  it('takes an item for the first kind that fits it by its place in the script and its length', () => {
    const of = (itemKind: 'item' | 'answer' | 'greeting', words: number) =>
      kindOfItem(PROPOSED_KINDS, { kind: itemKind, words })?.name
    expect(of('item', 300)).toBe('Tin')
    expect(of('item', 301)).toBe('Bài')
    expect(of('answer', 5000)).toBe('Hỏi – đáp')
    expect(of('greeting', 20)).toBe('Lời chào, điểm tin')
    expect(kindOfItem([], { kind: 'item', words: 1 })).toBeUndefined()
  })

  it('gives whole đồng, for each or by the word, in đồng or by the coefficient', () => {
    expect(dongOf({ amount: 50_000, measure: 'dong', basis: 'each' }, 9, undefined)).toBe(50_000)
    expect(dongOf({ amount: 150, measure: 'dong', basis: 'word' }, 321, undefined)).toBe(48_150)
    expect(dongOf({ amount: 0.3, measure: 'coefficient', basis: 'each' }, 9, 234_000)).toBe(70_200)
    expect(dongOf({ amount: 0.1, measure: 'coefficient', basis: 'each' }, 9, 234_005)).toBe(23_401)
    expect(dongOf({ amount: 0.3, measure: 'coefficient', basis: 'each' }, 9, undefined)).toBeUndefined()
  })

  it('is said as people write it', () => {
    expect(rateWords({ amount: 50_000, measure: 'dong', basis: 'each' })).toBe('50.000 đồng')
    expect(rateWords({ amount: 0.0015, measure: 'coefficient', basis: 'word' })).toBe('hệ số 0,0015 mỗi chữ')
  })
})

describe('what was heard for the first time', () => {
  it('is a work once, with its first airing, wherever and however often it is repeated', () => {
    const works = firstWorks([play(3, ['a', 'b']), play(1, ['a']), play(2, ['c'])], (itemId) =>
      itemId === 'c' ? 'a' : itemId,
    )
    expect(works.map(({ workId, play: { at } }) => [workId, at])).toEqual([
      ['a', 1],
      ['b', 3],
    ])
  })

  it('is one work in all its parts', () => {
    const [work] = firstWorks([play(1, ['part 1', 'part 2'])], () => 'the submission')
    expect(work).toMatchObject({ workId: 'the submission', itemIds: ['part 1', 'part 2'] })
  })

  it('is a read once for each reader of an item, whichever take of theirs sounded', () => {
    const plays = [play(1, ['a']), play(2, ['a', 'b']), play(3, ['a'])]
    const readers: Record<string, string> = { 'a-1': 'lan', 'a-2': 'lan', 'b-2': 'lan', 'a-3': 'tư' }
    expect(
      firstReads(plays, (takeId) => readers[takeId]).map(({ itemId, readerId, play: { at } }) => [
        itemId,
        readerId,
        at,
      ]),
    ).toEqual([
      ['a', 'lan', 1],
      ['b', 'lan', 2],
      ['a', 'tư', 3],
    ])
    expect(firstReads(plays, () => undefined)).toEqual([])
  })

  it('never depends on the order in which airings are told', () => {
    const heard = fc.array(fc.record({ at: fc.nat(50), items: fc.subarray(['a', 'b', 'c', 'd']) }), { maxLength: 12 })
    fc.assert(
      fc.property(heard, fc.infiniteStream(fc.nat()), (told, order) => {
        const plays = told.map(({ at, items }) => play(at, items))
        const keys = order.take(plays.length)
        const shuffled = plays.map((one) => ({ one, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key)
        const seen = (list: Play[]) =>
          firstWorks(list, (id) => id)
            .map(({ workId, play: { at } }) => `${workId} ${at}`)
            .sort()
        expect(seen(shuffled.map(({ one }) => one))).toEqual(seen(plays))
      }),
    )
  })
})

describe('a line of the ledger', () => {
  it('is reckoned by the table in force on the day of the first airing', () => {
    const tables = [
      table({ to: '2026-11-17' }),
      table({ from: '2026-11-18', kinds: [kind({ author: { amount: 60_000, measure: 'dong', basis: 'each' } })] }),
    ]
    expect(royaltyLine(facts(), tables, undefined)).toMatchObject({ kindName: 'Tin', amountDong: 60_000 })
    expect(royaltyLine(facts({ airedOn: '2026-11-17' }), tables, undefined)).toMatchObject({ amountDong: 50_000 })
    expect(royaltyLine(facts({ role: 'reader' }), tables, undefined)).toMatchObject({ amountDong: 23_400 })
  })

  it('says why it has no amount', () => {
    const lack = (more: Partial<LineFacts>, tables: RoyaltyRates[]) => royaltyLine(facts(more), tables, undefined).lack
    expect(lack({}, [])).toBe('no-rates')
    expect(royaltyLine(facts(), [], undefined).kindName).toBe('Tin')
    expect(lack({ itemKind: 'notice' }, [table()])).toBe('no-kind')
    expect(lack({ role: 'reader' }, [table({ kinds: [{ kindId: 'tin', name: 'Tin', itemKinds: ['item'] }] })])).toBe(
      'not-due',
    )
    expect(lack({ isPaid: false }, [table()])).toBe('not-paid')
  })

  it('is what a person says of it, and keeps what the books had', () => {
    const correction = { number: 2, set, person: 'Cộng tác viên 2', amountDong: 75_000, note: 'Bài hay' }
    expect(royaltyLine(facts(), [table()], correction)).toMatchObject({
      person: 'Cộng tác viên 2',
      unitName: 'UBND Phường 1',
      amountDong: 75_000,
      noted: { person: 'Cộng tác viên 1', kindId: 'tin', isPaid: true },
      correction: { note: 'Bài hay' },
    })
    expect(royaltyLine(facts(), [], { number: 1, set, amountDong: 0 })).toMatchObject({ amountDong: 0 })
    expect(royaltyLine(facts(), [table()], { number: 1, set, isPaid: false })).toMatchObject({ lack: 'not-paid' })
    expect(royaltyLine(facts({ isPaid: false }), [table()], { number: 1, set, isPaid: true })).toMatchObject({
      amountDong: 50_000,
    })
    expect(royaltyLine(facts(), [table()], { number: 1, set, kindId: 'gone' }).lack).toBe('no-kind')
  })

  it('is found by its words with or without marks, by whose it is and by what is wanting', () => {
    const line = royaltyLine(facts(), [], undefined)
    expect(isAsked(line, { period: '2026-11', words: 'mot cua phuong' })).toBe(true)
    expect(isAsked(line, { period: '2026-11', words: 'điện' })).toBe(false)
    expect(isAsked(line, { period: '2026-11', role: 'reader' })).toBe(false)
    expect(isAsked(line, { period: '2026-11', state: 'unknown' })).toBe(true)
    expect(isAsked(line, { period: '2026-11', state: 'nameless' })).toBe(false)
    expect(isAsked(line, { period: '2026-11', state: 'corrected' })).toBe(false)
    expect(isAsked(line, { period: '2026-11', state: 'not-paid' })).toBe(false)
  })
})

describe('sums', () => {
  const line = fc
    .record({
      role: fc.constantFrom('author' as const, 'reader' as const),
      person: fc.constantFrom('Đào Văn', 'đào văn', 'Ân', undefined),
      words: fc.nat(2000),
      amount: fc.option(fc.nat(1_000_000), { nil: undefined }),
    })
    .map(({ role, person, words, amount }): RoyaltyLine => {
      const tables = [table({ kinds: amount === undefined ? [] : [kind()] })]
      const correction = amount === undefined ? undefined : { number: 1, set, amountDong: amount }
      return royaltyLine(facts({ role, words, person }), tables, correction)
    })

  it('of people make the sum of all: nobody is left out, nobody counts twice, what is unknown is only counted', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const people = sumsBy(lines, ({ person }) => person)
        const all = sumOf(lines)
        expect(people.reduce((sum, { totalDong }) => sum + totalDong, 0)).toBe(all.totalDong)
        expect(people.reduce((sum, { works, reads }) => sum + works + reads, 0)).toBe(lines.length)
        expect(all.workDong + all.readDong).toBe(all.totalDong)
        expect(all.unknown).toBe(lines.filter(({ lack }) => lack !== undefined).length)
        expect(people.map(({ name }) => name?.toLocaleLowerCase('vi'))).toEqual(
          ['ân', 'đào văn', undefined].filter((name) =>
            lines.some(({ person }) => person?.toLocaleLowerCase('vi') === name),
          ),
        )
      }),
    )
  })

  it('stand in the workbook with the lines behind them and the rates', () => {
    const lines = [
      royaltyLine(facts(), [table()], undefined),
      royaltyLine(
        facts({ lineId: 'r-1', role: 'reader', person: 'Chị Lan', durationMs: 90_000 }),
        [table()],
        undefined,
      ),
    ]
    const people = sumsBy(lines, ({ person }) => person)
    const tabs = ledgerTabs({
      period: '2026-11',
      title: 'tháng 11/2026',
      from: '2026-11-01',
      to: '2026-11-30',
      isOver: true,
      lines,
      lineCount: 2,
      people,
      units: [],
      kinds: [],
      total: sumOf(lines),
      rates: [table()],
      notes: [],
    })
    expect(tabs.map(({ name }) => name)).toEqual([
      'Theo người',
      'Theo đơn vị',
      'Theo thể loại',
      'Tác phẩm',
      'Bản đọc',
      'Mức chi',
    ])
    expect(tabs[0]?.rows.at(-1)).toEqual([undefined, 'Cộng', 1, 200, 50_000, 1, 200, 1.5, 23_400, 73_400, undefined])
    expect(tabs[3]?.rows[0]?.slice(2, 10)).toEqual([
      'Một cửa liên thông',
      'Cộng tác viên 1',
      'UBND Phường 1',
      'Tin',
      200,
      '50.000 đồng',
      50_000,
      'Cải cách hành chính và cuộc sống, tháng 11/2026',
    ])
    expect(tabs[4]?.columns.map(({ title }) => title)).toContain('Phút')
    for (const { columns, rows } of tabs) for (const row of rows) expect(row).toHaveLength(columns.length)
  })
})
