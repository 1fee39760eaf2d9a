import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WardPlan } from '../../../server/contract/index.ts'
import { WardError } from '../../../server/ward-player/errors.ts'
import { type FetchedFiles, openFetchedFiles } from '../../../server/ward-player/fetched-files.ts'
import { keepFiles } from '../../../server/ward-player/file-keeper.ts'
import { type StationLink, stationLink } from '../../../server/ward-player/station-link.ts'
import { openWardFolder } from '../../../server/ward-player/ward-folder.ts'

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

describe('the keeper of a ward’s files', () => {
  const sounds = Array.from({ length: 3 }, () => randomBytes(5000))
  const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const [first, second, third] = sounds.map(shaOf)
  const airing = (airingId: string, startsAt: number, sha256 = ''): WardPlan['airings'][number] => ({
    airingId,
    editionId: airingId,
    title: airingId,
    startsAt,
    sha256,
    priority: 'normal',
    late: 'join',
    displaced: 'resume',
    latestEndAt: startsAt + 1000,
  })
  const plan: WardPlan = {
    version: 1,
    stationName: 'Đài',
    zone: 'Asia/Ho_Chi_Minh',
    wardName: 'Trạm',
    silence: { belowDbfs: -40, forMs: 10_000 },
    pauses: [],
    airings: [airing('c', 3000, third), airing('a', 1000, first), airing('b', 2000, second)],
    sounds: sounds.map((bytes) => ({
      master: { sha256: shaOf(bytes), bytes: bytes.length },
      durationMs: 1000,
      frames: 48_000,
    })),
  }

  const keeper = async (file: StationLink['file'], stop = new AbortController()) => {
    const troubles: string[] = []
    const kept = await keepFiles({
      files,
      folder: await openWardFolder(dataDir),
      dataDir,
      form: 'wav',
      link: { file },
      findFfmpeg: () => Promise.reject(new Error('not needed')),
      ending: stop.signal,
      onReady: async () => {},
      onTrouble(code) {
        if (code !== undefined) troubles.push(code)
      },
      pause: async () => {},
    })
    return { kept, troubles }
  }
  const served = (sha256: string) => {
    const bytes = sounds.find((one) => shaOf(one) === sha256) ?? Buffer.alloc(0)
    return {
      from: 0,
      body: (async function* () {
        yield bytes
      })(),
    }
  }

  test('brings what sounds first before all others', async () => {
    const order: string[] = []
    const { kept } = await keeper(async (sha256) => {
      order.push(sha256)
      return served(sha256)
    })
    kept.want(plan)
    await kept.ended()
    expect(order).toEqual([first, second, third])
    expect(kept.standing()).toEqual({ ready: 3, waiting: 0, bytesWaiting: 0 })
    expect(kept.held().toSorted()).toEqual([first, second, third].toSorted())
  })

  test('goes on with the others when one comes wrong, and tries that again', async () => {
    let isWrong = true
    const { kept, troubles } = await keeper(async (sha256) => {
      if (sha256 !== first || !isWrong) return served(sha256)
      isWrong = false
      return {
        from: 0,
        body: (async function* () {
          yield randomBytes(5000)
        })(),
      }
    })
    kept.want(plan)
    await kept.ended()
    expect(troubles).toEqual(['hash-differs'])
    expect(kept.standing()).toMatchObject({ ready: 3, waiting: 0 })
  })

  test('waits for the line, and brings back what was deleted', async () => {
    let tries = 0
    const { kept, troubles } = await keeper(async (sha256) => {
      tries += 1
      if (tries <= 4) throw new WardError('unreachable')
      return served(sha256)
    })
    kept.want(plan)
    await kept.ended()
    expect(troubles).toEqual(Array.from({ length: 4 }, () => 'unreachable'))
    await rm(join(dataDir, files.relativePathOf(second ?? '')))
    kept.want(plan)
    await kept.ended()
    expect(kept.standing()).toMatchObject({ ready: 3, waiting: 0 })
  })

  test('ends when it is told to', async () => {
    const stop = new AbortController()
    const { kept } = await keeper(async () => {
      stop.abort()
      throw new WardError('unreachable')
    }, stop)
    kept.want(plan)
    await kept.ended()
    expect(kept.standing()).toMatchObject({ ready: 0, waiting: 3, bytesWaiting: 15_000 })
  })
})
