import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activityOf } from '../../audio/quality/activity.ts'
import { ClippingWatch } from '../../audio/quality/clipping.ts'
import { gathered, type SpanMs } from '../../audio/quality/finding.ts'
import { judge, type Measured } from '../../audio/quality/judge.ts'
import { levelJumpsOf } from '../../audio/quality/level-jumps.ts'
import { SoundListener } from '../../audio/quality/listener.ts'
import { readTimeOf } from '../../audio/quality/read-time.ts'
import { silencesOf } from '../../audio/quality/silences.ts'
import { babble } from '../sounds.ts'
import { normal } from './rooms.ts'

const rate = 48_000

/** Clipping of a mono sound, pushed in pieces of a given length. */
function clippedIn(samples: Float32Array, sampleRateHz = rate, piece = 4_801): SpanMs[] {
  const watch = new ClippingWatch({ sampleRateHz, channels: 1 })
  for (let at = 0; at < samples.length; at += piece) watch.push(samples.subarray(at, at + piece))
  return watch.result()
}

/** All that is found in a mono sound. */
function heard(samples: Float32Array, options: { piece?: number; expectedMs?: number } = {}) {
  const listener = new SoundListener()
  const stereo = Float32Array.from({ length: 2 * samples.length }, (_sample, n) => samples[n >> 1] ?? 0)
  const { piece = 9_602 } = options
  for (let at = 0; at < stereo.length; at += piece) listener.push(stereo.subarray(at, at + piece))
  return judge(listener.result([]).measured, options.expectedMs)
}

const tone = (seconds: number, hz: number, gain: number) =>
  Float32Array.from({ length: seconds * rate }, (_sample, n) => gain * Math.sin((2 * Math.PI * hz * n) / rate))

/** Levels of speech-like stretches, `true` = sounding, each so many ms long. */
function activityIn(stretches: readonly (readonly [sounds: boolean, ms: number])[]) {
  const levels = stretches.flatMap(([sounds, ms]) => new Array<number>(Math.round(ms / 10)).fill(sounds ? -20 : -90))
  return activityOf(Float32Array.from(levels))
}

describe('clipping', () => {
  const cut = (gain: number, level: number) =>
    babble(4).map((sample) => level * Math.max(-1, Math.min(1, gain * sample)))

  test.each([1, 0.9, 0.7, 0.5, 0.25])('is found where the tops are cut off, at a level of %s', (level) => {
    expect(clippedIn(cut(8, level))).toEqual([{ fromMs: 0, toMs: 4_000 }])
  })

  test('is found in the seconds in which it is, on either channel', () => {
    const left = babble(9)
    const right = Float32Array.from(left, (sample, n) =>
      n >= 3 * rate && n < 5 * rate ? Math.max(-1, Math.min(1, 12 * sample)) : sample,
    )
    const watch = new ClippingWatch({ sampleRateHz: rate, channels: 2 })
    watch.push(Float32Array.from({ length: 18 * rate }, (_sample, n) => (n % 2 === 0 ? left : right)[n >> 1] ?? 0))
    expect(watch.result()).toEqual([{ fromMs: 3_000, toMs: 5_000 }])
  })

  test('is no pure tone, however low, loud or long its waves', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 60, max: 8_000, noNaN: true }),
        fc.double({ min: 0.01, max: 0.998, noNaN: true }),
        (hz, gain) => {
          expect(clippedIn(tone(1, hz, gain))).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('is no babble, noise or silence, and the same however the sound comes in pieces', () => {
    const noise = normal(3)
    for (const samples of [
      babble(5),
      babble(5, { gain: 0.5, hz: 110 }),
      new Float32Array(3 * rate),
      Float32Array.from({ length: 3 * rate }, () => 0.1 * noise()),
    ])
      expect(clippedIn(samples)).toEqual([])
    const clipped = cut(5, 0.6)
    for (const piece of [1_000, 48_000, 100_000]) expect(clippedIn(clipped, rate, piece)).toEqual(clippedIn(clipped))
  })

  test('is not what a lossy decoder lets go over full scale', () => {
    expect(clippedIn(babble(4, { gain: 0.8 }).map((sample) => 1.3 * sample))).toEqual([])
  })
})

