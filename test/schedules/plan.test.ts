import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clashOf, type Slot } from '../../schedules/index.ts'

const slot = fc.record({
  id: fc.uuid(),
  startsAt: fc.integer({ min: 0, max: 10_000_000 }),
  durationMs: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
})

describe('two programmes are never on the device at once', () => {
  const morning: Slot = { id: 'a', startsAt: 0, durationMs: 600_000 }

  it('finds the overlap, and lets one begin at the very end of the other', () => {
    expect(clashOf({ id: 'b', startsAt: 599_999, durationMs: 1 }, [morning])).toBe(morning)
    expect(clashOf({ id: 'b', startsAt: 600_000, durationMs: 1 }, [morning])).toBeUndefined()
  })

  it('does not hold a slot against itself', () => {
    expect(clashOf(morning, [morning])).toBeUndefined()
  })

  it('is the same from both sides', () => {
    fc.assert(fc.property(slot, slot, (a, b) => (clashOf(a, [b]) === undefined) === (clashOf(b, [a]) === undefined)))
  })
})
