import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FetchedFiles, openFetchedFiles } from '../../../server/ward-player/fetched-files.ts'
import { stationLink } from '../../../server/ward-player/station-link.ts'

const BYTES = randomBytes(300_000)
const FILE = { sha256: createHash('sha256').update(BYTES).digest('hex'), bytes: BYTES.length }
const DAY_MS = 86_400_000

type Answering = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let answering: Answering
let asked: string[] = []
let link: ReturnType<typeof stationLink>
const ended = new AbortController()
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers.range ?? 'whole')
    answering(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  link = stationLink(`http://127.0.0.1:${port}/tram/secret`, ended.signal)
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

let dataDir: string
let files: FetchedFiles
beforeEach(async () => {
  asked = []
  answering = ranged
  dataDir = await mkdtemp(join(tmpdir(), 'len-song-ward-files-'))
  files = await openFetchedFiles({ dataDir, now: Date.now })
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const fetchIt = () => files.fetch(FILE, link, ended.signal)
const placed = () => readFile(join(dataDir, files.relativePathOf(FILE.sha256)))

/** As the station answers: ranges, and If-Range by the file's hash. */
const ranged: Answering = (request, response) => {
  const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (first > 0 && request.headers['if-range'] === `"${FILE.sha256}"`) {
    response.writeHead(206, { 'content-range': `bytes ${first}-${FILE.bytes - 1}/${FILE.bytes}` })
    response.end(BYTES.subarray(first))
  } else response.end(BYTES)
}

/** Breaks off after so many bytes, once. */
const breakingOff = (after: number): Answering => {
  let broke = false
  return (request, response) => {
    if (broke) return ranged(request, response)
    broke = true
    response.writeHead(200, { 'content-length': FILE.bytes })
    // What the client has not read yet when the line breaks is lost with it.
    response.write(BYTES.subarray(0, after), () => setTimeout(() => response.destroy(), 50))
  }
}

describe('a ward’s files', () => {
  test('are fetched, checked by their hash and stand where a plan names them', async () => {
    expect(await files.has(FILE)).toBe(false)
    await fetchIt()
    expect(await files.has(FILE)).toBe(true)
    expect((await placed()).equals(BYTES)).toBe(true)
    expect(await readdir(join(dataDir, 'work'))).toEqual([])
  })

  test('go on where the line broke off, also in another run of the program', async () => {
    answering = breakingOff(123_456)
    await expect(fetchIt()).rejects.toMatchObject({ code: 'cut-short' })
    const here = await files.bytesHere(FILE)
    expect(here).toBeGreaterThan(0)
    files = await openFetchedFiles({ dataDir, now: Date.now })
    await fetchIt()
    expect(asked).toEqual(['whole', `bytes=${here}-`])
    expect((await placed()).equals(BYTES)).toBe(true)
  })

  test('begin anew where the station sends the whole instead of the rest', async () => {
    answering = breakingOff(50_000)
    await expect(fetchIt()).rejects.toMatchObject({ code: 'cut-short' })
    answering = (_, response) => response.end(BYTES)
    await fetchIt()
    expect((await placed()).equals(BYTES)).toBe(true)
  })

  test('that came whole and are not what was announced are thrown away', async () => {
    answering = (_, response) => response.end(randomBytes(FILE.bytes))
    await expect(fetchIt()).rejects.toMatchObject({ code: 'hash-differs' })
    expect(await files.bytesHere(FILE)).toBe(0)
    answering = ranged
    await fetchIt()
    expect(await files.has(FILE)).toBe(true)
  })

  test('are not taken from one that sends without end, or a part that was not asked for', async () => {
    answering = (_, response) => response.end(Buffer.concat([BYTES, BYTES]))
    await expect(fetchIt()).rejects.toMatchObject({ code: 'answer-unusable' })
    answering = (_, response) => {
      response.writeHead(206, { 'content-range': `bytes 200000-${FILE.bytes - 1}/${FILE.bytes}` })
      response.end(BYTES.subarray(200_000))
    }
    await rm(join(dataDir, 'work'), { recursive: true })
    files = await openFetchedFiles({ dataDir, now: Date.now })
    await expect(fetchIt()).rejects.toMatchObject({ code: 'answer-unusable' })
  })

  test('tell a link that is no more from a station that is away', async () => {
    answering = (_, response) => response.writeHead(404).end()
    await expect(fetchIt()).rejects.toMatchObject({ code: 'link-unknown' })
    answering = (_, response) => response.writeHead(502).end()
    await expect(fetchIt()).rejects.toMatchObject({ code: 'unreachable' })
    answering = (_, response) => response.destroy()
    await expect(fetchIt()).rejects.toMatchObject({ code: 'unreachable' })
    answering = (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    await expect(fetchIt()).rejects.toMatchObject({ code: 'answer-unusable' })
    answering = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Wi-Fi</h1>')
    await expect(fetchIt()).rejects.toMatchObject({ code: 'answer-unusable' })
    expect(await files.bytesHere(FILE)).toBe(0)
  })

  test('are not begun where the disk has no room for them', async () => {
    files = await openFetchedFiles({ dataDir, now: Date.now, freeBytes: async () => 256 * 1024 ** 2 + 1000 })
    await expect(fetchIt()).rejects.toMatchObject({ code: 'disk-full' })
    expect(asked).toEqual([])
  })

  test('that were damaged on the disk count as missing', async () => {
    await fetchIt()
    expect(await files.has(FILE)).toBe(true)
    await writeFile(join(dataDir, files.relativePathOf(FILE.sha256)), randomBytes(FILE.bytes))
    expect(await files.has(FILE)).toBe(false)
    await fetchIt()
    expect((await placed()).equals(BYTES)).toBe(true)
  })

  test('stay for a month, and as long as a plan names them', async () => {
    await fetchIt()
    const path = join(dataDir, files.relativePathOf(FILE.sha256))
    await files.prune(new Set())
    expect(await files.has(FILE)).toBe(true)
    const longAgo = (Date.now() - 40 * DAY_MS) / 1000
    await utimes(path, longAgo, longAgo)
    await files.prune(new Set([FILE.sha256]))
    expect(await files.has(FILE)).toBe(true)
    await files.prune(new Set())
    expect(await files.has(FILE)).toBe(false)
  })
})