describe('silences', () => {
  test('before, after and inside are suggested with what is to go, and a little air is left', () => {
    const activity = activityIn([
      [false, 2_500],
      [true, 6_000],
      [false, 3_000],
      [true, 4_000],
      [false, 4_000],
    ])
    expect(activity && silencesOf(activity)).toMatchObject([
      { kind: 'leading-silence', fromMs: 0, toMs: 2_200, suggestion: 'trim-start', figures: { silentMs: 2_500 } },
      { kind: 'long-silence', fromMs: 8_850, toMs: 11_150, suggestion: 'cut', figures: { silentMs: 3_000 } },
      { kind: 'trailing-silence', fromMs: 16_000, toMs: 19_500, suggestion: 'trim-end', figures: { silentMs: 4_000 } },
    ])
  })

  test('as a read has them are left alone', () => {
    const activity = activityIn([
      [false, 600],
      [true, 5_000],
      [false, 1_500],
      [true, 5_000],
      [false, 1_000],
    ])
    expect(activity && silencesOf(activity)).toEqual([])
  })

  test('a slate is a sound of 2 s at most before 0.8 s of silence within the first 10 s, and all others are none', () => {
    const ms = (min: number, max: number) => fc.integer({ min: min / 10, max: max / 10 }).map((tens) => tens * 10)
    fc.assert(
      fc.property(ms(300, 6_000), ms(100, 4_000), ms(300, 3_000), (lead, sound, pause) => {
        const activity = activityIn([
          [false, lead],
          [true, sound],
          [false, pause],
          [true, 8_000],
          [false, 500],
        ])
        const slates = activity ? silencesOf(activity).filter(({ kind }) => kind === 'slate') : []
        const isSlate = sound <= 2_000 && pause >= 800 && lead + sound <= 10_000
        expect(slates.length).toBe(isSlate ? 1 : 0)
        if (isSlate)
          expect(slates[0]).toMatchObject({
            fromMs: 0,
            toMs: lead + sound + pause - 300,
            suggestion: 'trim-start',
            severity: 'note',
          })
      }),
    )
  })

  test('a clap and somebody counting in are two slates, one behind the other', () => {
    const activity = activityIn([
      [false, 800],
      [true, 60],
      [false, 1_200],
      [true, 1_700],
      [false, 1_000],
      [true, 9_000],
      [false, 400],
    ])
    expect(activity && silencesOf(activity)).toMatchObject([
      { kind: 'slate', fromMs: 0, toMs: 1_760 },
      { kind: 'slate', fromMs: 1_760, toMs: 4_460 },
    ])
  })

  test('nothing at all is no activity', () => {
    expect(activityOf(new Float32Array(0))).toBeUndefined()
    expect(activityOf(new Float32Array(500).fill(-120))).toBeUndefined()
    expect(heard(new Float32Array(3 * rate))).toEqual([])
    expect(heard(new Float32Array(0))).toEqual([])
  })
})

describe('read time', () => {
  test('is short or long only far from its text, and never both', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 600_000 }),
        fc.integer({ min: 100, max: 600_000 }),
        (spoken, expected) => {
          const [found, more] = readTimeOf(spoken, expected, spoken + 1_000)
          expect(more).toBeUndefined()
          const share = spoken / expected
          if (share > 0.7 && share < 1.6) expect(found).toBeUndefined()
          if (share < 0.6 && expected > 10_000) expect(found?.kind).toBe('read-short')
          if (share > 1.8 && expected > 10_000) expect(found?.kind).toBe('read-long')
          if (expected < 2_500) expect(found?.kind).not.toBe('read-short')
        },
      ),
    )
  })

  test('leaves silences before, after and inside out', () => {
    const read = Float32Array.from([
      ...new Float32Array(8 * rate),
      ...babble(10),
      ...new Float32Array(9 * rate),
      ...babble(4),
      ...new Float32Array(9 * rate),
    ])
    const kinds = (expectedMs: number) => heard(read, { expectedMs }).map(({ kind }) => kind)
    expect(kinds(15_000)).not.toContain('read-long')
    expect(kinds(40_000)).toContain('read-short')
  })
})

