import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../schedules/index.ts'
import type { Edition, Revision } from '../../../server/contract/index.ts'
import { ffmpegOfTests, until } from '../../builders.ts'
import { run } from '../../machine/run.ts'
import { babbleWav } from '../../sounds.ts'
import { TusStation } from '../uploads/tus-sender.ts'

const DAY_MS = 86_400_000

let sender: TusStation
let edition: Edition
let revision: Revision
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-uploads-'))
  sender = await TusStation.open()
  ;({ edition, revision } = await sender.script('2026-11', ['Kính thưa quý vị và các bạn.']))
})
afterAll(async () => {
  await sender.close()
  await rm(folder, { recursive: true, force: true })
})

const noRemains = async () => {
  expect(await readdir(join(sender.station.dataDir, 'uploads'))).toEqual([])
  expect(await readdir(join(sender.station.dataDir, 'work'))).toEqual([])
}
const takesCalled = async (name: string) =>
  (await sender.station.get<Edition>('GET', `/api/editions/${edition.id}`)).takes.filter(
    ({ fileName }) => fileName === name,
  )
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A video of a moving picture and, where asked for, six seconds of a tone. */
async function video(name: string, picture: string[], sound: string[]): Promise<Buffer> {
  const path = join(folder, name)
  const { path: ffmpeg } = await ffmpegOfTests()
  const lavfi = (source: string) => ['-f', 'lavfi', '-i', source]
  const inputs = [...lavfi('testsrc=d=8:s=64x48:r=5'), ...(sound.length > 0 ? lavfi('sine=d=6:f=300') : [])]
  await run(ffmpeg, ['-v', 'error', '-y', ...inputs, ...picture, ...sound, path])
  return readFile(path)
}

describe('a station that is closed in the middle', () => {
  it('of sending goes on where it stopped', async () => {
    const bytes = babbleWav(6)
    const created = await sender.announce({ revision }, 'giữa chừng.wav', bytes.length)
    const path = created.headers.get('location') ?? ''
    await sender.patch(path, 0, new Uint8Array(bytes.subarray(0, 123_456)))
    await sender.restart()
    expect(await sender.offset(path)).toBe(123_456)
    await sender.sendRest(path, bytes)
    const { state, take } = await sender.outcome(path)
    expect([state, take?.mediaSha256]).toEqual(['ready', hashOf(bytes)])
    await noRemains()
  })

  it('of listening listens again, and makes one take', async () => {
    const bytes = babbleWav(900, { sampleRateHz: 48_000 })
    const path = await sender.send({ revision }, 'nửa giờ.wav', bytes, 8_000_000)
    await until('the look', async () => ((await sender.view(path)).state === 'checking' ? true : undefined))
    await sender.restart()
    const { state, take } = await sender.outcome(path, 60_000)
    expect([state, take?.mediaSha256]).toEqual(['ready', hashOf(bytes)])
    expect((await takesCalled('nửa giờ.wav')).map(({ id }) => id)).toEqual([take?.id])
    await noRemains()
  })
})

describe('of a video', () => {
  it('the sound is kept as it was, the picture is not, and every browser plays it', async () => {
    const bytes = await video('phóng sự.mp4', ['-c:v', 'mpeg4'], ['-c:a', 'aac', '-ac', '2'])
    const path = await sender.send({ revision }, 'phóng sự.mp4', bytes)
    const { take } = await sender.outcome(path)
    expect(take?.warnings).toContain('Tệp là video: chỉ lấy đường tiếng.')
    expect(take?.durationMs).toBeGreaterThan(5_950)
    expect(take?.durationMs).toBeLessThan(6_100)
    const original = await sender.station.ask('GET', `/api/takes/${take?.id}/original`)
    expect(original.headers['content-type']).toBe('audio/mp4')
    expect(original.headers['content-disposition']).toContain('phong-su.m4a')
    const heard = await sender.station.ask('GET', `/api/takes/${take?.id}/audio`)
    expect(heard.raw.equals(original.raw)).toBe(true)
    const kept = join(folder, 'kept')
    await writeFile(kept, original.raw)
    const { path: ffmpeg } = await ffmpegOfTests()
    const said: string[] = []
    const packets = (file: string) => ['-i', file, '-map', '0:a', '-c', 'copy', '-f', 'adts', '-y', `${file}.aac`]
    await run(ffmpeg, packets(kept), { onLine: (line) => said.push(line) })
    await run(ffmpeg, ['-v', 'error', ...packets(join(folder, 'phóng sự.mp4'))])
    expect(said.join('\n')).not.toContain('Video:')
    expect((await readFile(`${kept}.aac`)).equals(await readFile(join(folder, 'phóng sự.mp4.aac')))).toBe(true)
    await noRemains()
  })

  it('sound that browsers do not all play gets a copy for listening beside it', async () => {
    const bytes = await video('clip.webm', ['-c:v', 'libvpx', '-b:v', '100k'], ['-c:a', 'libopus', '-ar', '48000'])
    const path = await sender.send({ revision }, 'clip.webm', bytes)
    const { take } = await sender.outcome(path)
    const original = await sender.station.ask('GET', `/api/takes/${take?.id}/original`)
    expect(original.headers['content-type']).toBe('audio/x-matroska')
    const heard = await sender.station.ask('GET', `/api/takes/${take?.id}/audio`)
    expect(heard.headers['content-type']).toBe('audio/mpeg')
    await noRemains()
  })

  it('without sound nothing is kept, and the reason says so', async () => {
    const bytes = await video('câm.mp4', ['-c:v', 'mpeg4'], [])
    const path = await sender.send({ revision }, 'câm.mp4', bytes)
    expect(await sender.outcome(path)).toMatchObject({
      state: 'failed',
      refusal: { code: 'no-audio-stream', message: 'Tệp “câm.mp4” không có đường tiếng.' },
    })
    await sender.tus('DELETE', path)
    await noRemains()
  })
})

