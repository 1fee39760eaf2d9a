import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ditherToSixteenBit } from '../../audio/delivery/dither.ts'
import { mp3Forms } from '../../audio/delivery/forms.ts'
import { id3Tag } from '../../audio/delivery/id3.ts'
import { crc16, infoFrame } from '../../audio/delivery/info-frame.ts'
import { allOrNone, Lanes } from '../../audio/delivery/lanes.ts'
import { keepStretch, seal, takeStretch, trimStretches } from '../../audio/delivery/stretch-store.ts'
import { mp3DelaySamples, mp3FrameSamples, stretchesOf } from '../../audio/delivery/stretches.ts'
import { broadcastHeader, plainAscii } from '../../audio/delivery/wave-chunks.ts'

const facts = {
  title: 'Một cửa, “hẹn giờ” ở phường 1',
  originator: 'Đài Truyền thanh Sa Đéc',
  album: 'Cải cách hành chính',
  comment: '1. Điện\n2. Nước',
  date: '2026-11-15',
  reference: 'abcdef0123456789abcdef0123456789',
  frames: 1001,
  introFrames: 480,
  figures: { integratedLufs: -23.014, rangeLu: 6.2, truePeakDbtp: -1.25, maxMomentaryLufs: -17.5 },
  maker: 'Len Song / FFmpeg 5.1',
}

/** The chunks of a wave file by name. */
function chunksOf(bytes: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4)
    found.set(bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size % 2)
  }
  return found
}

const text = (bytes: Buffer | undefined, at: number, length: number): string =>
  (bytes?.toString('latin1', at, at + length) ?? '').replace(/\0+$/, '')

describe('the header of a master', () => {
  const header = broadcastHeader(facts)
  const chunks = chunksOf(header)

  test('is a wave of 16 bit, 48 kHz, stereo, whose sizes are those of its samples', () => {
    expect(header.readUInt32LE(4)).toBe(header.length - 8 + 1001 * 4)
    expect([...chunks.keys()]).toEqual(['bext', 'cart', 'fmt ', 'data'])
    const fmt = chunks.get('fmt ')
    expect([fmt?.readUInt16LE(0), fmt?.readUInt16LE(2), fmt?.readUInt32LE(4), fmt?.readUInt16LE(14)]).toEqual([
      1, 2, 48_000, 16,
    ])
    expect(header.readUInt32LE(header.length - 4)).toBe(1001 * 4)
  })

  test('says title, station, date and loudness in bext of version 2; what is unknown as the standard wants', () => {
    const bext = chunks.get('bext')
    expect(text(bext, 0, 256)).toBe('Mot cua, "hen gio" o phuong 1')
    expect(text(bext, 256, 32)).toBe('Dai Truyen thanh Sa Dec')
    expect([text(bext, 288, 32), text(bext, 320, 10), text(bext, 330, 8)]).toEqual([
      facts.reference,
      '2026-11-15',
      '00:00:00',
    ])
    expect(bext?.readUInt16LE(346)).toBe(2)
    expect([412, 414, 416, 418, 420].map((at) => bext?.readInt16LE(at))).toEqual([-2301, 620, -125, -1750, 0x7fff])
    expect(text(bext, 602, 200)).toBe('A=PCM,F=48000,W=16,M=stereo,T=Len Song / FFmpeg 5.1\r\n')
  })

  test('says title, beginning, end and markers in cart', () => {
    const cart = chunks.get('cart')
    expect([text(cart, 0, 4), text(cart, 4, 64), text(cart, 68, 64)]).toEqual([
      '0101',
      'Mot cua, "hen gio" o phuong 1',
      'Dai Truyen thanh Sa Dec',
    ])
    expect([text(cart, 452, 10), text(cart, 470, 10), text(cart, 488, 64)]).toEqual([
      '2026-11-15',
      '9999-12-31',
      'Len Song',
    ])
    const timers = [0, 1, 2, 3].map((timer) => [text(cart, 684 + 8 * timer, 4), cart?.readUInt32LE(688 + 8 * timer)])
    expect(timers).toEqual([
      ['AUDs', 0],
      ['INTs', 0],
      ['INTe', 480],
      ['AUDe', 1001],
    ])
    expect(text(cart, 2048, 100)).toBe('1. Dien\r\n2. Nuoc')
  })

  test('has the same length whatever was measured', () => {
    expect(broadcastHeader({ ...facts, figures: {} }).length).toBe(header.length)
  })
})

