import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEstimator } from '../../audio/player/estimate.ts'
import { createRing, ringOver } from '../../audio/player/ring.ts'
import { slidingMedian } from '../../audio/player/sliding-median.ts'
import { endFrame, fill, settle, timelineCue } from '../../audio/player/timeline.ts'
import { openWav } from '../../audio/player/wav.ts'
import { alsaNameOf, mayBeMoved, sinkOf } from '../../audio/system/device-id.ts'
import { wavBytes } from '../on-air/noise.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-parts-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Stereo samples whose value is the frame's number, left positive, right negative. */
function numbered(from: number, frames: number): Int16Array {
  return Int16Array.from({ length: frames * 2 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (from + (i >> 1) + 1))
}

describe('a device id', () => {
  test('names a card, a sink or a device of the configuration to ALSA', () => {
    expect(alsaNameOf('alsa:plughw:CARD=PCH,DEV=0')).toBe('plughw:CARD=PCH,DEV=0')
    expect(alsaNameOf('alsa:pulse:alsa_output.pci-0000_00_1f.3.analog-stereo')).toBe(
      'pulse:DEVICE="alsa_output.pci-0000_00_1f.3.analog-stereo"',
    )
    expect(alsaNameOf('alsa:station')).toBe('station')
    expect(() => alsaNameOf('wasapi:x')).toThrow('device-absent')
    expect(sinkOf('alsa:pulse:station')).toBe('station')
    expect(sinkOf('alsa:station')).toBeUndefined()
    expect(mayBeMoved('alsa:plughw:CARD=PCH,DEV=0')).toBe(false)
    expect(mayBeMoved('alsa:default')).toBe(true)
    expect(mayBeMoved('null')).toBe(false)
  })
})

describe('the estimate of the start', () => {
  test('is what most of the last 5 s agree on, and there is none before six', () => {
    const estimator = startEstimator()
    for (let i = 0; i < 5; i++) estimator.add(5)
    expect(estimator.zeroMs()).toBeUndefined()
    estimator.add(5)
    for (let i = 0; i < 250; i++) estimator.add(i % 10 === 0 ? 900 : 7)
    expect(estimator.zeroMs()).toBe(7)
  })

  test('a server whose answers bend away for a while is not followed', () => {
    const estimator = startEstimator()
    for (let i = 0; i < 60; i++) estimator.add(100 + (i % 3) * 0.1)
    for (let i = 0; i < 45; i++) estimator.add(100 + i * 0.3)
    expect(estimator.zeroMs()).toBeCloseTo(100.1, 0)
  })

  test('a device that fell behind is a slip, told once; drift is none', () => {
    const estimator = startEstimator()
    let slips = 0
    for (let i = 0; i < 3000; i++) {
      const now = i * 20
      estimator.add(100 + now * 200e-6 + (i >= 1500 ? 300 : 0))
      if (estimator.slipMs(now) !== 0) slips++
      if (i === 1499) expect(slips).toBe(0)
    }
    expect(slips).toBe(1)
    expect(estimator.driftPpm(60_000)).toBeUndefined()
    for (let i = 3000; i < 4750; i++) estimator.add(400 + i * 20 * 200e-6)
    expect(estimator.driftPpm(95_000)).toBeCloseTo(200, -1)
  })
})

describe('the sliding median', () => {
  test('is an element of the last values in the middle of their order, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
        fc.nat(8),
        (list, keep) => {
          const median = slidingMedian(9)
          for (const [i, value] of list.entries()) {
            median.add(value)
            const last = list.slice(Math.max(0, i - 8), i + 1).sort((a, b) => a - b)
            expect(median.median()).toBe(last[last.length >> 1])
          }
          median.keepLast(keep)
          const kept = list.slice(-Math.min(keep, list.length, 9)).sort((a, b) => a - b)
          expect(median.count()).toBe(keep === 0 ? 0 : kept.length)
          if (keep > 0) expect(median.median()).toBe(kept[kept.length >> 1])
        },
      ),
    )
  })
})

