import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ClippedRuns } from '../../audio/parts/clipped-runs.ts'
import { Cutter, keptLength } from '../../audio/parts/cut.ts'
import { FrameStream, silenceNonsense } from '../../audio/parts/frame-stream.ts'
import { livingChannel, plainMending } from '../../audio/parts/mend.ts'
import { NoiseReduction } from '../../audio/parts/noise-reduction.ts'
import { bins, NoiseListener } from '../../audio/parts/noise-spectrum.ts'
import { PartMeter } from '../../audio/parts/part-meter.ts'
import { Making, Turns } from '../../audio/parts/sharing.ts'
import { mulberry } from './editions.ts'

const rate = 48_000

describe('cutting', () => {
  const stretches = fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 2, maxLength: 10 }).map((steps) => {
    let at = 0
    const edges = steps.map((step, index) => (at += index % 2 === 0 ? step - 1 : step))
    return edges.flatMap((fromFrame, index) => {
      const toFrame = edges[index + 1]
      return index % 2 === 0 && toFrame !== undefined ? [{ fromFrame, toFrame }] : []
    })
  })

  test('the length is that of the stretches as far as the sound reaches, whatever the blocks it comes in', () => {
    fc.assert(
      fc.property(
        stretches,
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        (keep, frames, block) => {
          const cut = cutIn(block, keep, ramp(frames))
          expect(cut.length / 2).toBe(keptLength(keep, frames))
          expect(cut).toEqual(cutIn(frames + 1, keep, ramp(frames)))
        },
      ),
    )
  })

  test('nothing kept means all of it, bit for bit', () => {
    const sound = ramp(5_000)
    expect(cutIn(700, [], sound)).toEqual(sound)
    expect(keptLength([], 5_000)).toBe(5_000)
  })

  test('away from the joins every sample stays in its place; around them both sides fade over for 10 ms', () => {
    const keep = [
      { fromFrame: 1_000, toFrame: 3_000 },
      { fromFrame: 6_000, toFrame: 9_000 },
    ]
    const cut = cutIn(4_096, keep, ramp(10_000))
    const at = (frame: number): number => cut[2 * frame] ?? Number.NaN
    expect(at(0)).toBe(1_000)
    expect(at(1_759)).toBe(2_759)
    expect(at(2_240)).toBe(6_240)
    expect(at(4_999)).toBe(8_999)
    // In the middle both count as much: 3 000 and 6 000.
    expect(at(2_000)).toBeGreaterThan(4_400)
    expect(at(2_000)).toBeLessThan(4_600)
    for (let frame = 1; frame < 5_000; frame++) expect(at(frame) - at(frame - 1)).toBeLessThan(12)
  })

  test('stretches that touch are one', () => {
    const sound = ramp(4_000)
    const keep = [
      { fromFrame: 0, toFrame: 1_000 },
      { fromFrame: 1_000, toFrame: 4_000 },
    ]
    expect(cutIn(333, keep, sound)).toEqual(sound)
  })
})

describe('bytes become frames', () => {
  test('however they are cut up; a broken frame at the end is left out', () => {
    const sound = ramp(3_000)
    const bytes = Buffer.concat([Buffer.from(sound.buffer), Buffer.from([1, 2, 3])])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (size) => {
        const got: number[] = []
        const stream = new FrameStream((samples) => got.push(...samples))
        for (let at = 0; at < bytes.length; at += size) stream.push(bytes.subarray(at, at + size))
        expect(got).toEqual([...sound])
      }),
      { numRuns: 20 },
    )
  })

  test('what is no number is silence', () => {
    const samples = Float32Array.from([0.5, Number.NaN, Number.POSITIVE_INFINITY, -0.25])
    silenceNonsense(samples)
    expect([...samples]).toEqual([0.5, 0, 0, -0.25])
  })
})