describe('level jumps', () => {
  /** Momentary loudness of speech: syllables, pauses, a level of its own. */
  const course = (seconds: number, levelAt: (second: number) => number, seed = 1) => {
    const random = normal(seed)
    return Array.from({ length: seconds * 10 }, (_lufs, n) => {
      const isPause = n % 47 < 6
      return levelAt(n / 10) + (isPause ? -25 : 1.5 * random())
    })
  }

  test('that stay are found at their place, up and down, to a second', () => {
    for (const byLu of [-14, -8, 8, 14]) {
      const [found, more] = levelJumpsOf(course(60, (second) => (second < 25 ? -23 : -23 + byLu)))
      expect(more).toBeUndefined()
      expect(found?.kind).toBe('level-jump')
      expect(Math.abs((found?.fromMs ?? 0) - 25_000)).toBeLessThan(1_000)
      expect(Math.abs((found?.figures.byLu ?? 0) - byLu)).toBeLessThan(2)
    }
  })

  test('there and back again are two', () => {
    const found = levelJumpsOf(course(90, (second) => (second > 30 && second < 60 ? -32 : -22)))
    expect(found.map(({ figures }) => Math.sign(figures.byLu ?? 0))).toEqual([-1, 1])
  })

  test('are no steady read, no slow drift and no single loud word', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: -0.05, max: 0.05, noNaN: true }),
        (seed, drift) => {
          expect(levelJumpsOf(course(60, (second) => -23 + drift * second, seed))).toEqual([])
        },
      ),
      { numRuns: 25 },
    )
    expect(levelJumpsOf(course(60, (second) => (second > 30 && second < 31.5 ? -11 : -23)))).toEqual([])
    expect(levelJumpsOf([])).toEqual([])
    expect(levelJumpsOf(new Array<number>(300).fill(-120))).toEqual([])
  })
})

describe('pauses', () => {
  /** Babble with half a second of pause after each two seconds, over some noise and some hum. */
  const read = (noiseGain: number, humGain: number, hz = 50) => {
    const noise = normal(17)
    const voice = babble(24)
    return voice.map((sample, n) => {
      const sounds = n % (2.5 * rate) < 2 * rate ? sample : 0
      return sounds + noiseGain * noise() + humGain * Math.sin((2 * Math.PI * hz * n) / rate)
    })
  }
  const found = (samples: Float32Array) => heard(samples).map(({ kind, severity }) => `${kind} ${severity}`)

  test('with loud noise warn, with some are noted, with little say nothing', () => {
    expect(found(read(0.02, 0))).toContain('noise warning')
    expect(found(read(0.003, 0))).toContain('noise note')
    expect(found(read(0.0005, 0))).toEqual([])
    expect(found(read(0, 0))).toEqual([])
  })

  test.each([50, 60])('with the hum of %s Hz mains name it', (hz) => {
    const findings = heard(read(0.0003, 0.02, hz))
    expect(findings.filter(({ kind }) => kind === 'hum')).toMatchObject([{ severity: 'warning', figures: { hz } }])
    expect(findings.map(({ kind }) => kind)).not.toContain('noise')
  })

  test('are the same however the sound comes in pieces', () => {
    const samples = read(0.01, 0.01)
    expect(heard(samples, { piece: 1_998 })).toEqual(heard(samples, { piece: 200_000 }))
  })
})

describe('findings', () => {
  test('lie within the sound, in the order of their places', () => {
    const span = fc.record({ fromMs: fc.integer({ min: 0, max: 9_000 }), toMs: fc.integer({ min: 0, max: 20_000 }) })
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (clipped) => {
        const measured: Measured = {
          durationMs: 10_000,
          levels: Float32Array.from({ length: 1_000 }, (_level, n) => (n % 300 < 100 ? -80 : -20)),
          breadths: new Float32Array(500),
          hum: () => undefined,
          momentaryLufs: [],
          clipped,
        }
        const findings = judge(measured, 60_000)
        for (const { fromMs, toMs } of findings) {
          expect(fromMs).toBeGreaterThanOrEqual(0)
          expect(toMs).toBeGreaterThanOrEqual(fromMs)
          expect(toMs).toBeLessThanOrEqual(10_000)
        }
        expect(findings.map(({ fromMs }) => fromMs)).toEqual(
          findings.map(({ fromMs }) => fromMs).toSorted((one, other) => one - other),
        )
      }),
    )
  })

  test('gathered spans cover what they are of, and are no more than asked for', () => {
    const lengths = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 900 })), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 12 }), (pairs, most) => {
        let at = 0
        const spans = pairs.map(([gap, length]) => {
          const fromMs = at + gap
          at = fromMs + length
          return { fromMs, toMs: at }
        })
        const joined = gathered(spans, 100, most)
        expect(joined.length).toBeLessThanOrEqual(most)
        for (const { fromMs, toMs } of spans)
          expect(joined.some((span) => span.fromMs <= fromMs && span.toMs >= toMs)).toBe(true)
      }),
    )
  })
})
