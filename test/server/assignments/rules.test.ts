import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Assignment,
  assignmentsOf,
  byUrgency,
  readStateOf,
  standingAssignments,
  undecidedOf,
} from '../../../server/assignments/rules.ts'
import type { MyRead } from '../../../server/contract/index.ts'

const lan = { id: 'lan', displayName: 'Chị Lan' }
const item = (itemId: string, textHash = `words of ${itemId}`) => ({ itemId, title: `Tiết mục ${itemId}`, textHash })
const decided = (itemId: string, at: number, more: Partial<Assignment> = {}): Assignment => ({
  itemId,
  reader: lan,
  dueOn: '2026-11-20',
  assigned: { by: 'Anh Tư', at },
  ...more,
})
const take = (itemId: string, more: object = {}) => ({
  itemId,
  textHash: `words of ${itemId}`,
  choice: 'kept' as const,
  ...more,
})
const edition = (more: Partial<Parameters<typeof assignmentsOf>[0]> = {}) =>
  assignmentsOf({
    items: [item('a'), item('b')],
    isApproved: true,
    takes: [],
    decisions: [decided('a', 1)],
    today: '2026-11-18',
    ...more,
  })
const states = (...given: Parameters<typeof edition>) => edition(...given).map(({ state }) => state)

describe('whose read an item is', () => {
  it('is said by the newest decision of each item, in whichever order they are found', () => {
    const decision = fc.record({ itemId: fc.constantFrom('a', 'b', 'c'), at: fc.nat(40) })
    fc.assert(
      fc.property(fc.uniqueArray(decision, { selector: ({ itemId, at }) => `${itemId} ${at}` }), (made) => {
        const standing = standingAssignments(made.map(({ itemId, at }) => decided(itemId, at)))
        for (const [itemId, { assigned }] of standing) {
          expect(assigned.at).toBe(Math.max(...made.filter((one) => one.itemId === itemId).map(({ at }) => at)))
        }
        expect([...standing.keys()].sort()).toEqual([...new Set(made.map(({ itemId }) => itemId))].sort())
      }),
    )
  })

  it('goes with the item into a revision with other words, whose read is then to be made again', () => {
    const edited = { items: [item('a', 'new words'), item('b')], takes: [take('a')] }
    expect(edition(edited)[0]).toMatchObject({ reader: lan, dueOn: '2026-11-20', state: 'assigned' })
    expect(states({ takes: [take('a')] })).toEqual(['read', 'unassigned'])
  })

  it('is nobody’s once it was taken back', () => {
    const back = decided('a', 2, { reader: undefined, dueOn: undefined })
    expect(edition({ decisions: [decided('a', 1), back] })[0]).toEqual({
      itemId: 'a',
      number: 1,
      title: 'Tiết mục a',
      state: 'unassigned',
    })
  })

  it('is not done by a read that a listener sent back, nor by one that was thrown away', () => {
    expect(states({ takes: [take('a', { listening: 'sent-back' })] })[0]).toBe('assigned')
    expect(states({ takes: [take('a', { choice: 'discarded' })] })[0]).toBe('assigned')
    expect(states({ takes: [take('a', { listening: 'approved' })] })[0]).toBe('read')
  })

  it('is late after its day, never on it, and never before the words are approved', () => {
    expect(states({ today: '2026-11-20' })[0]).toBe('assigned')
    expect(states({ today: '2026-11-21' })[0]).toBe('overdue')
    expect(states({ today: '2026-11-21', isApproved: false })[0]).toBe('assigned')
  })

  it('has exactly one state, whatever is known', () => {
    const day = fc.integer({ min: 10, max: 28 }).map((date) => `2026-11-${date}`)
    const facts = fc.record({
      hasReader: fc.boolean(),
      dueOn: fc.option(day, { nil: undefined }),
      isRead: fc.boolean(),
      isApproved: fc.boolean(),
      today: day,
    })
    fc.assert(
      fc.property(facts, (given) => {
        const state = readStateOf(given)
        expect(state === 'read').toBe(given.isRead)
        if (state === 'overdue') {
          expect(given.isApproved && given.hasReader && (given.dueOn ?? '9') < given.today).toBe(true)
        }
        if (!given.isRead) expect(state === 'unassigned').toBe(!given.hasReader)
      }),
    )
  })

  it('counts the reads that wait to be chosen: neither kept, thrown away, sent back nor of other words', () => {
    const takes = [
      take('a', { choice: undefined }),
      take('a', { choice: undefined, listening: 'approved' }),
      take('a', { choice: undefined, listening: 'sent-back' }),
      take('a', { choice: undefined, textHash: 'old words' }),
      take('a', { choice: 'discarded' }),
      take('a'),
      take('b', { choice: undefined }),
    ]
    expect(undecidedOf(item('a'), takes)).toBe(2)
  })
})

describe('what waits for a person', () => {
  const read = (number: number, more: Partial<MyRead> = {}): MyRead => ({
    editionId: 'e',
    editionTitle: 'Kỳ',
    itemId: `i${number}`,
    number,
    title: 'Tiết mục',
    estimatedMs: 1,
    isOverdue: false,
    undecidedTakes: 0,
    ...more,
  })
  const sentBack = { takeId: 't', listener: 'Chủ tịch', at: 1, remarks: [] }

  it('is told overdue first, then what was sent back, then by day, what has no day last', () => {
    const reads = [
      read(1),
      read(2, { dueOn: '2026-11-25' }),
      read(3, { sentBack }),
      read(4, { dueOn: '2026-11-10', isOverdue: true }),
      read(5, { dueOn: '2026-11-24' }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(reads, { minLength: reads.length }), (shuffled) => {
        expect(byUrgency(shuffled).map(({ number }) => number)).toEqual([4, 3, 5, 2, 1])
      }),
    )
  })
})
