import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import {
  ArchiveRefused,
  boundedArchive,
  isZip,
  layOutZip,
  type ZipPart,
  zipStream,
} from '../../../server/archives/index.ts'
import { zipFile } from '../documents/word-files.ts'

const LIMITS = { wanted: (name: string) => name.endsWith('.xml'), largestPartBytes: 1000, totalBytes: 1500, entries: 5 }

function why(bytes: Uint8Array): string {
  try {
    boundedArchive(bytes, LIMITS)
    return 'taken'
  } catch (error) {
    if (error instanceof ArchiveRefused) return error.why
    throw error
  }
}

describe('an archive', () => {
  it('is unpacked in its wanted parts alone, all of them named', () => {
    const archive = boundedArchive(zipFile({ 'a.xml': 'một', 'b.bin': new Uint8Array(5000), __proto__: 'x' }), LIMITS)
    expect(archive.names).toEqual(expect.arrayContaining(['a.xml', 'b.bin']))
    expect(Object.keys(archive.parts)).toEqual(['a.xml'])
    expect(Object.keys(unzipSync(archive.repacked()))).toEqual(['a.xml'])
    expect(strFromU8(unzipSync(archive.repacked())['a.xml'] ?? new Uint8Array())).toBe('một')
  })

  it('is refused when a part, all parts or their number go beyond what was agreed', () => {
    expect(why(zipFile({ 'a.xml': 'x'.repeat(1001) }))).toBe('too-large')
    expect(why(zipFile({ 'a.xml': 'x'.repeat(900), 'b.xml': 'x'.repeat(900) }))).toBe('too-large')
    expect(why(zipFile({ 'a.bin': 'x'.repeat(9000) }))).toBe('taken')
    expect(why(zipFile(Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.bin`, '']))))).toBe('too-large')
  })

  it('is refused when it is damaged', () => {
    const whole = zipFile({ 'a.xml': 'một'.repeat(100) })
    expect(why(whole.subarray(0, 60))).toBe('damaged')
    expect(why(Buffer.from('PK\u0003\u0004'))).toBe('damaged')
    expect(why(Buffer.from('không phải'))).toBe('damaged')
  })

  it('is told by its first bytes', () => {
    expect(isZip(zipFile({ a: '' }))).toBe(true)
    expect(isZip(Buffer.from('PK'))).toBe(false)
  })
})

describe('an archive that leaves as a stream', () => {
  it('holds words, bytes and files as they were, under names with marks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'len-song-zip-'))
    try {
      const sound = Buffer.alloc(700_000, 'tiếng')
      await writeFile(join(folder, 'sound'), sound)
      const stream = zipStream(
        [
          { name: 'Kỳ tháng 11/kịch bản.txt', content: 'Kính thưa quý vị', changedAt: 0 },
          { name: 'Kỳ tháng 11/tiếng.mp3', content: { path: join(folder, 'sound') } },
          { name: 'rỗng', content: new Uint8Array(0) },
        ],
        Date.UTC(2026, 10, 22),
      )
      const unpacked = unzipSync(await buffer(stream))
      expect(Object.keys(unpacked)).toEqual(['Kỳ tháng 11/kịch bản.txt', 'Kỳ tháng 11/tiếng.mp3', 'rỗng'])
      expect(strFromU8(unpacked['Kỳ tháng 11/kịch bản.txt'] ?? new Uint8Array())).toBe('Kính thưa quý vị')
      expect(sound.equals(unpacked['Kỳ tháng 11/tiếng.mp3'] ?? new Uint8Array())).toBe(true)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('ends with the error of a file that is not there, never as half an archive', async () => {
    const stream = zipStream([{ name: 'a', content: { path: join(tmpdir(), 'len-song-zip-absent', 'a') } }], 0)
    await expect(buffer(stream)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('an archive that is laid out before it is sent', () => {
  const laidOut = (contents: readonly [name: string, content: Buffer][]) => {
    const parts = contents.map(
      ([name, content]): ZipPart => ({ name, bytes: content.length, crc32: crc32(content), madeOn: '2026-11-22' }),
    )
    const { stretches, bytes } = layOutZip(parts)
    const pieces = stretches.map((stretch) =>
      'own' in stretch ? stretch.own : (contents[stretch.part]?.[1] ?? Buffer.alloc(0)),
    )
    return { whole: Buffer.concat(pieces), bytes, parts }
  }

  it('holds every file as it was, whatever they are called and hold, in as many bytes as it said', () => {
    const files = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-zỳáđ (]{1,12}$/), fc.uint8Array({ maxLength: 300 })), {
      selector: ([name]) => name,
      maxLength: 6,
    })
    fc.assert(
      fc.property(files, (list) => {
        const contents = list.map(([name, content]): [string, Buffer] => [name, Buffer.from(content)])
        const { whole, bytes } = laidOut(contents)
        expect(whole.length).toBe(bytes)
        const unpacked = unzipSync(whole)
        expect(Object.keys(unpacked)).toEqual(contents.map(([name]) => name))
        for (const [name, content] of contents) expect(content.equals(unpacked[name] ?? Buffer.alloc(0))).toBe(true)
      }),
    )
  })

  it('is as long with any checksum, so that its length is known before a file is read', () => {
    const { bytes, parts } = laidOut([['tiếng.mp3', Buffer.alloc(1000, 7)]])
    expect(layOutZip(parts.map((part) => ({ ...part, crc32: 0 }))).bytes).toBe(bytes)
  })

  it('holds more files than sixteen bits can count', () => {
    const part = (place: number): ZipPart => ({ name: `${place}`, bytes: 0, crc32: 0, madeOn: '2026-11-22' })
    const ownOf = (count: number) => {
      const { stretches } = layOutZip(Array.from({ length: count }, (_, place) => part(place)))
      return Buffer.concat(stretches.flatMap((stretch) => ('own' in stretch ? [stretch.own] : [])))
    }
    const many = ownOf(70_000)
    // Where the wide directory's end stands, how many it counts, and that the narrow one says so (APPNOTE.TXT 4.3.14 – 4.3.16).
    const wideEnd = many.length - 22 - 20 - 56
    expect(many.readUInt32LE(wideEnd)).toBe(0x06064b50)
    expect(many.readBigUInt64LE(wideEnd + 24)).toBe(70_000n)
    expect(many.readUInt16LE(many.length - 22 + 8)).toBe(0xffff)
    const few = ownOf(3)
    expect(few.readUInt16LE(few.length - 22 + 8)).toBe(3)
    expect(few.includes(Buffer.from([0x50, 0x4b, 0x06, 0x06]))).toBe(false)
  })
})
