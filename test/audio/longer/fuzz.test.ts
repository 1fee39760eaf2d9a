import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AudioError, type AudioErrorCode, type Ffmpeg, type Probe, probe } from '../../../audio/index.ts'
import { createPartStore, type PartStore, untreated } from '../../../audio/parts/index.ts'
import { tell } from '../../../server/errors.ts'
import { end, start } from '../../on-air/run.ts'
import { corpus, honestFiles } from '../corpus.ts'
import { ffmpegUnderTest } from '../ffmpeg-under-test.ts'
import { Material } from '../material.ts'
import type { Specimen } from '../mutations.ts'

/** Why a file may be refused; anything else would blame the machine for the file. */
const REASONS: ReadonlySet<AudioErrorCode> = new Set([
  'empty-file',
  'not-audio',
  'no-audio-stream',
  'truncated',
  'too-short',
  'too-long',
  'odd-format',
  'silent',
  'decode-timeout',
  'decode-memory',
  'decode-crashed',
  'decode-failed',
])

/** A file of a few thousand bytes takes a fraction of a second, and may take a minute and two seconds before it is stopped. */
const LONGEST_MS = 30_000
/** Four hours of silence are decoded before they are known to be too many. */
const LONGEST_BOMB_MS = 60_000

interface Tried {
  name: string
  outcome: 'ready' | AudioErrorCode
  durationMs?: number
  tookMs: number
  /** What went otherwise than it should; empty for all is what is wanted. */
  complaints: string[]
}

let material: Material
let ffmpeg: Ffmpeg
let parts: PartStore
let honest: Specimen[]
let families: ReturnType<typeof corpus>
let server: Server
let asked = 0
const secretMs = 7_000
const outcomes = new Map<string, number>()

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  await mkdir(material.path('tried'))
  parts = await createPartStore({ folder: material.path('parts'), maxBytes: 30_000_000, ffmpeg })
  honest = await honestFiles(material)
  const tone = ['-f', 'lavfi', '-i', `sine=d=${secretMs / 1000}:r=48000`]
  const secretPath = await material.ffmpeg('secret.wav', ...tone)
  const secret = await readFile(secretPath)
  server = createServer((_request, reply) => {
    asked++
    reply.end(secret)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  families = corpus(honest, { secretPath, origin: `http://127.0.0.1:${port}` })
})

afterAll(async () => {
  await new Promise((done) => server.close(done))
  await material.close()
})

describe('files that nobody made by recording', () => {
  test('are more than five hundred, and no two have one name', () => {
    const all = Object.values(families).flat()
    expect(all.length).toBeGreaterThan(500)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  })

  test('the honest ones that they are made of are all ready', async () => {
    const tried = await tryAll(honest)
    expect(tried.filter(({ outcome, complaints }) => outcome !== 'ready' || complaints.length > 0)).toEqual([])
  })

  test('mutated, each ends ready or in a reason, and its length is that of the decoded sound', async () => {
    const delay = monitorEventLoopDelay()
    delay.enable()
    const before = process.memoryUsage().rss
    expect(complaintsOf(await tryAll(families.mutations))).toEqual([])
    delay.disable()
    expect(delay.max / 1e6).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000)
  }, 240_000)

  test('with headers that lie, each ends ready or in a reason, and its length is that of the decoded sound', async () => {
    expect(complaintsOf(await tryAll(families.lies))).toEqual([])
  }, 120_000)

  test('that decode to days of nothing are refused before they take time', async () => {
    const tried = await tryAll(families.bombs)
    expect(tried.map(({ outcome }) => outcome)).toEqual(['too-long', 'too-long', 'odd-format'])
    expect(Math.max(...tried.map(({ tookMs }) => tookMs))).toBeLessThan(LONGEST_BOMB_MS)
  })

  test('that name other files or addresses open neither', async () => {
    const tried = await tryAll(families.tricks)
    expect(complaintsOf(tried)).toEqual([])
    expect(tried.filter(({ durationMs }) => durationMs !== undefined && durationMs >= secretMs - 100)).toEqual([])
    expect(asked).toBe(0)
  })

  test('with odd names are what their bytes are', async () => {
    const tried = await tryAll(families.names)
    expect(tried.filter(({ outcome, complaints }) => outcome !== 'ready' || complaints.length > 0)).toEqual([])
  })

  test('leave no process and no file, and are ready and refused in good number', async () => {
    expect(await processesOn(material.folder)).toEqual([])
    expect(await readdir(material.path('tried'))).toEqual([])
    expect(outcomes.get('ready')).toBeGreaterThan(100)
    expect(outcomes.get('not-audio')).toBeGreaterThan(20)
  })
})

