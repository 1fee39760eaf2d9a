import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SharedBlocks } from '../../server/media/blocks.ts'
import { MediaFiles } from '../../server/media/files.ts'
import { parseRange } from '../../server/media/range.ts'
import { asciiName, attachment } from '../../server/media/send.ts'
import { safeName } from '../../server/media/upload.ts'

describe('a byte range', () => {
  it('is read as RFC 9110 has it', () => {
    expect(parseRange('bytes=0-0', 10)).toEqual({ first: 0, last: 0 })
    expect(parseRange('bytes=5-', 10)).toEqual({ first: 5, last: 9 })
    expect(parseRange('bytes=-3', 10)).toEqual({ first: 7, last: 9 })
    expect(parseRange('bytes=-30', 10)).toEqual({ first: 0, last: 9 })
    expect(parseRange('bytes=5-99', 10)).toEqual({ first: 5, last: 9 })
    for (const none of [undefined, 'bytes=', 'bytes=-', 'bytes=7-5', 'items=0-1', 'bytes=0-1,3-4'])
      expect(parseRange(none, 10)).toBeUndefined()
    for (const beyond of ['bytes=10-', 'bytes=99-100', 'bytes=-0']) expect(parseRange(beyond, 10)).toBe('unsatisfiable')
  })

  it('lies inside the file, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,9}-\d{0,9}$/)),
        fc.integer({ min: 1, max: 1e9 }),
        (header, total) => {
          const range = parseRange(header, total)
          if (range === undefined || range === 'unsatisfiable') return
          expect(0 <= range.first && range.first <= range.last && range.last < total).toBe(true)
        },
      ),
    )
  })
})

describe('names', () => {
  it('lose their marks for players that refuse them', () => {
    expect(asciiName('Cải cách hành chính và cuộc sống, tháng 11/2026')).toBe(
      'Cai-cach-hanh-chinh-va-cuoc-song-thang-11-2026',
    )
    expect(asciiName('Đường Đê')).toBe('Duong-De')
  })

  it('cannot leave their place or break a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const safe = safeName(name)
        expect(safe).not.toMatch(/[/\\\p{Cc}]/u)
        expect(['', '.', '..']).not.toContain(safe)
        if (name.isWellFormed()) expect(attachment(safe)).toMatch(/^[\x20-\x7e]*$/)
      }),
    )
    expect(safeName('bài %22một%22.wav')).toBe('bài "một".wav')
    expect(safeName('C:\\thu âm\\bài “một”.wav')).toBe('bài “một”.wav')
    expect(attachment('Kỳ phát "11".mp3')).toBe(
      `attachment; filename="Ky-phat-11-.mp3"; filename*=UTF-8''K%E1%BB%B3%20ph%C3%A1t%20%2211%22.mp3`,
    )
  })
})

describe('files by hash', () => {
  let dataDir: string
  let files: MediaFiles
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'len-song-media-'))
    files = await MediaFiles.open(dataDir)
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  async function* pieces(...texts: string[]) {
    for (const text of texts) yield Buffer.from(text)
  }

  it('stand whole under the hash of what they hold, once', async () => {
    const sha256 = createHash('sha256').update('một hai ba').digest('hex')
    for (const _ of [1, 2]) {
      const stored = await files.keep(await files.receive(pieces('một ', 'hai ', 'ba'), 1000))
      expect(stored).toEqual({ sha256, bytes: Buffer.byteLength('một hai ba') })
    }
    expect(await readFile(files.pathOf(sha256), 'utf8')).toBe('một hai ba')
    expect(await files.workCount()).toBe(0)
  })

  it('leave nothing behind when they are too large or the sender breaks off', async () => {
    await expect(files.receive(pieces('12345', '6789'), 8)).rejects.toMatchObject({ code: 'too-large' })
    async function* broken() {
      yield Buffer.from('nửa')
      throw new Error('mất mạng')
    }
    await expect(files.receive(broken(), 1000)).rejects.toThrow('mất mạng')
    expect(await files.workCount()).toBe(0)
  })

  it('are refused before the disk is full: the journal and the database keep their room', async () => {
    const all = await files.freeBytes()
    const tight = await MediaFiles.open(dataDir, all + 1_000_000_000)
    await expect(tight.receive(pieces('một'), 1000)).rejects.toMatchObject({ code: 'disk-full' })
    expect(await tight.workCount()).toBe(0)
  })

  it('are cleared of what an interrupted run left half made', async () => {
    await files.receive(pieces('bỏ dở'), 1000)
    expect(await files.workCount()).toBe(1)
    const reopened = await MediaFiles.open(dataDir)
    expect(await reopened.workCount()).toBe(0)
    expect(await readdir(join(dataDir, 'media'))).toHaveLength(1)
  })
})

describe('files that many take at once', () => {
  const BYTES = 1_000_000
  let folder: string
  let path: string
  let content: Buffer
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'len-song-blocks-'))
    path = join(folder, 'tep')
    content = randomBytes(BYTES)
    await writeFile(path, content)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const taken = async (blocks: SharedBlocks, first: number, last: number) => {
    const pieces: Buffer[] = []
    for await (const { bytes, release } of blocks.bytesOf(path, 'tep', first, last)) {
      // As a connection takes them: what is not copied by then is somebody else's.
      await new Promise((resolve) => setImmediate(resolve))
      pieces.push(Buffer.from(bytes))
      release()
    }
    return Buffer.concat(pieces)
  }

  it('are the same bytes for everybody, from and to any place', async () => {
    const blocks = new SharedBlocks()
    const edge = fc.integer({ min: 0, max: BYTES - 1 })
    await fc.assert(
      fc.asyncProperty(edge, edge, async (one, other) => {
        const [first, last] = one < other ? [one, other] : [other, one]
        expect((await taken(blocks, first, last)).equals(content.subarray(first, last + 1))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('are whole for all while there is memory for few of their blocks', async () => {
    const few = new SharedBlocks(3)
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => taken(few, n * 40_000, BYTES - 1).then((bytes) => [n, bytes] as const)),
    )
    for (const [n, bytes] of all) expect(bytes.equals(content.subarray(n * 40_000))).toBe(true)
    expect(few.size).toBe(3)
  })

  it('are held once however many take them', async () => {
    const many = new SharedBlocks()
    await taken(many, 0, BYTES - 1)
    const held = many.size
    await Promise.all([taken(many, 0, BYTES - 1), taken(many, 5, 10)])
    expect([held, many.size]).toEqual([8, 8])
  })

  it('that have become shorter break off instead of being filled with something else', async () => {
    const short = join(folder, 'ngan')
    await writeFile(short, content)
    await truncate(short, 10)
    const blocks = new SharedBlocks()
    const read = async () => {
      for await (const { bytes } of blocks.bytesOf(short, 'ngan', 0, 99)) expect(bytes.length).toBe(10)
    }
    await expect(read()).rejects.toThrow('ends before byte 99')
    await expect(blocks.bytesOf(join(folder, 'khong-co'), 'x', 0, 9).next()).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
