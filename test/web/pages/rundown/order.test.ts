import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Content } from '../../../../web/pages/edition/render/rundown/content.ts'
import {
  dropSlot,
  insertSlot,
  moveSlot,
  movesWith,
  removeSlot,
  runOf,
} from '../../../../web/pages/edition/render/rundown/order.ts'
import { bed, bulletin, ids, place, questions } from './places.ts'

describe('the order of a rundown', () => {
  test('a story changes places with the story before it and the music stays where it is', () => {
    expect(ids(moveSlot(bulletin, 'b', -1))).toBe('intro b sting-1 a sting-2 c outro')
    expect(ids(moveSlot(bulletin, 'b', 1))).toBe('intro a sting-1 c sting-2 b outro')
  })

  test('nothing moves past the first and the last of its kind', () => {
    expect(moveSlot(bulletin, 'a', -1)).toBe(bulletin)
    expect(moveSlot(bulletin, 'c', 1)).toBe(bulletin)
    expect(moveSlot(bulletin, 'intro', -1)).toBe(bulletin)
    expect(moveSlot(bulletin, 'unknown', 1)).toBe(bulletin)
  })

  test('a fixed sound goes wherever it is put, one place at a time', () => {
    expect(ids(moveSlot(bulletin, 'sting-1', -1))).toBe('intro sting-1 a b sting-2 c outro')
    expect(ids(moveSlot(bulletin, 'sting-1', 1))).toBe('intro a b sting-1 sting-2 c outro')
    expect(ids(dropSlot(bulletin, 'outro', 0))).toBe('outro intro a sting-1 b sting-2 c')
    expect(dropSlot(bulletin, 'outro', 7)).toBe(bulletin)
  })

  test('a story that is dropped further up moves the others down, each into a place of a story', () => {
    expect(ids(dropSlot(bulletin, 'c', 1))).toBe('intro c sting-1 a sting-2 b outro')
    expect(ids(dropSlot(bulletin, 'a', 7))).toBe('intro b sting-1 c sting-2 a outro')
    expect(dropSlot(bulletin, 'b', 3)).toBe(bulletin)
    expect(dropSlot(bulletin, 'b', 4)).toBe(bulletin)
  })

  test('a question and its answer move as a pair, with the music between them', () => {
    expect(movesWith(questions.slots, 'a1')).toEqual(['q1', 'beat-1', 'a1'])
    expect(ids(moveSlot(questions, 'a2', -1))).toBe('greeting q2 a2 sting q1 beat-1 a1 bye')
    expect(ids(moveSlot(questions, 'q1', 1))).toBe('greeting q2 a2 sting q1 beat-1 a1 bye')
    expect(ids(dropSlot(questions, 'q2', 1))).toBe('greeting q2 a2 sting q1 beat-1 a1 bye')
  })

  test('a question without an answer moves alone', () => {
    const lonely: Content = { slots: [place('x'), place('q', 'question'), place('y')], beds: [] }
    expect(movesWith(lonely.slots, 'q')).toEqual(['q'])
    expect(ids(moveSlot(lonely, 'q', -1))).toBe('q x y')
  })
})

describe('music under a rundown whose order changes', () => {
  const edges = (content: Content) => content.beds.map(({ fromSlotId, toSlotId }) => `${fromSlotId}…${toSlotId}`)

  test('stays under the same places when stories change theirs', () => {
    expect(edges(moveSlot(bulletin, 'b', 1))).toEqual(['a…c'])
    expect(edges(dropSlot(bulletin, 'c', 1))).toEqual(['c…a'])
  })

  test('loses an edge that is taken away, and goes with the only place above it', () => {
    const content = { ...bulletin, beds: [bed('x', 'sting-1', 'b'), bed('y', 'sting-2', 'sting-2')] }
    expect(edges(removeSlot(content, 'sting-1'))).toEqual(['b…b', 'sting-2…sting-2'])
    expect(edges(removeSlot(content, 'sting-2'))).toEqual(['sting-1…b'])
  })

  test('follows the only place above it when that is moved', () => {
    const content = { ...bulletin, beds: [bed('y', 'sting-2', 'sting-2')] }
    expect(edges(moveSlot(content, 'sting-2', -1))).toEqual(['sting-2…sting-2'])
  })

  test('lies under pairs of unlike length as a whole', () => {
    const content = { ...questions, beds: [bed('x', 'q1', 'a1')] }
    expect(edges(moveSlot(content, 'q2', -1))).toEqual(['q2…a2'])
  })
})

describe('adding and removing', () => {
  test('a fixed sound is put behind a place, and behind the whole pair', () => {
    const sound = place('spot', 'hotline')
    expect(ids(insertSlot(bulletin, 'a', sound))).toBe('intro a spot sting-1 b sting-2 c outro')
    expect(ids(insertSlot(questions, 'q1', sound))).toBe('greeting q1 beat-1 a1 spot sting q2 a2 bye')
    expect(ids(insertSlot(bulletin, undefined, sound))).toBe('spot intro a sting-1 b sting-2 c outro')
  })

  test('a read cannot be taken out', () => {
    expect(removeSlot(bulletin, 'a')).toBe(bulletin)
    expect(ids(removeSlot(bulletin, 'intro'))).toBe('a sting-1 b sting-2 c outro')
  })
})

test('whatever is moved wherever, every place is there once, pairs are whole and beds have both edges', () => {
  const start: Content = {
    slots: [...questions.slots.slice(0, 7), place('x'), place('spot', 'hotline'), place('bye', 'sign-off')],
    beds: [bed('m', 'q1', 'x'), bed('n', 'sting', 'sting')],
  }
  const move = fc.record({
    id: fc.constantFrom(...start.slots.map(({ id }) => id)),
    by: fc.constantFrom(-1 as const, 1 as const),
    before: fc.option(fc.integer({ min: 0, max: 10 })),
  })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      const end = moves.reduce(
        (content, { id, by, before }) => (before === null ? moveSlot(content, id, by) : dropSlot(content, id, before)),
        start,
      )
      expect(end.slots.map(({ id }) => id).toSorted()).toEqual(start.slots.map(({ id }) => id).toSorted())
      for (const number of [1, 2]) {
        const question = end.slots.findIndex(({ id }) => id === `q${number}`)
        const between = end.slots.slice(
          question,
          end.slots.findIndex(({ id }) => id === `a${number}`),
        )
        expect(between.slice(1).every(({ source }) => source.from === 'library')).toBe(true)
        expect(between.length).toBeGreaterThan(0)
      }
      expect(end.beds).toHaveLength(2)
      for (const one of end.beds) {
        const run = runOf(end.slots, one)
        expect(run[0]?.id).toBe(one.fromSlotId)
        expect(run.at(-1)?.id).toBe(one.toSlotId)
      }
    }),
  )
})
