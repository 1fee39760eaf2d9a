import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../schedules/index.ts'
import type { EditionSummary, MonthWork, MyRead, PersonFunction, StepName } from '../../../server/contract/index.ts'
import { byPressure, fallsTo, nextOf, type PeriodFacts, workOf } from '../../../server/month/work.ts'

const EVERY: PersonFunction[] = ['collector', 'editor', 'approver', 'announcer', 'technician', 'monitor']

const FACTS: PeriodFacts = {
  programmeId: 'p',
  programmeName: 'Cải cách hành chính và cuộc sống',
  period: '2026-11',
  periodTitle: 'tháng 11/2026',
  isPresent: true,
  windows: {
    intake: { from: '2026-11-01', to: '2026-11-10' },
    review: { from: '2026-11-10', to: '2026-11-15' },
    airing: { from: '2026-11-15', to: '2026-11-30' },
  },
  receipts: [receipt('Phòng Văn hóa và Thông tin', 1), receipt('Phòng Quản lý đô thị', 0)],
  lastUrgedOn: undefined,
  itemsUndecided: 0,
  itemsChosen: 0,
  itemsToBringIn: 0,
  edition: undefined,
  approval: 'none',
  nextAiringOn: undefined,
  myReads: [],
}

function receipt(unitName: string, itemsMissing: number) {
  return { unitId: unitName, unitName, itemsOwed: 1, itemsReceived: 1 - itemsMissing, itemsLate: 0, itemsMissing }
}

function edition(name: StepName, state: 'due' | 'problem' | 'waiting' = 'due'): EditionSummary {
  return {
    id: 'e',
    programmeId: 'p',
    programmeName: FACTS.programmeName,
    period: FACTS.period,
    title: 'Cải cách hành chính và cuộc sống, tháng 11/2026',
    steps: [{ name, state, note: '' }],
    nextStep: { name, label: `Làm bước ${name}` },
  }
}

const names = (works: readonly MonthWork[]) => works.map(({ work }) => work)
const due = (change: Partial<PeriodFacts>, today: string) => names(workOf({ ...FACTS, ...change }, today))

describe('what is due in a period', () => {
  it('is to open the edition as long as nobody has, from the first day of the period', () => {
    expect(due({}, '2026-11-01')).toEqual(['open'])
    expect(workOf(FACTS, '2026-11-01')[0]?.label).toBe('Mở kỳ tháng 11/2026')
    expect(due({ isPresent: false }, '2026-10-28')).toEqual([])
    expect(due({ receipts: [] }, '2026-12-01')).toEqual([])
    expect(due({ isPresent: false, edition: edition('air', 'waiting') }, '2026-11-10')).not.toContain('open')
  })

  it('is to urge from three days before intake ends until the review is over, and again three days after the last time', () => {
    const opened = { edition: edition('air', 'waiting') }
    expect(due(opened, '2026-11-06')).toEqual([])
    expect(due(opened, '2026-11-07')).toEqual(['urge'])
    expect(due(opened, '2026-11-15')).toEqual(['urge'])
    expect(due(opened, '2026-11-16')).toEqual([])
    expect(due({ ...opened, lastUrgedOn: '2026-11-08' }, '2026-11-10')).toEqual([])
    expect(due({ ...opened, lastUrgedOn: '2026-11-08' }, '2026-11-11')).toEqual(['urge'])
    expect(due({ ...opened, receipts: [receipt('Phòng Nội vụ', 0)] }, '2026-11-10')).toEqual([])
    expect(workOf({ ...FACTS, ...opened }, '2026-11-11')[0]).toMatchObject({
      label: 'Đôn đốc 1 đơn vị chưa gửi đủ tin, bài',
      dueOn: '2026-11-15',
      isLate: false,
      functions: ['collector', 'monitor'],
    })
  })

  it('is to review what nobody has decided on, once the review has begun', () => {
    const opened = { edition: edition('script'), itemsUndecided: 5, receipts: [] }
    expect(due(opened, '2026-11-09')).toEqual([])
    expect(due(opened, '2026-11-10')).toEqual(['review'])
    expect(due({ ...opened, itemsChosen: 2, itemsToBringIn: 2 }, '2026-11-10')).toEqual(['review', 'bring'])
    expect(workOf({ ...FACTS, ...opened }, '2026-11-12')[0]).toMatchObject({
      label: 'Thẩm định 5 tin, bài',
      dueOn: '2026-11-15',
      isLate: false,
    })
  })

  it('is to bring what was chosen later into the script too, until that is approved', () => {
    const chosen = { receipts: [], itemsChosen: 3, itemsToBringIn: 1 }
    expect(due({ ...chosen, edition: edition('script') }, '2026-11-12')).toEqual(['bring'])
    expect(due({ ...chosen, edition: edition('approval') }, '2026-11-12')).toEqual(['bring', 'submit'])
    const approved: EditionSummary = { ...edition('takes'), steps: [{ name: 'approval', state: 'done', note: '' }] }
    expect(due({ ...chosen, edition: approved }, '2026-11-12')).toEqual(['record'])
  })

  it('is to write the script once the review has begun, or at once where no unit has its turn', () => {
    const opened = { edition: edition('script') }
    expect(due(opened, '2026-11-05')).toEqual([])
    expect(due({ ...opened, receipts: [] }, '2026-11-05')).toEqual(['script'])
    expect(due({ ...opened, receipts: [receipt('Phòng Nội vụ', 0)] }, '2026-11-10')).toEqual(['script'])
  })

  it('is to submit, to approve or to put right, by how far the approval is', () => {
    const opened = { edition: edition('approval'), receipts: [] }
    expect(due(opened, '2026-11-12')).toEqual(['submit'])
    expect(due({ ...opened, approval: 'asked' }, '2026-11-12')).toEqual(['approve'])
    expect(due({ ...opened, approval: 'returned' }, '2026-11-12')).toEqual(['revise'])
  })

  it('is the sound by the day before the first airing, confirmed or not', () => {
    const facts = { ...FACTS, edition: edition('takes'), receipts: [] }
    expect(workOf(facts, '2026-11-12')).toMatchObject([{ work: 'record', dueOn: '2026-11-14' }])
    expect(workOf({ ...facts, nextAiringOn: '2026-11-18' }, '2026-11-18')).toMatchObject([
      { work: 'record', dueOn: '2026-11-17', isLate: true },
    ])
  })

  it('is to watch on the day of an airing and where something was lost, not while it only waits', () => {
    expect(due({ edition: edition('air', 'waiting'), receipts: [] }, '2026-11-17')).toEqual([])
    expect(due({ edition: edition('air', 'waiting'), receipts: [], nextAiringOn: '2026-11-17' }, '2026-11-17')).toEqual(
      ['watch'],
    )
    expect(due({ edition: edition('air', 'problem'), receipts: [] }, '2026-11-17')).toEqual(['watch'])
  })

  it('is what a person was given to read, theirs whatever their functions are', () => {
    const read: MyRead = {
      editionId: 'e',
      editionTitle: '',
      itemId: 'i',
      number: 3,
      title: 'Nộp hồ sơ trực tuyến',
      estimatedMs: 60_000,
      isOverdue: true,
      dueOn: '2026-11-13',
      undecidedTakes: 0,
    }
    const works = workOf({ ...FACTS, edition: edition('takes'), receipts: [], myReads: [read] }, '2026-11-14')
    expect(works.at(-1)).toMatchObject({ work: 'read', label: 'Đọc tiết mục 3: Nộp hồ sơ trực tuyến', itemId: 'i' })
    const mine = fallsTo(works, { functions: ['technician'] })
    expect(mine.filter(({ isMine }) => isMine).map(({ work }) => work)).toEqual(['read'])
    expect(nextOf(mine)).toMatchObject({ work: 'read', isLate: true })
  })
})