describe('mending', () => {
  test('one channel 40 dB under the other is dead, a softer one is not', () => {
    const level = (rms: number) => ({ offset: 0, rms })
    expect(livingChannel([level(0.1), level(0.0009)], 0.05)).toBe('left')
    expect(livingChannel([level(0), level(0.1)], 0.05)).toBe('right')
    expect(livingChannel([level(0.1), level(0.002)], 0.05)).toBe('both')
    expect(livingChannel([level(0), level(0)], 0)).toBe('both')
  })

  test('of two sides that cancel each other the louder is used, of two voices on two sides both', () => {
    const used = (rightOf: (n: number) => number) => {
      const sound = stereo(rate, (n) => 0.1 * Math.sin((2 * Math.PI * 300 * n) / rate))
      for (let n = 0; n < rate; n++) sound[2 * n + 1] = rightOf(n)
      const { channels, middleRms } = measured(sound)
      return livingChannel(channels, middleRms)
    }
    const sine = (hz: number, n: number) => Math.sin((2 * Math.PI * hz * n) / rate)
    expect(used((n) => -0.1 * sine(300, n))).toBe('left')
    expect(used((n) => 0.05 - 0.11 * sine(300, n))).toBe('right')
    expect(used((n) => 0.1 * sine(300, n))).toBe('both')
    expect(used((n) => 0.1 * sine(500, n))).toBe('both')
    expect(used((n) => -0.03 * sine(300, n))).toBe('both')
  })

  test('an offset goes without a thump, a voice stays within a fiftieth of a decibel', () => {
    const sound = stereo(rate, (n) => 0.2 + 0.1 * Math.sin((2 * Math.PI * 120 * n) / rate))
    const out: number[] = []
    plainMending('both', [0.2, 0.2], (samples) => out.push(...samples)).push(sound)
    expect(Math.max(...out.map(Math.abs))).toBeLessThan(0.104)
    const [left] = measured(Float32Array.from(out)).channels
    expect(Math.abs(left.offset)).toBeLessThan(0.001)
    expect(20 * Math.log10(left.rms / (0.1 / Math.SQRT2))).toBeCloseTo(0, 1)
  })

  test('the living channel sounds on both sides', () => {
    const out: number[] = []
    plainMending('right', undefined, (samples) => out.push(...samples)).push(Float32Array.from([0, 0.5, 0, -0.5]))
    expect(out).toEqual([0.5, 0.5, -0.5, -0.5])
  })
})

describe('noise', () => {
  const random = mulberry(7)
  const hiss = (level: number) => (): number => level * (random() + random() + random() - 1.5)

  test('where there is none to take away every sample comes out as it went in, in its place', () => {
    const sound = stereo(10_000, (n) => 0.3 * Math.sin(n / 7) + 0.1 * Math.sin(n / 31))
    for (const block of [64, 1_000, 20_000]) {
      const out: number[] = []
      const reduction = new NoiseReduction(new Float64Array(bins), 'strong', (samples) => out.push(...samples))
      for (let at = 0; at < sound.length; at += 2 * block) reduction.push(sound.subarray(at, at + 2 * block))
      reduction.end()
      expect(out).toHaveLength(sound.length)
      expect(Math.max(...out.map((sample, index) => Math.abs(sample - (sound[index] ?? 0))))).toBeLessThan(1e-6)
    }
  })

  test.each([
    ['light', 9, 10.5],
    ['strong', 16, 18.5],
  ] as const)(
    '%s takes steady hiss down by its depth and leaves a tone that is far louder',
    (strength, least, most) => {
      const noise = hiss(0.003)
      const isTone = (n: number): boolean => Math.floor(n / rate) % 2 === 1
      const sound = stereo(8 * rate, (n) => noise() + (isTone(n) ? 0.2 * Math.sin((2 * Math.PI * 440 * n) / rate) : 0))
      const listener = new NoiseListener()
      listener.push(sound)
      const spectrum = listener.spectrum('both')
      if (spectrum === undefined) throw new Error('no pause was found')
      const out = new Float32Array(sound.length)
      let filled = 0
      const reduction = new NoiseReduction(spectrum, strength, (samples) => {
        out.set(samples, filled)
        filled += samples.length
      })
      reduction.push(sound)
      reduction.end()
      const change = (fromS: number, toS: number): number => {
        const part = (samples: Float32Array): Float32Array => samples.subarray(2 * rate * fromS, 2 * rate * toS)
        return 20 * Math.log10(measured(part(out)).channels[0].rms / measured(part(sound)).channels[0].rms)
      }
      expect(change(4.2, 4.8)).toBeLessThan(-least)
      expect(change(4.2, 4.8)).toBeGreaterThan(-most)
      expect(Math.abs(change(3.2, 3.8))).toBeLessThan(0.1)
    },
  )

  test('nothing is learnt where there is no pause, and nothing from digital silence', () => {
    const music = new NoiseListener()
    music.push(stereo(4 * rate, (n) => 0.3 * Math.sin(n / 20)))
    expect(music.spectrum('both')).toBeUndefined()
    const edited = new NoiseListener()
    edited.push(stereo(4 * rate, (n) => (n < 3 * rate ? 0 : 0.3 * Math.sin(n / 20))))
    expect(edited.spectrum('both')).toBeUndefined()
  })
})

