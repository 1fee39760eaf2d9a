import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePeriods } from '../../../schedules/index.ts'
import type { ReviewDecision, ReviewItem } from '../../../server/contract/index.ts'
import { partsOf } from '../../../server/review/parts.ts'
import {
  type Decision,
  decisionsOf,
  extendScript,
  heldInto,
  inReviewOrder,
  totalOf,
} from '../../../server/review/rules.ts'

const decided = (
  placementId: string,
  period: string,
  decision: ReviewDecision | undefined,
  at: number,
  placedPeriod = '2026-09',
): Decision => ({ placementId, placedPeriod, period, decision, reason: undefined, decided: { by: 'Chị Lan', at } })

const PERIODS = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01']
const decision = fc.constantFrom<ReviewDecision | undefined>('chosen', 'held', 'refused', undefined)
const history = fc
  .array(fc.record({ placementId: fc.constantFrom('a', 'b', 'c'), period: fc.constantFrom(...PERIODS), decision }), {
    maxLength: 25,
  })
  .map((made) => made.map((one, at) => decided(one.placementId, one.period, one.decision, at)))

describe('what a meeting decided', () => {
  it('is the newest decision on each item in that period, in whichever order they are found', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...PERIODS), (made, period) => {
        const standing = decisionsOf(made.toReversed(), period)
        for (const placementId of ['a', 'b', 'c']) {
          const newest = made.findLast((one) => one.placementId === placementId && one.period === period)
          expect(standing.get(placementId)?.decision).toBe(newest?.decision)
        }
      }),
    )
  })

  it('says nothing of the same item in another period', () => {
    const made = [decided('a', '2026-11', 'held', 1), decided('a', '2026-12', 'chosen', 2)]
    expect(decisionsOf(made, '2026-11').get('a')?.decision).toBe('held')
    expect(decisionsOf(made, '2026-12').get('a')?.decision).toBe('chosen')
  })
})

describe('what was held', () => {
  it('comes back in the next period, and in those after it until a meeting decides otherwise', () => {
    const held = [decided('a', '2026-11', 'held', 1)]
    const back = (made: Decision[], period: string) => heldInto(made, period).map(({ placementId }) => placementId)
    expect([back(held, '2026-11'), back(held, '2026-12'), back(held, '2027-03')]).toEqual([[], ['a'], ['a']])
    const chosen = [...held, decided('a', '2026-12', 'chosen', 2)]
    expect([back(chosen, '2026-12'), back(chosen, '2027-01')]).toEqual([['a'], []])
    expect(back([...held, decided('a', '2026-11', undefined, 2)], '2026-12')).toEqual([])
    expect(back([...held, decided('a', '2026-12', undefined, 2)], '2027-01')).toEqual(['a'])
  })

  it('comes back across weeks, months and the turn of the year', () => {
    const made = [decided('a', '2026-W53', 'held', 1, '2026-W53'), decided('b', '2026-11', 'held', 1)]
    expect(
      heldInto(made, '2027-W01')
        .map(({ placementId }) => placementId)
        .toSorted(),
    ).toEqual(['a', 'b'])
    expect(heldInto(made, '2026-W52').map(({ placementId }) => placementId)).toEqual(['b'])
  })

  it('is exactly what the last meeting before it that decided left open', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...PERIODS), (made, period) => {
        const back = heldInto(made, period).map(({ placementId }) => placementId)
        for (const placementId of ['a', 'b', 'c']) {
          const last = PERIODS.filter((one) => comparePeriods(one, period) < 0)
            .toReversed()
            .map((one) => decisionsOf(made, one).get(placementId)?.decision)
            .find((one) => one !== undefined)
          expect(back.includes(placementId)).toBe(last === 'held')
        }
      }),
    )
  })
})

describe('the table of a meeting', () => {
  const on = (placementId: string, taken?: ReviewDecision) => ({ placementId, ...(taken && { decision: taken }) })

  it('lies in the order that was put, the chosen first, what nobody put anywhere behind as it was received', () => {
    const items = [
      on('a'),
      on('b', 'chosen'),
      on('c', 'chosen'),
      on('d', 'refused'),
      on('e', 'held'),
      on('f', 'chosen'),
    ]
    expect(inReviewOrder(items, ['c', 'b']).map(({ placementId }) => placementId)).toEqual([
      'c',
      'b',
      'f',
      'a',
      'e',
      'd',
    ])
  })

  it('holds each item once, whatever was put', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'x'))
    fc.assert(
      fc.property(ids, fc.array(decision, { minLength: 4, maxLength: 4 }), (order, taken) => {
        const items = ['a', 'b', 'c', 'd'].map((id, at) => on(id, taken[at]))
        expect(
          inReviewOrder(items, order)
            .map(({ placementId }) => placementId)
            .toSorted(),
        ).toEqual(['a', 'b', 'c', 'd'])
      }),
    )
  })
})