describe('the ring', () => {
  test('whatever the steps of writer and reader, every frame read is the one asked for', () => {
    const steps = fc.array(fc.record({ write: fc.nat(40), read: fc.nat(40), skip: fc.nat(60), skips: fc.boolean() }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(steps, fc.nat(1000), (list, first) => {
        const ring = createRing(first, 64)
        const other = ringOver(ring.shared)
        let next = first
        for (const { write, read, skip, skips } of list) {
          const { frame, room } = ring.wanted()
          ring.push(numbered(frame, Math.min(room, write)))
          if (skips) next += skip
          const out = new Int16Array(read * 2)
          const got = other.peek(next, out)
          expect(out.subarray(0, got * 2)).toEqual(numbered(next, got))
          next += got
          other.release(next)
          expect(other.ready()).toBeLessThanOrEqual(64)
        }
      }),
    )
  })
})

describe('the timeline of a stream', () => {
  function cue(id: string, frames: number, origin: number | undefined, value: number) {
    const ring = createRing(0, 4096)
    ring.push(new Int16Array(frames * 2).fill(value))
    const item = timelineCue({
      id,
      ring: ring.shared,
      isLive: false,
      frames,
      fromFrame: 0,
      startsAtMs: 0,
      placedMs: undefined,
    })
    item.origin = origin
    return item
  }
  const left = (out: Int16Array) => [...out].filter((_, i) => i % 2 === 0)

  test('a cue begins inside a chunk at its very frame and ends at its last', () => {
    const one = cue('a', 3, 104, 9)
    const out = new Int16Array(20)
    const filled = fill(out, 100, [one])
    expect(left(out)).toEqual([0, 0, 0, 0, 9, 9, 9, 0, 0, 0])
    settle(filled, 10, 100)
    expect(one).toMatchObject({ firstFrame: 0, soundedFrames: 3, skippedFrames: 0, endStreamFrame: 107 })
  })

  test('what the device did not take is not counted and comes again', () => {
    const one = cue('a', 20, 0, 9)
    const out = new Int16Array(20)
    settle(fill(out, 0, [one]), 4, 0)
    expect(one).toMatchObject({ next: 4, soundedFrames: 4, endStreamFrame: undefined })
    settle(fill(out, 4, [one]), 10, 4)
    settle(fill(out, 14, [one]), 10, 14)
    expect(one).toMatchObject({ soundedFrames: 20, skippedFrames: 0, endStreamFrame: 20 })
  })

  test('of two that overlap the earlier one sounds to its end, the later goes on where it should be by then', () => {
    const one = cue('a', 6, 0, 1)
    const two = cue('b', 6, 4, 2)
    const out = new Int16Array(24)
    settle(fill(out, 0, [one, two]), 12, 0)
    expect(left(out)).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0])
    expect(two).toMatchObject({ firstFrame: 2, soundedFrames: 4 })
  })

  test('sound that comes too late is silence, counted, and what follows stays on the timeline', () => {
    const ring = createRing(0, 4096)
    ring.push(new Int16Array(8).fill(5))
    const item = timelineCue({
      id: 'a',
      ring: ring.shared,
      isLive: false,
      frames: 30,
      fromFrame: 0,
      startsAtMs: 0,
      placedMs: undefined,
    })
    item.origin = 0
    const out = new Int16Array(20)
    expect(settle(fill(out, 0, [item]), 10, 0)).toBe(6)
    expect(left(out)).toEqual([5, 5, 5, 5, 0, 0, 0, 0, 0, 0])
    const { frame, room } = ring.wanted()
    expect(frame).toBe(10)
    ring.push(numbered(frame, Math.min(room, 20)))
    settle(fill(out, 10, [item]), 10, 10)
    expect(left(out)[0]).toBe(11)
    expect(item).toMatchObject({ soundedFrames: 14, skippedFrames: 6 })
  })

  test('a fade ends in silence and ends the cue', () => {
    const one = cue('a', 2000, 0, 10_000)
    one.next = 10
    one.firstFrame = 0
    one.fade = { from: 10, frames: 100 }
    expect(endFrame(one)).toBe(110)
    const out = new Int16Array(400)
    settle(fill(out, 10, [one]), 200, 10)
    const levels = left(out)
    expect(levels.every((level, i) => i === 0 || level <= (levels[i - 1] ?? 0))).toBe(true)
    expect(levels[99]).toBeLessThan(10)
    expect(one.endStreamFrame).toBe(110)
  })
})

describe('a WAV file', () => {
  const path = () => join(folder, 'file.wav')
  const put = (bytes: Buffer) => writeFile(path(), bytes)
  const patched = (change: (bytes: Buffer) => void) => {
    const bytes = wavBytes(numbered(0, 10))
    change(bytes)
    return bytes
  }
  const refusal = () =>
    openWav(path()).then(
      () => undefined,
      (error: { code: string; details: { reason: string } }) => `${error.code} ${error.details.reason}`,
    )

  test('is read from any frame, and not past its end', async () => {
    await put(wavBytes(numbered(0, 10)))
    const wav = await openWav(path())
    expect(wav.frames).toBe(10)
    expect(await wav.read(7, 100)).toEqual(numbered(7, 3))
    expect(await wav.read(10, 5)).toHaveLength(0)
    await wav.close()
  })

  test('with other chunks before and after its sound, and with an open end, is read all the same', async () => {
    const plain = wavBytes(numbered(0, 10))
    const odd = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1')
    await put(
      Buffer.concat([plain.subarray(0, 12), odd, plain.subarray(12), Buffer.from('bext\x02\0\0\0xx', 'latin1')]),
    )
    const wav = await openWav(path())
    expect(await wav.read(0, 99)).toEqual(numbered(0, 10))
    await wav.close()
    await put(patched((bytes) => bytes.writeUInt32LE(0xffffffff, 40)))
    const open = await openWav(path())
    expect(open.frames).toBe(10)
    await open.close()
  })

  test('in mono goes to both sides, in 24 bit is rounded', async () => {
    const head = patched(() => {}).subarray(0, 44)
    head.writeUInt16LE(1, 22)
    head.writeUInt16LE(24, 34)
    head.writeUInt32LE(9, 40)
    await put(Buffer.concat([head, Buffer.from([0x80, 0x01, 0x00, 0xff, 0xff, 0x7f, 0x00, 0x00, 0x80])]))
    const wav = await openWav(path())
    expect([...(await wav.read(0, 3))]).toEqual([2, 2, 32_767, 32_767, -32_768, -32_768])
    await wav.close()
  })

  test('that is none, is of another rate, or has no sound is refused with the reason', async () => {
    await put(Buffer.from('<html>'))
    expect(await refusal()).toBe('file-refused not-wav')
    await put(patched((bytes) => bytes.writeUInt32LE(44_100, 24)))
    expect(await refusal()).toBe('file-refused format')
    await put(patched((bytes) => bytes.writeUInt16LE(3, 20)))
    expect(await refusal()).toBe('file-refused format')
    await put(patched(() => {}).subarray(0, 36))
    expect(await refusal()).toBe('file-refused no-sound-inside')
  })
})