test('Vietnamese without its marks has every letter of the alphabet', () => {
  expect(plainAscii('Ấp Đồng Tháp, ữ ợ ẵ ỹ … “a” – b 中')).toBe('Ap Dong Thap, u o a y ... "a" - b ?')
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (any) => /^[\x20-\x7e\r\n]*$/.test(plainAscii(any))))
})

describe('dither', () => {
  test('leaves silence silent and rounds all else within a step and a half, without bias', () => {
    const samples = Float32Array.from({ length: 20_000 }, (_sample, i) => (i % 4 === 0 ? 0 : 10.3 / 32_768))
    const written = ditherToSixteenBit(samples.slice(), 7)
    const sounding = [...written].filter((_value, i) => i % 4 !== 0)
    expect([...written].every((value, i) => i % 4 !== 0 || value === 0)).toBe(true)
    expect(Math.max(...sounding) - Math.min(...sounding)).toBeLessThanOrEqual(3)
    expect(sounding.reduce((sum, value) => sum + value, 0) / sounding.length).toBeCloseTo(10.3, 1)
  })

  test('is the same however the sound is cut, and clips what does not fit', () => {
    const sound = Float32Array.from({ length: 200 }, (_sample, i) => Math.sin(i) * 1.2)
    const whole = ditherToSixteenBit(sound.slice(), 0)
    const cut = [ditherToSixteenBit(sound.slice(0, 82), 0), ditherToSixteenBit(sound.slice(82), 41)]
    expect(cut.flatMap((piece) => [...piece])).toEqual([...whole])
    expect([Math.max(...whole), Math.min(...whole)]).toEqual([32_767, -32_768])
  })
})

describe('stretches', () => {
  const layouts = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 9_600, max: 50_000 })), { maxLength: 12 })
    .map((pairs) => {
      let at = 0
      const quiet = pairs.map(([sound, gap]) => {
        const fromFrame = at + sound
        at = fromFrame + gap
        return { fromFrame, toFrame: at }
      })
      return { quiet, totalFrames: at + 30_000 }
    })

  test('cover the whole, each begins with its sound, and its frames hold all of it', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const stretches = stretchesOf(layout)
        expect(stretches.map(({ fromFrame }) => fromFrame)).toEqual([0, ...layout.quiet.map(({ toFrame }) => toFrame)])
        expect(stretches.at(-1)?.toFrame).toBe(layout.totalFrames)
        let frame = 0
        for (const [index, stretch] of stretches.entries()) {
          expect(stretch.mp3Frame).toBe(frame)
          const shift = stretch.fromFrame - stretch.mp3Frame * mp3FrameSamples
          expect(shift).toBeGreaterThanOrEqual(0)
          expect(shift).toBeLessThan(mp3FrameSamples)
          const soundEnd = (layout.quiet[index]?.fromFrame ?? layout.totalFrames) - stretch.fromFrame
          expect(stretch.mp3Frames * mp3FrameSamples - mp3DelaySamples).toBeGreaterThanOrEqual(soundEnd)
          frame += stretch.mp3Frames
        }
        const padding = frame * mp3FrameSamples - 576 - layout.totalFrames
        expect(padding).toBeGreaterThanOrEqual(529)
        expect(padding).toBeLessThan(4096)
      }),
    )
  })
})

describe('the information frame', () => {
  test.each(['mp3', 'mono'] as const)('of %s fits its frame and says how many samples to leave out', (form) => {
    const frame = infoFrame({ form, mp3Frames: 100, totalFrames: 113_000, musicCrc: 0xbeef, encoder: 'LAME3.100' })
    expect(frame.length).toBe(mp3Forms[form].frameBytes)
    const info = form === 'mp3' ? 36 : 21
    expect(frame.toString('latin1', info, info + 4)).toBe('Info')
    expect([frame.readUInt32BE(info + 8), frame.readUInt32BE(info + 12)]).toEqual([100, 101 * frame.length])
    expect(frame.toString('latin1', info + 120, info + 129)).toBe('LAME3.100')
    const skip = frame.readUIntBE(info + 141, 3)
    expect([skip >> 12, skip & 0xfff]).toEqual([576, 100 * 1152 - 576 - 113_000])
    expect(frame.readUInt16BE(info + 152)).toBe(0xbeef)
    expect(frame.readUInt16BE(info + 154)).toBe(crc16(frame.subarray(0, info + 154)))
  })

  test('is checked by the CRC-16 that everybody knows', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0xbb3d)
    expect(crc16(Buffer.from('6789'), crc16(Buffer.from('12345')))).toBe(0xbb3d)
  })
})