it('a file that failed by the station’s fault is looked at again without being sent again', async () => {
  const bytes = babbleWav(2, { seed: 5 })
  const work = join(sender.station.dataDir, 'work')
  await rename(work, `${work}-elsewhere`)
  const path = await sender.send({ revision }, 'lỗi máy.wav', bytes)
  const failed = await sender.outcome(path)
  expect(failed).toMatchObject({ state: 'failed', refusal: { code: 'internal' }, mayCheckAgain: true })
  await rename(`${work}-elsewhere`, work)
  expect((await sender.tus('POST', `${path}/check`)).status).toBe(200)
  expect((await sender.outcome(path)).take?.mediaSha256).toBe(hashOf(bytes))
  await noRemains()
})

it('what is older than seven days and became nothing is cleared away, and only that', async () => {
  const begun = async (name: string) => (await sender.announce({ revision }, name, 1000)).headers.get('location') ?? ''
  const old = await begun('cũ.wav')
  const later = (days: number) => {
    const clock = systemClock()
    return { clock: { ...clock, now: () => clock.now() + days * DAY_MS } }
  }
  await sender.restart(later(6))
  const young = await begun('mới.wav')
  expect(await sender.offset(old)).toBe(0)
  await sender.restart(later(8))
  expect((await sender.tus('HEAD', old)).status).toBe(404)
  expect(await sender.offset(young)).toBe(0)
  expect(await readdir(join(sender.station.dataDir, 'uploads'))).toEqual([young.split('/').at(-1)])
  expect((await takesCalled('nửa giờ.wav')).length).toBe(1)
  await sender.tus('DELETE', young)
  await noRemains()
})

/** 2.5 GB, as files are sold. */
const LARGE_BYTES = 2_500_000_000
const PIECE_BYTES = 8 * 1024 * 1024

it('2,5 GB pass in flat memory and end as a take of every byte', async () => {
  // Three and a half hours of 16-bit stereo: the same second again and again behind one header.
  const second = babbleWav(1, { sampleRateHz: 96_000 }).subarray(44)
  const header = babbleWav(0)
  const dataBytes = Math.floor((LARGE_BYTES - 44) / second.length) * second.length
  header.writeUInt32LE(36 + dataBytes, 4)
  header.writeUInt16LE(2, 22)
  header.writeUInt32LE(48_000, 24)
  header.writeUInt32LE(48_000 * 4, 28)
  header.writeUInt16LE(4, 32)
  header.writeUInt32LE(dataBytes, 40)
  const total = header.length + dataBytes
  const hash = createHash('sha256')
  const begunAt = performance.now()
  const before = process.memoryUsage.rss()
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss())
  }, 100)
  const created = await sender.announce({ revision }, 'cả buổi họp.wav', total)
  const path = created.headers.get('location') ?? ''
  const repeated = Buffer.concat(Array.from({ length: Math.ceil(PIECE_BYTES / second.length) + 1 }, () => second))
  for (let at = 0; at < total; ) {
    const bytes = Math.min(PIECE_BYTES, total - at)
    const from = (at - header.length) % second.length
    const piece =
      at === 0
        ? Buffer.concat([header, repeated.subarray(0, bytes - header.length)])
        : repeated.subarray(from, from + bytes)
    hash.update(piece)
    const answer = await sender.patch(path, at, new Uint8Array(piece.buffer as ArrayBuffer, piece.byteOffset, bytes))
    if (answer.status !== 204) throw new Error(`PATCH at ${at}: ${answer.status} ${await answer.text()}`)
    at += bytes
  }
  const sentAt = performance.now()
  const { state, take } = await sender.outcome(path, 300_000)
  clearInterval(watch)
  const [sentS, madeS] = [(sentAt - begunAt) / 1000, (performance.now() - sentAt) / 1000]
  const megabytes = Math.round((highest - before) / 1e6)
  process.stdout.write(`2,5 GB: sent in ${sentS.toFixed(1)} s, a take after ${madeS.toFixed(1)} s, +${megabytes} MB\n`)
  expect([state, take?.mediaSha256, take?.bytes]).toEqual(['ready', hash.digest('hex'), total])
  expect(take?.durationMs).toBe(Math.round((dataBytes / 4 / 48_000) * 1000))
  expect(megabytes).toBeLessThan(400)
  await noRemains()
}, 600_000)
