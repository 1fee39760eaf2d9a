import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Pace } from '../../../web/uploads/pace.ts'

test('at a steady speed the speed and what is left are right, however often it is told', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000, max: 200_000_000 }),
      fc.integer({ min: 40, max: 1_500 }),
      fc.integer({ min: 4, max: 60 }),
      (bytesPerSecond, everyMs, times) => {
        const pace = new Pace()
        let atMs = 5_000
        for (let step = 0; step <= times; step++, atMs += everyMs)
          pace.saw((step * everyMs * bytesPerSecond) / 1000, atMs)
        const endMs = atMs - everyMs
        if (endMs - 5_000 < 1_500) {
          expect(pace.bytesPerSecond(endMs)).toBeUndefined()
          return
        }
        expect((pace.bytesPerSecond(endMs) ?? 0) / bytesPerSecond).toBeCloseTo(1, 6)
        expect((pace.leftMs(bytesPerSecond * 30, endMs) ?? 0) / 30_000).toBeCloseTo(1, 6)
      },
    ),
  )
})

test('it follows a line that has become slower within some ten seconds', () => {
  const pace = new Pace()
  let bytes = 0
  for (let atMs = 0; atMs < 30_000; atMs += 100) {
    bytes += atMs < 15_000 ? 1_000_000 : 100_000
    pace.saw(bytes, atMs)
  }
  expect(pace.bytesPerSecond(29_900)).toBeGreaterThan(900_000)
  expect(pace.bytesPerSecond(29_900)).toBeLessThan(1_100_000)
})

test('a silence makes the speed fall, a rest forgets it, and nothing is ever negative', () => {
  const pace = new Pace()
  for (let atMs = 0; atMs <= 4_000; atMs += 100) pace.saw(atMs * 1000, atMs)
  expect(pace.bytesPerSecond(4_000)).toBeCloseTo(1_000_000)
  expect(pace.bytesPerSecond(8_000)).toBeCloseTo(500_000)
  pace.saw(1_000, 9_000)
  expect(pace.bytesPerSecond(9_100)).toBeUndefined()
  expect(pace.leftMs(-5, 20_000)).toBeUndefined()
  pace.rest()
  expect(pace.bytesPerSecond(30_000)).toBeUndefined()
})