describe('what is counted while a part passes', () => {
  test('noise floor, long silences to 10 ms, waveform, clipped runs', () => {
    const random = mulberry(3)
    const speaks = (n: number): boolean => n < 3 * rate || n >= 6 * rate
    const sound = stereo(9 * rate, (n) => {
      if (speaks(n)) return 0.5 * Math.sin(n / 9) * (n % rate < 0.8 * rate ? 1 : 0.1)
      return 0.0002 * (random() - 0.5)
    })
    const found = measured(sound)
    expect(found.silences).toEqual([{ atFrame: 3 * rate, frames: 3 * rate }])
    expect(found.noiseFloorDbfs).toBeCloseTo(20 * Math.log10(0.0002 / Math.sqrt(12)), 0)
    expect(found.peaks.pairs).toHaveLength(2 * 20 * 9)
    expect(Math.max(...found.peaks.pairs)).toBe(64)
    expect(found.clippedRuns).toEqual([0, 0])
    expect(found.frames).toBe(9 * rate)
  })

  test('the figures are the same to the last bit however the sound is cut into pushes', () => {
    const random = mulberry(11)
    const sound = stereo(3 * rate, (n) => Math.sin(n / 11) * (random() - 0.5) * Math.sin(n / 20_000))
    const whole = measured(sound)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 9 }), (sizes) => {
        const meter = new PartMeter()
        for (let at = 0, push = 0; at < sound.length; push++) {
          const end = Math.min(sound.length, at + 2 * (sizes[push % sizes.length] ?? 1))
          meter.push(sound.subarray(at, end))
          at = end
        }
        expect(meter.result()).toEqual(whole)
      }),
      { numRuns: 5 },
    )
  })

  test('a steady sound has no pause', () => {
    expect(measured(stereo(3 * rate, (n) => 0.3 * Math.sin(n / 20))).noiseFloorDbfs).toBeUndefined()
  })

  test('three neighbours at full scale are a run, wherever a block ends between them', () => {
    const sound = stereo(2_000, (n) => ([100, 101, 102, 479, 480, 481, 482, 900, 901].includes(n) ? -1 : 0.1))
    expect(measured(sound).clippedRuns).toEqual([2, 2])
    const mono = new ClippedRuns(1)
    mono.push(Float32Array.from([1, 1]))
    mono.push(Float32Array.from([1, 0, 1, 1, 1, 1]))
    mono.interrupt()
    mono.push(Float32Array.from([1, 1]))
    expect(mono.runs).toEqual([2])
  })
})

describe('sharing the work', () => {
  test('one who leaves does not stop it for the others; when the last leaves it is stopped, and waited for', async () => {
    const steps: string[] = []
    const making = new Making<string>(
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            steps.push('stopped')
            setTimeout(() => {
              steps.push('gone')
              reject(new Error('stopped'))
            }, 20)
          })
        }),
    )
    const [one, other] = [new AbortController(), new AbortController()]
    const first = making.wait(one.signal)
    const second = making.wait(other.signal)
    one.abort()
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps).toEqual([])
    expect(making.isGivenUp).toBe(false)
    other.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps).toEqual(['stopped', 'gone'])
  })

  test('so many at once, the others in the order in which they came; one who leaves the queue is passed over', async () => {
    const turns = new Turns(2)
    const begun: number[] = []
    const ends: (() => void)[] = []
    const leaver = new AbortController()
    const job = (number: number, signal = new AbortController().signal): Promise<void> =>
      turns.take(signal, () => {
        begun.push(number)
        return new Promise((resolve) => ends.push(resolve))
      })
    const jobs = [job(1), job(2), job(3, leaver.signal), job(4)]
    leaver.abort()
    await expect(jobs[2]).rejects.toMatchObject({ code: 'cancelled' })
    expect(begun).toEqual([1, 2])
    ends[0]?.()
    await jobs[0]
    expect(begun).toEqual([1, 2, 4])
    for (const end of ends) end()
    await Promise.all([jobs[1], jobs[3]])
  })
})

function cutIn(
  block: number,
  keep: readonly { fromFrame: number; toFrame: number }[],
  sound: Float32Array,
): Float32Array {
  const out: number[] = []
  const cutter = new Cutter(keep, (samples) => out.push(...samples))
  for (let at = 0; at < sound.length; at += 2 * block) cutter.push(sound.subarray(at, at + 2 * block))
  cutter.end()
  return Float32Array.from(out)
}

/** Every sample is the number of its frame. */
function ramp(frames: number): Float32Array {
  return stereo(frames, (n) => n)
}

function stereo(frames: number, at: (frame: number) => number): Float32Array {
  const samples = new Float32Array(2 * frames)
  for (let n = 0; n < frames; n++) {
    samples[2 * n] = at(n)
    samples[2 * n + 1] = samples[2 * n] ?? 0
  }
  return samples
}

function measured(sound: Float32Array) {
  const meter = new PartMeter()
  meter.push(sound)
  return meter.result()
}