describe('how long the edition will be', () => {
  const item = (ms: number, more: Partial<ReviewItem> = {}): ReviewItem => ({
    placementId: `p${ms}`,
    submissionId: 's',
    receiptCode: 'c',
    title: 'Tin',
    source: 'unit',
    text: '',
    syllables: 1,
    estimatedMs: ms,
    isLate: false,
    isInRota: true,
    files: [],
    alike: [],
    warnings: [],
    ...more,
  })
  const inScript = { itemId: 'i', number: 1, title: 'Tin', estimatedMs: 90_000 }

  it('counts what is chosen as it stands in the script, and what the script has besides', () => {
    const items = [
      item(60_000, { decision: 'chosen', inScript }),
      item(30_000, { decision: 'chosen' }),
      item(500_000, { decision: 'held' }),
      item(500_000),
    ]
    const script = [
      { itemId: 'i', estimatedMs: 90_000 },
      { itemId: 'greeting', estimatedMs: 15_000 },
    ]
    expect(totalOf(items, script, 135_000)).toEqual({
      chosen: 2,
      chosenMs: 120_000,
      besidesMs: 15_000,
      normMs: 135_000,
      fit: 'fits',
    })
  })

  it.each([
    [900_000, 870_000, 'fits'],
    [900_000, 869_000, 'short'],
    [900_000, 931_000, 'long'],
    [300_000, 309_000, 'fits'],
    [300_000, 309_001, 'long'],
    [undefined, 300_000, 'unknown'],
    [300_000, 0, 'unknown'],
  ])('against a norm of %s ms, %s ms is %s', (normMs, ms, fit) => {
    expect(totalOf(ms === 0 ? [] : [item(ms, { decision: 'chosen' })], [], normMs).fit).toBe(fit)
  })
})

describe('a text in parts', () => {
  it('is whole again, no part too long, and none empty unless all of it is', () => {
    const text = fc
      .array(fc.constantFrom('Một', 'cửa.', ' ', '\n', '\n\n', '😀', 'phường 1!'), { maxLength: 200 })
      .map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 60 }), (written, longest) => {
        const parts = partsOf(written, longest)
        expect(parts.join('').replace(/\s/g, '')).toBe(written.replace(/\s/g, ''))
        expect(parts.every((part) => part.length <= longest && part.isWellFormed())).toBe(true)
        expect(parts.includes('')).toBe(written.trim() === '')
      }),
    )
  })

  it('is parted between paragraphs, else between sentences', () => {
    expect(partsOf('Một hai.\n\nBa bốn.\n\nNăm.', 20)).toEqual(['Một hai.\n\nBa bốn.', 'Năm.'])
    expect(partsOf('Một hai ba bốn. Năm sáu bảy tám.', 20)).toEqual(['Một hai ba bốn.', 'Năm sáu bảy tám.'])
  })
})

describe('what goes into a script', () => {
  interface Line {
    itemId: string
    kind?: string
  }
  const line = (itemId: string, kind = 'item'): Line => ({ itemId, kind })
  const added = (itemId: string) => ({ itemId, added: line(itemId) })
  const names = (items: readonly Line[]) => items.map(({ itemId }) => itemId)

  it('stands beside its neighbours of the meeting, and at the end before the farewell', () => {
    const script = [line('chào', 'greeting'), line('b'), line('d'), line('kết', 'sign-off')]
    const chosen = [added('a'), { itemId: 'b' }, added('c'), { itemId: 'd' }, added('e')]
    expect(names(extendScript(script, chosen))).toEqual(['chào', 'a', 'b', 'c', 'd', 'e', 'kết'])
    expect(names(extendScript([line('chào', 'greeting'), line('kết', 'sign-off')], [added('a'), added('b')]))).toEqual([
      'chào',
      'a',
      'b',
      'kết',
    ])
  })

  it('leaves what is there in its order, loses nothing and brings nothing in twice', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'))
    fc.assert(
      fc.property(ids, ids, (there, chosen) => {
        const script = there.map((id) => line(id))
        const extended = names(
          extendScript(
            script,
            chosen.map((id) => (there.includes(id) ? { itemId: id } : added(id))),
          ),
        )
        expect(extended.filter((id) => there.includes(id))).toEqual(there)
        expect(extended.toSorted()).toEqual([...new Set([...there, ...chosen])].toSorted())
      }),
    )
  })

  it('follows the meeting’s order where the script is empty', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), (ids) => {
        expect(names(extendScript([], ids.map(added)))).toEqual(ids)
      }),
    )
  })
})
