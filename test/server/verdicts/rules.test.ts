import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  inOrderOfRead,
  instantAfter,
  isSaidAlready,
  nextToHear,
  saysWhy,
  sentBackUnanswered,
} from '../../../server/verdicts/rules.ts'

const verdict = (at: number, said: 'approved' | 'sent-back' = 'sent-back', listener = 'Chủ tịch') => ({
  verdict: said,
  listener,
  at,
})
const remark = (at: number, text = 'Đọc vấp', atMs?: number) => ({
  text,
  made: { by: 'Chủ tịch', at },
  ...(atMs !== undefined && { atMs }),
})
const back = (reason = '') => ({ verdict: 'sent-back' as const, listener: 'Chủ tịch', reason })

describe('sending a read back', () => {
  it('wants a reason or a remark; approving wants neither', () => {
    expect(saysWhy(back(), undefined, [])).toBe(false)
    expect(saysWhy(back('Thiếu câu cuối'), undefined, [])).toBe(true)
    expect(saysWhy(back(), undefined, [remark(1)])).toBe(true)
    expect(saysWhy({ verdict: 'approved', reason: '' }, undefined, [])).toBe(true)
  })

  it('wants a new one each time: what was remarked before the last verdict has had its answer', () => {
    expect(saysWhy(back(), verdict(5, 'approved'), [remark(5)])).toBe(false)
    expect(saysWhy(back(), verdict(5, 'approved'), [remark(4), remark(6)])).toBe(true)
  })

  it('twice in the same words is once', () => {
    expect(isSaidAlready(back(), undefined, [])).toBe(false)
    expect(isSaidAlready(back(), verdict(5), [remark(4)])).toBe(true)
    expect(isSaidAlready(back('Thiếu câu'), verdict(5), [remark(5, 'Thiếu câu')])).toBe(true)
    expect(isSaidAlready(back('Thiếu câu'), verdict(5), [remark(5, 'Đọc vấp')])).toBe(false)
    expect(isSaidAlready(back(), verdict(5), [remark(6)])).toBe(false)
    expect(isSaidAlready(back(), verdict(5, 'approved'), [])).toBe(false)
    expect(isSaidAlready(back(), verdict(5, 'sent-back', 'Phó chủ tịch'), [])).toBe(false)
  })

  it('is always newer than what was said before, whatever the clock was set to', () => {
    fc.assert(
      fc.property(fc.option(fc.nat(), { nil: undefined }), fc.nat(), (newest, now) => {
        const at = instantAfter(newest, now)
        expect(at).toBeGreaterThanOrEqual(now)
        if (newest !== undefined) expect(at).toBeGreaterThan(newest)
      }),
    )
  })
})

describe('remarks', () => {
  it('stand in the order of the read, those of the whole before it, none lost', () => {
    const one = fc.record({ atMs: fc.option(fc.nat(100_000), { nil: undefined }), at: fc.nat(1000) })
    fc.assert(
      fc.property(fc.array(one), (made) => {
        const ordered = inOrderOfRead(made.map(({ atMs, at }) => remark(at, 'x', atMs)))
        expect(ordered).toHaveLength(made.length)
        const places = ordered.map(({ atMs }) => atMs ?? -1)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })
})

const item = (itemId: string, textHash = 'words') => ({ itemId, textHash })
interface Given {
  id: string
  itemId: string
  textHash: string
  choice?: 'kept' | 'discarded'
  listening?: 'approved' | 'sent-back'
  created: { by: string; at: number }
}
const take = (id: string, itemId: string, at: number, more: Partial<Given> = {}): Given => ({
  id,
  itemId,
  textHash: 'words',
  created: { by: 'Chị Lan', at },
  ...more,
})

describe('a read that was sent back', () => {
  const sentBack = take('one', 'a', 1, { choice: 'kept', listening: 'sent-back' })

  it('waits for another until one is made, or one is in use', () => {
    expect(sentBackUnanswered(item('a'), [sentBack])?.id).toBe('one')
    expect(sentBackUnanswered(item('a'), [take('two', 'a', 2), sentBack])).toBeUndefined()
    expect(sentBackUnanswered(item('a'), [take('zero', 'a', 0, { choice: 'kept' }), sentBack])).toBeUndefined()
  })

  it('is not answered by an older read, one of other words, one that was thrown away, or one sent back too', () => {
    const others = [
      take('older', 'a', 0),
      take('words', 'a', 2, { textHash: 'old words' }),
      take('thrown', 'a', 3, { choice: 'discarded' }),
    ]
    expect(sentBackUnanswered(item('a'), [...others, sentBack])?.id).toBe('one')
    const again = take('again', 'a', 4, { listening: 'sent-back' })
    expect(sentBackUnanswered(item('a'), [again, ...others, sentBack])?.id).toBe('again')
  })

  it('is history once its words have changed', () => {
    expect(sentBackUnanswered(item('a', 'new words'), [sentBack])).toBeUndefined()
  })
})

describe('the read to hear next', () => {
  const items = [item('a'), item('b'), item('c')]

  it('is the first unheard one after this, then from the beginning', () => {
    const takes = [take('a1', 'a', 1), take('b1', 'b', 1, { listening: 'approved' }), take('c1', 'c', 1)]
    expect(nextToHear(items, takes, { id: 'a1', itemId: 'a' })?.take.id).toBe('c1')
    expect(nextToHear(items, takes, { id: 'c1', itemId: 'c' })?.take.id).toBe('a1')
    expect(nextToHear(items, [take('a1', 'a', 1)], { id: 'a1', itemId: 'a' })).toBeUndefined()
  })

  it('is the one in use where there are several, else the newest', () => {
    const takes = [take('b2', 'b', 2), take('b1', 'b', 1, { choice: 'kept' })]
    expect(nextToHear(items, takes, { id: 'a1', itemId: 'a' })?.take.id).toBe('b1')
    expect(nextToHear(items, [take('b1', 'b', 1), take('b2', 'b', 2)], undefined)?.take.id).toBe('b2')
  })

  it('goes round a script until everything is heard, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }), (ids) => {
        const script = ids.map((id) => item(id))
        let takes = ids.map((id) => take(`take of ${id}`, id, 1))
        const heard: string[] = []
        let next = nextToHear(script, takes, undefined)
        while (next) {
          const { take: now } = next
          heard.push(now.itemId)
          takes = takes.map((one) => (one.id === now.id ? { ...one, listening: 'approved' as const } : one))
          next = nextToHear(script, takes, now)
        }
        expect(heard).toEqual(ids)
      }),
    )
  })
})