/** Two at a time, as many as the machine has cores. */
async function tryAll(files: readonly Specimen[]): Promise<Tried[]> {
  const left = files.entries()
  const tried: Tried[] = []
  const work = async (): Promise<void> => {
    for (const [place, file] of left) tried[place] = await tryOne(file, place)
  }
  await Promise.all([work(), work()])
  return tried
}

async function tryOne(file: Specimen, place: number): Promise<Tried> {
  const path = await material.write(`tried/${place}`, file.bytes)
  const complaints: string[] = []
  const begun = performance.now()
  const found = await outcomeOf(() => probe(path, ffmpeg, { fileName: file.fileName }), complaints)
  const tookMs = performance.now() - begun
  if (tookMs > LONGEST_MS) complaints.push(`took ${Math.round(tookMs)} ms`)
  if (typeof found === 'object') await examine(found, path, file, complaints)
  await rm(path, { force: true })
  const outcome = typeof found === 'object' ? 'ready' : found
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  const durationMs = typeof found === 'object' ? found.durationMs : undefined
  return { name: file.name, outcome, ...(durationMs !== undefined && { durationMs }), tookMs, complaints }
}

/** What came of it: the result, or the code of a reason that has a Vietnamese sentence. */
async function outcomeOf<T>(work: () => Promise<T>, complaints: string[]): Promise<T | AudioErrorCode> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AudioError)) {
      complaints.push(`no reason: ${String(error)}`)
      return 'decode-failed'
    }
    if (!REASONS.has(error.code)) complaints.push(`a reason that blames the machine: ${error.message}`)
    const { message } = tell(error.code, { fileName: 'bài đọc.mp3', title: 'Bài đọc', ...error.details })
    if (!/[\u00c0-\u1ef9]/.test(message) || message.includes('…')) complaints.push(`no whole sentence: ${message}`)
    return error.code
  }
}

/** Counts a usable file's samples by a decode of its own, and makes a part of it. */
async function examine(found: Probe, path: string, file: Specimen, complaints: string[]): Promise<void> {
  const counted = await countedMs(path)
  if (found.durationMs !== counted) complaints.push(`length ${found.durationMs} ms, counted ${counted} ms`)
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const source = { sha256, title: file.name, keep: [], treatment: untreated }
  const lease = parts.lease()
  const signal = new AbortController().signal
  const part = await outcomeOf(() => parts.ready(source, { pathOf: () => path, signal }), complaints)
  if (typeof part === 'object') {
    const partMs = part.frames / 48
    // Changing the rate rounds the end to a whole sample of both rates.
    if (Math.abs(partMs - found.durationMs) > 2) complaints.push(`part ${partMs} ms, length ${found.durationMs} ms`)
  }
  lease.release()
}

/** The length of the first channel as raw 16-bit samples, whose rate FFmpeg states when it begins to write. */
async function countedMs(path: string): Promise<number> {
  const raw = ['-map', '0:a:0', '-af', 'pan=mono|c0=c0', '-f', 's16le', 'pipe:1']
  const child = start(ffmpeg.path, ['-hide_banner', '-nostdin', '-nostats', '-i', path, ...raw], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let bytes = 0
  let log = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  child.stderr?.on('data', (text: Buffer) => {
    if (log.length < 100_000) log += text
  })
  await new Promise((done) => child.once('close', done))
  await end(child, 'SIGKILL')
  const rate = Number(/Output #0[\s\S]*?Audio: pcm_s16le.*?, (\d+) Hz/.exec(log)?.[1])
  return Math.round((bytes / 2 / rate) * 1000)
}

function complaintsOf(tried: readonly Tried[]): string[] {
  return tried.flatMap(({ name, complaints }) => complaints.map((complaint) => `${name}: ${complaint}`))
}

/** Processes of this machine that mention our folder, as /proc tells it. */
async function processesOn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (commandLine.includes(folder)) found.push(commandLine)
  }
  return found
}
