import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOLD_MS, Hold } from '../../web/hold.ts'

describe('a button that is held', () => {
  test('counts once after two seconds, and not again until it was let go', () => {
    const hold = new Hold()
    hold.press(1000)
    expect(hold.counts(1000 + HOLD_MS - 1)).toBe(false)
    expect(hold.counts(1000 + HOLD_MS)).toBe(true)
    expect(hold.counts(1000 + HOLD_MS * 5)).toBe(false)
    expect(hold.release()).toBe(false)
    hold.press(90_000)
    expect(hold.counts(90_000 + HOLD_MS)).toBe(true)
  })

  test('let go early counts for nothing, and says so', () => {
    const hold = new Hold()
    hold.press(0)
    expect(hold.release()).toBe(true)
    expect(hold.counts(HOLD_MS * 2)).toBe(false)
    expect(hold.fraction(HOLD_MS)).toBe(0)
    expect(hold.release()).toBe(false)
  })

  test('two short presses are not one long one', () => {
    const hold = new Hold()
    hold.press(0)
    hold.release()
    hold.press(HOLD_MS - 100)
    expect(hold.counts(HOLD_MS + 100)).toBe(false)
  })

  test('a key that repeats does not begin anew', () => {
    const hold = new Hold()
    for (const at of [0, 500, 1000, 1500]) hold.press(at)
    expect(hold.counts(HOLD_MS)).toBe(true)
  })

  test('never counts before its time, whatever is pressed and let go', () => {
    const step = fc.record({ press: fc.boolean(), afterMs: fc.integer({ min: 0, max: 3000 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const hold = new Hold()
        let at = 0
        let heldSince: number | undefined
        for (const { press, afterMs } of steps) {
          at += afterMs
          const counts = hold.counts(at)
          if (counts) expect(at - (heldSince ?? at)).toBeGreaterThanOrEqual(HOLD_MS)
          if (press) heldSince ??= at
          else heldSince = undefined
          if (press) hold.press(at)
          else hold.release()
          expect(hold.fraction(at)).toBeGreaterThanOrEqual(0)
          expect(hold.fraction(at)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