test('a tag names its chapters in their order and carries the picture', () => {
  const tags = { title: 'Bản tin', artist: 'Đài', album: 'Tuần', date: '2026-11-15' }
  const chapters = [
    { title: 'Điện', startMs: 0, endMs: 1000 },
    { title: 'Nước', startMs: 1000, endMs: 2500 },
  ]
  const picture = { mediaType: 'image/png' as const, bytes: Buffer.from('PNG!') }
  const tag = id3Tag({ tags, durationMs: 2500, chapters, picture })
  expect(tag.toString('latin1', 0, 4)).toBe('ID3\x03')
  const contents = tag.indexOf('CTOC')
  expect(tag.toString('latin1', contents + 10, contents + 26)).toBe('toc\0\x03\x02chp1\0chp2\0')
  const second = tag.lastIndexOf('CHAP')
  expect(tag.toString('latin1', second + 10, second + 15)).toBe('chp2\0')
  expect([tag.readUInt32BE(second + 15), tag.readUInt32BE(second + 19)]).toEqual([1000, 2500])
  expect(tag.subarray(second).includes(Buffer.from('Nước', 'utf16le'))).toBe(true)
  expect(tag.subarray(tag.indexOf('APIC')).includes(Buffer.from('image/png\0\x03', 'latin1'))).toBe(true)
  expect(tag.includes(Buffer.from('PNG!'))).toBe(true)
})

describe('kept stretches', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'len-song-stretches-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function kept(key: string, bytes: string): Promise<void> {
    await writeFile(join(folder, 'made'), bytes)
    await seal(join(folder, 'made'))
    await keepStretch({ folder: join(folder, 'store'), maxBytes: 1e6 }, key, join(folder, 'made'))
    await rm(join(folder, 'made'))
  }
  const store = () => ({ folder: join(folder, 'store'), maxBytes: 1e6 })

  test('are found again as they were', async () => {
    expect(await takeStretch(store(), 'a', join(folder, 'taken'))).toBe(false)
    await kept('a', 'frames')
    expect(await takeStretch(store(), 'a', join(folder, 'taken'))).toBe(true)
    expect((await readFile(join(folder, 'taken'))).toString('latin1', 0, 6)).toBe('frames')
  })

  test('that were damaged are dropped and not given', async () => {
    await kept('a', 'frames')
    await writeFile(join(folder, 'store', 'a'), Buffer.concat([Buffer.from('Frames'), Buffer.alloc(32)]))
    expect(await takeStretch(store(), 'a', join(folder, 'taken'))).toBe(false)
    expect(await readdir(folder)).toEqual(['store'])
    expect(await readdir(join(folder, 'store'))).toEqual([])
  })

  test('give way to newer ones', async () => {
    for (const key of ['a', 'b', 'c']) {
      await kept(key, 'x'.repeat(68))
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    await takeStretch(store(), 'a', join(folder, 'taken'))
    await trimStretches({ ...store(), maxBytes: 200 })
    expect(await readdir(join(folder, 'store'))).toEqual(['a', 'c'])
  })
})

describe('tasks side by side', () => {
  const never = new AbortController().signal

  test('give all results in their order, never more at once than there are lanes', async () => {
    const lanes = new Lanes(2)
    let running = 0
    let most = 0
    const results = await allOrNone(
      never,
      [30, 10, 20, 5, 1].map(
        (ms) => () =>
          lanes.run(async () => {
            most = Math.max(most, ++running)
            await new Promise((resolve) => setTimeout(resolve, ms))
            running--
            return ms
          }),
      ),
    )
    expect(results).toEqual([30, 10, 20, 5, 1])
    expect(most).toBe(2)
  })

  test('the first failure aborts the others, is waited for, and is the one told', async () => {
    let ended = false
    const patient = (signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () =>
          setTimeout(() => {
            ended = true
            reject(new Error('thứ hai'))
          }, 20),
        )
      })
    await expect(allOrNone(never, [patient, () => Promise.reject(new Error('thứ nhất'))])).rejects.toThrow('thứ nhất')
    expect(ended).toBe(true)
  })
})
