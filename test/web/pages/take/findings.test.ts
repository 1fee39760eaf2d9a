import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TakeFinding } from '../../../../server/contract/index.ts'
import {
  accepted,
  findingKey,
  located,
  nextOpen,
  placeFindings,
  placeNow,
} from '../../../../web/pages/take/findings.ts'
import { forgetEdit, keepEdit, keptEdit } from '../../../../web/pages/take/kept.ts'
import { cutOut, lineMs, wholeTake } from '../../../../web/pages/take/pieces.ts'
import { placeClock, rulerWords, secondsWords } from '../../../../web/pages/take/words.ts'

const base = wholeTake({ id: 'a', durationMs: 60_000 })
const finding = (change: Partial<TakeFinding>): TakeFinding => ({
  kind: 'long-silence',
  fromMs: 20_000,
  toMs: 23_000,
  severity: 'note',
  sentence: 'Lặng ba giây.',
  ...change,
})
const findings = [
  finding({}),
  finding({ kind: 'leading-silence', fromMs: 0, toMs: 2000, suggestion: 'trim-start' }),
  finding({ kind: 'long-breath', fromMs: 30_000, toMs: 30_600, suggestion: 'cut' }),
  finding({ kind: 'clipping', fromMs: 40_000, toMs: 41_000, severity: 'warning' }),
  finding({ kind: 'trailing-silence', fromMs: 57_000, toMs: 60_000, suggestion: 'trim-end' }),
]
const states = (line = base, refused: string[] = []) =>
  placeFindings(findings, base, line, refused).map(({ state }) => state)

describe('what was found in a read', () => {
  test('stands in the order of its places; suggestions wait for an answer', () => {
    const found = placeFindings(findings, base, base, [])
    expect(found.map((one) => one.finding.kind)).toEqual([
      'leading-silence',
      'long-silence',
      'long-breath',
      'clipping',
      'trailing-silence',
    ])
    expect(states()).toEqual(['open', 'seen', 'open', 'seen', 'open'])
    expect(nextOpen(found)?.finding.kind).toBe('leading-silence')
    expect(nextOpen(found, 2000)?.finding.kind).toBe('long-breath')
    expect(nextOpen(found, 60_000)?.finding.kind).toBe('leading-silence')
  })

  test('moves with its sound, and is gone when that was cut out', () => {
    const trimmed = accepted(base, placeFindings(findings, base, base, []).slice(0, 1)) ?? base
    expect(lineMs(trimmed)).toBe(58_000)
    const found = placeFindings(findings, base, trimmed, [])
    expect(found.map(({ state }) => state)).toEqual(['gone', 'seen', 'open', 'seen', 'open'])
    expect(found[2]?.cuts).toEqual([{ fromMs: 28_000, toMs: 28_600 }])
    expect(states(cutOut(base, 39_000, 42_000))).toEqual(['open', 'seen', 'open', 'gone', 'open'])
  })

  test('has no place on the waveform when it speaks of the whole read', () => {
    const whole = finding({ kind: 'read-short', fromMs: 0, toMs: 60_000, severity: 'warning' })
    const found = placeFindings([...findings, whole], base, base, [])
    expect(found).toHaveLength(6)
    expect(located(found, base).map(({ finding: { kind } }) => kind)).not.toContain('read-short')
    expect(located(found, base)).toHaveLength(5)
  })

  test('is left alone when it was refused', () => {
    const [first] = placeFindings(findings, base, base, [])
    const refused = [first?.key ?? '']
    expect(states(base, refused)).toEqual(['refused', 'seen', 'open', 'seen', 'open'])
    expect(refused[0]).toBe(findingKey(findings[1] ?? finding({})))
  })

  test('accepted all at once is what is accepted one after the other', () => {
    const all = accepted(
      base,
      placeFindings(findings, base, base, []).filter(({ state }) => state === 'open'),
    )
    let line = base
    for (;;) {
      const next = nextOpen(placeFindings(findings, base, line, []))
      if (!next) break
      line = accepted(line, [next]) ?? line
    }
    expect(all).toEqual(line)
    expect(lineMs(line)).toBe(60_000 - 2000 - 600 - 3000)
  })

  test('however it is cut, every finding has a state and stands inside the line', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60_000), fc.nat(60_000)), { maxLength: 6 }), (cuts) => {
        const line = cuts.reduce((left, [a, b]) => cutOut(left, a, b) ?? left, base)
        for (const { ranges, cuts: going, state } of placeFindings(findings, base, line, [])) {
          expect(state === 'open').toBe(going.length > 0)
          for (const { fromMs, toMs } of [...ranges, ...going]) {
            expect(fromMs).toBeGreaterThanOrEqual(0)
            expect(toMs).toBeLessThanOrEqual(lineMs(line))
            expect(toMs).toBeGreaterThan(fromMs)
          }
        }
      }),
    )
  })
})

describe('a place that somebody remarked on', () => {
  test('moves with its sound, and is nowhere when that was cut out', () => {
    const cut = cutOut(base, 10_000, 20_000) ?? base
    expect(placeNow(30_000, base, base)).toBe(30_000)
    expect(placeNow(30_000, base, cut)).toBe(20_000)
    expect(placeNow(15_000, base, cut)).toBeUndefined()
    expect(placeNow(59_990, base, cut)).toBe(49_990)
  })
})

describe('an edit that is not saved', () => {
  const shelf = () => {
    const kept = new Map<string, string>()
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
  }

  test('is kept in the browser until it is forgotten', () => {
    const own = shelf()
    const kept = { savedAt: 5, content: { line: cutOut(base, 1000, 2000) ?? base, refused: ['slate:0:1'] } }
    expect(keepEdit(own, 'a', kept)).toBe(true)
    expect(keptEdit(own, 'a')).toEqual(kept)
    expect(keptEdit(own, 'b')).toBeUndefined()
    forgetEdit(own, 'a')
    expect(keptEdit(own, 'a')).toBeUndefined()
  })

  test.each([
    '{}',
    'nonsense',
    '{"savedAt":1,"content":{"line":[],"refused":[]}}',
    '{"savedAt":1,"content":{"line":[{"takeId":"a","fromMs":5,"toMs":5}],"refused":[]}}',
    '{"savedAt":1,"content":{"line":[{"takeId":"a","fromMs":0,"toMs":5}],"refused":[7]}}',
  ])('counts as nothing when it cannot be read: %s', (text) => {
    const own = shelf()
    own.setItem('len-song.ban-thu.a', text)
    expect(keptEdit(own, 'a')).toBeUndefined()
  })
})

test('places and lengths are written as people at a station write them', () => {
  expect(placeClock(83_450)).toBe('1:23,4')
  expect(placeClock(3_683_999)).toBe('1:01:23,9')
  expect(secondsWords(840)).toBe('0,8 giây')
  expect(secondsWords(65_040)).toBe('1 phút 05,0 giây')
  expect(rulerWords(1500, 500)).toBe('0:01,5')
  expect(rulerWords(90_000, 30_000)).toBe('1:30')
})
