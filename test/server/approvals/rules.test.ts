import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  approversOf,
  type DecidedText,
  isWhollyApproved,
  saysTheSame,
  standingAnswers,
  standingsOf,
  stateOf,
} from '../../../server/approvals/rules.ts'

const answer = (number: number, itemId: string | undefined, more: Partial<Answer> = {}): Answer => ({
  number,
  itemId,
  answer: 'approved',
  by: 'Chủ tịch',
  at: number,
  means: 'pin',
  ...more,
})
const items = [{ itemId: 'a' }, { itemId: 'b' }]
const someAnswers = fc
  .array(fc.record({ itemId: fc.constantFrom('a', 'b', undefined), answer: fc.constantFrom('approved', 'returned') }), {
    maxLength: 12,
  })
  .map((given) => given.map((one, place) => answer(place + 1, one.itemId, { answer: one.answer as Answer['answer'] })))

describe('the answers to a request', () => {
  it('count by the newest of each item, in whichever order they are found', () => {
    fc.assert(
      fc.property(someAnswers, (given) => {
        const standing = standingAnswers(given.toReversed())
        expect([...standing.entries()].sort()).toEqual([...standingAnswers(given).entries()].sort())
        for (const [itemId, { number }] of standing) {
          expect(number).toBe(Math.max(...given.filter((one) => one.itemId === itemId).map((one) => one.number)))
        }
      }),
    )
  })

  it('approve a revision exactly when the newest answer of every item approves', () => {
    fc.assert(
      fc.property(someAnswers, (given) => {
        const last = (itemId: string) => given.findLast((one) => one.itemId === itemId)?.answer
        expect(isWhollyApproved(items, given)).toBe(last('a') === 'approved' && last('b') === 'approved')
      }),
    )
    expect(isWhollyApproved([], [])).toBe(false)
  })

  it('leave a request in exactly one state: what stands approved is, whatever else was said', () => {
    fc.assert(
      fc.property(
        someAnswers,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (answers, isApproved, isWithdrawn, isNewest) => {
          const state = stateOf({ answers, isApproved, isWithdrawn, isNewest })
          expect(state === 'approved').toBe(isApproved)
          if (!isApproved) expect(state === 'withdrawn').toBe(isWithdrawn)
          if (!isApproved && !isWithdrawn) expect(state === 'superseded').toBe(!isNewest)
          if (state === 'returned') expect(isWhollyApproved(items, answers)).toBe(false)
        },
      ),
    )
  })

  it('name everybody whose approval counts, once, in the order in which they gave it', () => {
    const given = [
      answer(1, 'a', { by: 'Phó Chủ tịch' }),
      answer(2, 'b', { by: 'Chủ tịch' }),
      answer(3, 'c', { by: 'Phó Chủ tịch' }),
      answer(4, 'd', { by: 'Trưởng phòng', answer: 'returned' }),
    ]
    expect(approversOf(given)).toBe('Phó Chủ tịch; Chủ tịch')
    expect(approversOf([...given, answer(5, 'a', { by: 'Chủ tịch' })])).toBe('Chủ tịch; Phó Chủ tịch')
  })

  it('say the same only when nothing differs', () => {
    const noted = [
      answer(1, 'a', { answer: 'returned', remark: 'Sửa câu đầu' }),
      answer(1, 'b'),
      answer(1, undefined, { remark: 'Gấp' }),
    ]
    const said = {
      items: [
        { itemId: 'b', answer: 'approved' as const },
        { itemId: 'a', answer: 'returned' as const, remark: 'Sửa câu đầu' },
      ],
      remark: 'Gấp',
    }
    expect(saysTheSame(noted, said)).toBe(true)
    expect(saysTheSame(noted, { ...said, remark: 'Không gấp' })).toBe(false)
    expect(saysTheSame(noted, { items: said.items })).toBe(false)
    expect(saysTheSame(noted, { ...said, items: said.items.slice(1) })).toBe(false)
    expect(
      saysTheSame(noted, { ...said, items: said.items.map((one) => ({ ...one, answer: 'approved' as const })) }),
    ).toBe(false)
  })
})

describe('an item against what was decided before', () => {
  const decided = (itemId: string, textHash: string, at: number, more: Partial<DecidedText> = {}): DecidedText => ({
    itemId,
    textHash,
    text: `lời ${textHash}`,
    revisionNumber: at,
    answer: 'approved',
    remark: undefined,
    by: 'Chủ tịch',
    at,
    ...more,
  })
  const changeOf = (textHash: string, before: DecidedText[]) => standingsOf([{ itemId: 'a', textHash }], before)[0]

  it('is new where nothing of it was, unchanged where these very words were approved, else changed', () => {
    expect(changeOf('x', [])).toEqual({ itemId: 'a', number: 1, change: 'new' })
    expect(changeOf('x', [decided('b', 'x', 1)])?.change).toBe('new')
    expect(changeOf('x', [decided('a', 'x', 1)])).toEqual({
      itemId: 'a',
      number: 1,
      change: 'unchanged',
      approvedBefore: { revisionNumber: 1, by: 'Chủ tịch', at: 1 },
    })
    expect(changeOf('y', [decided('a', 'x', 1)])).toEqual({
      itemId: 'a',
      number: 1,
      change: 'changed',
      approvedText: 'lời x',
    })
  })

  it('is unchanged once it was changed back, and says the newest time that it was approved', () => {
    const before = [decided('a', 'x', 1), decided('a', 'y', 2), decided('a', 'x', 3, { by: 'Phó Chủ tịch' })]
    expect(changeOf('x', before)?.approvedBefore).toEqual({ revisionNumber: 3, by: 'Phó Chủ tịch', at: 3 })
    expect(changeOf('z', before)?.approvedText).toBe('lời x')
  })

  it('that was sent back says so, with the remark, while nothing of it was approved since', () => {
    const back = decided('a', 'x', 2, { answer: 'returned', remark: 'Nêu rõ địa chỉ' })
    expect(changeOf('x', [back])).toMatchObject({ change: 'returned', returnedBefore: { remark: 'Nêu rõ địa chỉ' } })
    expect(changeOf('y', [back])).toMatchObject({ change: 'changed', returnedBefore: { revisionNumber: 2 } })
    expect(changeOf('y', [back, decided('a', 'y', 3)])).toMatchObject({ change: 'unchanged' })
    expect(changeOf('z', [back, decided('a', 'y', 3)])?.returnedBefore).toBeUndefined()
    expect(changeOf('x', [decided('a', 'x', 1), back])?.change).toBe('returned')
  })

  it('is never called unchanged without an approval of its words', () => {
    const some = fc.record({
      textHash: fc.constantFrom('x', 'y', 'z'),
      at: fc.nat(9),
      answer: fc.constantFrom('approved', 'returned'),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), (given) => {
        const before = given.map((one) => decided('a', one.textHash, one.at, { answer: one.answer as 'approved' }))
        const standing = changeOf('x', before)
        const mine = before.filter(({ textHash }) => textHash === 'x')
        if (standing?.change === 'unchanged') expect(mine.some((one) => one.answer === 'approved')).toBe(true)
        expect(standing?.change === 'new').toBe(before.length === 0)
        expect(standing?.approvedBefore === undefined).toBe(standing?.change !== 'unchanged')
      }),
    )
  })
})
