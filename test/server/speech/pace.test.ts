import { expect, test } from 'vitest'
import { paceOf } from '../../../server/speech/pace.ts'

const read = (pace: number, syllables = 200) => ({ syllables, durationMs: (syllables / pace) * 60_000 })

test('begins at the pace of radio news and waits for three reads', () => {
  expect(paceOf([])).toEqual({ syllablesPerMinute: 233, reads: 0 })
  expect(paceOf([read(180), read(185)])).toEqual({ syllablesPerMinute: 233, reads: 0 })
  expect(paceOf([read(180), read(185), read(200)])).toEqual({ syllablesPerMinute: 185, reads: 3 })
  expect(paceOf([read(180), read(190), read(200), read(240)])).toEqual({ syllablesPerMinute: 195, reads: 4 })
})

test('passes over what was no plain reading: broken off, left running, a greeting of one breath', () => {
  const odd = [read(900), read(20), read(150, 12), { syllables: 100, durationMs: 0 }]
  expect(paceOf([...odd, read(210), read(212), read(214)])).toEqual({ syllablesPerMinute: 212, reads: 3 })
})
