import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemOfRundown } from '../../../server/rundowns/check.ts'
import { fillTemplate } from '../../../server/rundowns/fill.ts'
import { followScript } from '../../../server/rundowns/follow.ts'
import { anyFrame, anyItems, anySounds, heard, item, preset, SHIPPED } from './examples.ts'

const bulletin = preset('bulletin')
const [a, b, c, d] = [item('a'), item('b'), item('c'), item('d')]

describe('a saved rundown and a new script', () => {
  it('changes nothing while the items are the same', () => {
    fc.assert(
      fc.property(anyFrame, anyItems, anySounds, (frame, items, sounds) => {
        const { slots, beds } = fillTemplate(frame, items, sounds)
        expect(followScript({ slots, beds }, frame, items, sounds)).toEqual({ slots, beds, notes: [] })
      }),
    )
  })

  it('keeps a person’s order and gaps, and takes the new words of a title', () => {
    const { slots, beds } = fillTemplate(bulletin, [a, b], SHIPPED)
    const turned = [...slots].reverse().map((slot) => ({ ...slot, gapAfterMs: 1234 }))
    const followed = followScript({ slots: turned, beds }, bulletin, [{ ...a, title: 'Tên mới' }, b], SHIPPED)
    expect(heard(followed.slots)).toEqual(['outro', 'b', 'sting', 'a', 'intro'])
    expect(followed.slots.map(({ gapAfterMs }) => gapAfterMs)).toEqual([1234, 1234, 1234, 1234, 1234])
    expect(followed.slots[3]?.title).toBe('Tên mới')
    expect(followed.notes).toEqual([])
  })

  it.each([
    ['last', [a, b, c, d], [a, b, c], 'intro a sting b sting c outro'],
    ['first', [a, b, c], [b, c], 'intro b sting c outro'],
    ['middle', [a, b, c], [a, c], 'intro a sting c outro'],
    ['first two', [a, b, c], [c], 'intro c outro'],
  ])('takes the sting away with an item that is gone (%s)', (_which, before, after, order) => {
    const { slots, beds } = fillTemplate(bulletin, before, SHIPPED)
    const followed = followScript({ slots, beds }, bulletin, after, SHIPPED)
    expect(heard(followed.slots).join(' ')).toBe(order)
    expect(followed.notes[0]).toMatch(/^Đã bỏ “Bài [a-d]” khỏi bố cục/)
  })

  it.each([
    ['at the end', [a, b], [a, b, c], 'intro a sting b sting c outro'],
    ['at the beginning', [b, c], [a, b, c], 'intro a sting b sting c outro'],
    ['in the middle', [a, c], [a, b, c], 'intro a sting b sting c outro'],
    ['two at once', [b], [a, b, c], 'intro a sting b sting c outro'],
    ['in place of one', [a, b, c], [a, d, c], 'intro a sting d sting c outro'],
    ['in place of all', [a, b], [c, d], 'intro c sting d outro'],
  ])('adds a new item with its sting %s', (_where, before, after, order) => {
    const { slots, beds } = fillTemplate(bulletin, before, SHIPPED)
    const followed = followScript({ slots, beds }, bulletin, after, SHIPPED)
    expect(heard(followed.slots).join(' ')).toBe(order)
    expect(followed.notes.join('; ')).toMatch(/Đã thêm “Bài [a-d]” vào bố cục theo kịch bản mới/)
  })

  it('shrinks a bed to what is left of its run and drops it with the last', () => {
    const { slots } = fillTemplate(bulletin, [a, b, c], SHIPPED)
    const bed = { ...shape, id: 'nen', soundId: 'am-bed', fromSlotId: 'b', toSlotId: 'c' }
    const shrunk = followScript({ slots, beds: [bed] }, bulletin, [a, b], SHIPPED)
    expect(shrunk.beds).toMatchObject([{ fromSlotId: 'b', toSlotId: 'b' }])
    const dropped = followScript({ slots, beds: [{ ...bed, fromSlotId: 'c' }] }, bulletin, [a, b], SHIPPED)
    expect(dropped.beds).toEqual([])
    expect(dropped.notes).toContain('Đã bỏ nhạc nền 1 vì các phần của nó không còn')
  })

  it('always ends with each item once and beds in order, and settles at once', () => {
    fc.assert(
      fc.property(anyFrame, anyItems, anyItems, anySounds, fc.nat(), (frame, before, after, sounds, turn) => {
        const filled = fillTemplate(frame, before, sounds)
        const saved = { slots: rotated(filled.slots, turn), beds: [] }
        const followed = followScript(saved, frame, after, sounds)
        const facts = {
          items: after,
          sounds: [...sounds, { id: 'am-bed' }].map(({ id }) => ({ id, durationMs: 60_000 })),
          reads: new Map(),
          kept: new Map(),
        }
        expect(problemOfRundown(followed, facts)).toBeUndefined()
        expect(followScript(followed, frame, after, sounds)).toEqual({ ...followed, notes: [] })
        const staying = heard(saved.slots).filter((id) => after.some(({ itemId }) => itemId === id))
        if (staying.length > 0) expect(heard(followed.slots).filter((id) => staying.includes(id))).toEqual(staying)
      }),
    )
  })
})

const shape = {
  levelLu: -12,
  duckDb: 12,
  attackMs: 200,
  releaseMs: 800,
  fadeInMs: 500,
  fadeOutMs: 1500,
  leadMs: 0,
  tailMs: 0,
}

function rotated<T>(row: readonly T[], by: number): T[] {
  const at = row.length === 0 ? 0 : by % row.length
  return [...row.slice(at), ...row.slice(0, at)]
}