const date = fc.integer({ min: -20, max: 50 }).map((days) => addDays('2026-11-01', days))
const step = fc.constantFrom<StepName>('script', 'approval', 'takes', 'render', 'schedule', 'air', 'wards')
const facts = fc.record({
  isPresent: fc.boolean(),
  lastUrgedOn: fc.option(date, { nil: undefined }),
  itemsUndecided: fc.nat(5),
  itemsChosen: fc.nat(5),
  itemsToBringIn: fc.nat(2),
  edition: fc.option(
    fc.tuple(step, fc.constantFrom('due', 'problem', 'waiting')).map(([name, state]) => edition(name, state)),
    { nil: undefined },
  ),
  approval: fc.constantFrom('none', 'asked', 'returned'),
  nextAiringOn: fc.option(date, { nil: undefined }),
  receipts: fc.array(
    fc.nat(1).map((missing) => receipt(`đơn vị ${missing}`, missing)),
    { maxLength: 3 },
  ),
})
const functions = fc.uniqueArray(fc.constantFrom(...EVERY), { minLength: 1 })

describe('the one next step', () => {
  it('is the most pressing of what falls to a person, and there is one whenever anything does', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 4 }), date, functions, (periods, today, mine) => {
        const works = fallsTo(
          periods.flatMap((one) => workOf({ ...FACTS, ...one }, today)),
          { functions: mine },
        )
        const next = nextOf(works)
        expect(next !== undefined).toBe(works.some(({ isMine }) => isMine))
        if (next) expect(next.functions.some((one) => mine.includes(one))).toBe(true)
        const ordered = byPressure(works)
        expect(ordered).toHaveLength(works.length)
        expect(ordered.map(({ isMine }) => isMine)).toEqual(
          ordered.map(({ isMine }) => isMine).toSorted((a, b) => +b - +a),
        )
        for (const work of works) expect(work.isLate).toBe(work.dueOn !== undefined && work.dueOn < today)
      }),
    )
  })

  it('falls to somebody, whatever it is: a person with every function has all of it', () => {
    fc.assert(
      fc.property(facts, date, (one, today) => {
        const works = fallsTo(workOf({ ...FACTS, ...one }, today), { functions: EVERY })
        expect(works.every(({ isMine }) => isMine)).toBe(true)
      }),
    )
  })

  it('puts what is late first, then an unopened edition, then what is due sooner', () => {
    const late = { ...FACTS, edition: edition('approval'), receipts: [] }
    const soon = { ...FACTS, programmeName: 'B', edition: edition('takes'), receipts: [], nextAiringOn: '2026-11-25' }
    const works = [soon, late, { ...FACTS, receipts: [] }].flatMap((one) => workOf(one, '2026-11-16'))
    expect(names(byPressure(fallsTo(works, { functions: EVERY })))).toEqual(['submit', 'open', 'record'])
  })
})
