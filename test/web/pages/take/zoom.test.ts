import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  around,
  FINEST_MS_PER_PX,
  following,
  held,
  msAt,
  pxAt,
  scrolled,
  showing,
  ticks,
  whole,
  zoomed,
} from '../../../../web/pages/take/zoom.ts'

const HOUR = 3_600_000

describe('the window on a line', () => {
  test('begins with the whole', () => {
    expect(whole(2 * HOUR, 1000)).toEqual({ fromMs: 0, msPerPx: 7200 })
    expect(whole(100, 1000).msPerPx).toBe(FINEST_MS_PER_PX)
  })

  test('zooms around the pointer: what stands under it stays there', () => {
    const view = zoomed(whole(2 * HOUR, 1000), 4, 300, 2 * HOUR, 1000)
    expect(view.msPerPx).toBe(1800)
    expect(msAt(view, 300)).toBeCloseTo(300 * 7200)
  })

  test('stays inside the line however it is moved', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 3 * HOUR }),
        fc.integer({ min: 50, max: 3000 }),
        fc.array(
          fc.tuple(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: -5000, max: 5000, noNaN: true })),
          {
            maxLength: 12,
          },
        ),
        (totalMs, widthPx, moves) => {
          let view = whole(totalMs, widthPx)
          for (const [factor, byPx] of moves) {
            view = zoomed(view, factor, Math.abs(byPx) % widthPx, totalMs, widthPx)
            view = scrolled(view, byPx, totalMs, widthPx)
            expect(view.fromMs).toBeGreaterThanOrEqual(0)
            expect(view.msPerPx).toBeGreaterThanOrEqual(FINEST_MS_PER_PX)
            expect(msAt(view, widthPx)).toBeLessThanOrEqual(Math.max(totalMs, FINEST_MS_PER_PX * widthPx) + 1e-6)
          }
          expect(held(view, totalMs, widthPx)).toEqual(view)
        },
      ),
    )
  })

  test('moves only as far as it must to show the cursor, and leaps a page behind what sounds', () => {
    const view = { fromMs: 10_000, msPerPx: 10 }
    expect(showing(view, 15_000, HOUR, 1000)).toBe(view)
    expect(pxAt(showing(view, 30_000, HOUR, 1000), 30_000)).toBeCloseTo(952)
    expect(following(view, 19_000, HOUR, 1000)).toBe(view)
    expect(pxAt(following(view, 19_900, HOUR, 1000), 19_900)).toBeCloseTo(50)
  })

  test('shows a stretch large, with air on both sides', () => {
    const view = around(60_000, 62_000, HOUR, 1000)
    expect(pxAt(view, 61_000)).toBeCloseTo(500)
    expect(pxAt(view, 62_000) - pxAt(view, 60_000)).toBeCloseTo(500)
  })

  test('has words on its ruler that do not touch each other, at any width and length', () => {
    fc.assert(
      fc.property(fc.double({ min: FINEST_MS_PER_PX, max: 9000, noNaN: true }), fc.nat(HOUR), (msPerPx, fromMs) => {
        const { stepMs, all } = ticks({ fromMs, msPerPx }, 1000)
        expect(stepMs / msPerPx).toBeGreaterThanOrEqual(76)
        expect(all.length).toBeLessThan(400)
        for (const { ms, px } of all) expect(px).toBeCloseTo((ms - fromMs) / msPerPx)
      }),
    )
  })
})
