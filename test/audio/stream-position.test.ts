import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamPosition } from '../../audio/system/pulse-audio/position.ts'

describe('where a sound server’s stream is', () => {
  test('nothing is known before the first answer', () => {
    const position = streamPosition()
    expect(position.zeroMs()).toBeUndefined()
    position.add({ heardMs: 10, fromMs: 100, toMs: 100 })
    expect(position.zeroMs()).toBe(90)
  })

  test('one prompt answer among twenty late ones is enough', () => {
    const way = fc.record({ before: fc.integer({ min: 0, max: 80 }), after: fc.integer({ min: 0, max: 80 }) })
    const ways = fc.array(way, { minLength: 1, maxLength: 60 })
    fc.assert(fc.property(ways, fc.integer({ min: 0, max: 59 }), whicheverIsPrompt))
  })

  function whicheverIsPrompt(delays: { before: number; after: number }[], prompt: number) {
    const position = streamPosition()
    const zeroMs = 1234
    const known = delays.map((delay, i) => (i === prompt % delays.length ? { before: 0, after: 0 } : delay))
    for (const [i, { before, after }] of known.entries()) {
      const atMs = zeroMs + 1000 + i * 100
      position.add({ heardMs: atMs - zeroMs, fromMs: atMs - before, toMs: atMs + after })
    }
    const isRecent = known.length - (prompt % delays.length) <= 20
    const found = position.zeroMs() ?? 0
    expect(found).toBeGreaterThanOrEqual(zeroMs)
    expect(found - zeroMs).toBeLessThanOrEqual(isRecent ? 0 : 80)
  }

  test('after the stream stood still only what was answered since holds', () => {
    const position = streamPosition()
    for (let i = 0; i < 10; i++) position.add({ heardMs: i * 100, fromMs: 500 + i * 100, toMs: 500.1 + i * 100 })
    // It stood for 400 ms, and the first answer afterwards took 30 ms.
    position.add({ heardMs: 1000, fromMs: 1900, toMs: 1930 })
    expect(position.zeroMs()).toBe(930)
    position.add({ heardMs: 1100, fromMs: 2000, toMs: 2000.2 })
    expect(position.zeroMs()).toBeCloseTo(900.2)
  })

  test('one answer that cannot be true is forgotten with the next', () => {
    const position = streamPosition()
    position.add({ heardMs: 0, fromMs: 500, toMs: 500.1 })
    position.add({ heardMs: 100, fromMs: 3_600_600, toMs: 3_600_600 })
    position.add({ heardMs: 200, fromMs: 700, toMs: 700.2 })
    expect(position.zeroMs()).toBeCloseTo(500.2)
  })
})
