import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ProgressMeter, type RenderProgress } from '../../audio/assembly/progress.ts'

test('progress never goes back, whatever the phases report', () => {
  const phase = fc.constantFrom('reading', 'mixing', 'encoding', 'verifying')
  fc.assert(
    fc.property(fc.array(fc.tuple(phase, fc.double({ min: -1, max: 2, noNaN: true }))), (told) => {
      const seen: RenderProgress[] = []
      const meter = new ProgressMeter((progress) => seen.push(progress))
      for (const [name, fraction] of told) meter.tell(name, fraction)
      meter.finish()
      const fractions = seen.map(({ fraction }) => fraction)
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
      expect(seen.map(({ phase: name }) => name).slice(0, -1)).toEqual(told.map(([name]) => name))
      expect(Math.max(0, ...fractions.slice(0, -1))).toBeLessThan(1)
      expect(fractions.at(-1)).toBe(1)
    }),
  )
})
