import { describe, expect, test } from 'vitest'
import { SampleMeter } from '../../audio/loudness/index.ts'
import { EBU_CASES, readCase } from './ebu-cases.ts'

describe('our meter on the cases of EBU Tech 3341 and 3342', () => {
  test.each(EBU_CASES.map((one) => [one.id, one.what, one] as const))('%s: %s', (_id, _what, one) => {
    const readings = readCase(one, (samples) => {
      const meter = new SampleMeter({ truePeaks: one.figure === 'true-peak' })
      meter.push(samples)
      return meter.result()
    })
    expect(readings).toHaveLength(one.expected.length)
    for (const { lowest, highest, expected } of readings) {
      expect(lowest).toBeGreaterThanOrEqual(expected - one.below)
      expect(highest).toBeLessThanOrEqual(expected + one.above)
    }
  })
})
