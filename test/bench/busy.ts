import { once } from 'node:events'
import { type FileHandle, link, mkdtemp, open, rm } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PlayoutAiring } from '../../schedules/index.ts'
import type { Render, WardStation } from '../../server/contract/index.ts'
import { TestStation, until } from '../builders.ts'
import { type Noise, writeNoise } from '../on-air/noise.ts'
import { type ChildProcess, end, record } from '../on-air/run.ts'
import { delay, type SoundServer, startSoundServer } from '../on-air/sound-server.ts'
import { makeStation } from '../on-air/station.ts'
import { babbleWav } from '../sounds.ts'
import { captureToFile } from './capture-to-file.ts'
import { readFrames, stretchesOf } from './chaos-judge.ts'
import { keepRendering } from './start-load.ts'

/**
 * `npm run bench -- busy [airings, default 300]`: the start error of the real on-air process, under its supervisor, while
 * as many renders as there are processors and 50 downloads at once from the real web process run beside it. Short
 * airings on four sinks; captured. Ends with 1 when p50 > 1 ms, p99 > 5 ms, max > 20 ms, or a sample is not as it was.
 */
export async function run([airings = '300']: string[]): Promise<void> {
  const each = Math.ceil(Math.max(4, Number.parseInt(airings, 10)) / LANES)
  const sinks = Array.from({ length: LANES }, (_, n) => `lane${n}`)
  const sound = await startSoundServer({ sinks })
  const folder = await mkdtemp(join(tmpdir(), 'len-song-busy-'))
  const ends: (() => Promise<unknown>)[] = [() => sound.stop(), () => rm(folder, { recursive: true })]
  try {
    const noise = await writeNoise(join(folder, 'noise.wav'), AIRING_MS / 1000, 11)
    const { url, stop: stopWeb } = await startWeb(join(folder, 'web'))
    ends.unshift(stopWeb)
    const { renders, stop: stopRenders } = await keepRendering()
    ends.unshift(stopRenders)
    const downloads = keepDownloading(url)
    ends.unshift(downloads.stop)
    await delay(2000)
    const heard = (await Promise.all(sinks.map((sink) => lane(sound, folder, sink, noise, each)))).flat()
    process.exitCode = tell(heard, renders, await downloads.stop()) ? 0 : 1
  } finally {
    for (const stop of ends) await stop()
  }
}

const LANES = 4
const DOWNLOADS = 50
const AIRING_MS = 500
const EVERY_MS = 1500
const FIRST_MS = 15_000
const FRAMES_PER_MS = 48

interface Heard {
  errorMs: number | undefined
  altered: number
}

/** The real web process on a data folder with a ward station and an edition to download; where that is. */
async function startWeb(dataDir: string): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const station = await TestStation.open({ dataDir })
  await station.setUp()
  const { edition } = await station.edition('2026-11')
  const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
  await station.keptTakes(revision, () => babbleWav(240))
  const asked = await station.get<Render>('POST', `/api/editions/${edition.id}/renders`)
  const render = await until(
    'the render',
    async () => {
      const now = await station.get<Render>('GET', `/api/renders/${asked.id}`)
      return now.state === 'verified' ? now : undefined
    },
    120_000,
  )
  const ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Phường 1' })
  await station.close({ keepData: true })

  const { promise, resolve } = Promise.withResolvers<string>()
  let text = ''
  const web: ChildProcess = record(
    process.execPath,
    [fileURLToPath(new URL('../../server/main.ts', import.meta.url))],
    {
      ...process.env,
      LEN_SONG_DATA: dataDir,
      LEN_SONG_PORT: '0',
      LEN_SONG_HTTPS_PORT: '0',
      LEN_SONG_HOST: '127.0.0.1',
    },
    (bytes) => {
      text += bytes
      const origin = /http:\/\/localhost:\d+/.exec(text)?.[0]
      if (origin !== undefined) resolve(origin.replace('localhost', '127.0.0.1'))
    },
    () => {},
  )
  const url = `${await promise}${ward.linkPath}/${render.id}/${render.mp3?.fileName}`
  return { url, stop: () => end(web, 'SIGTERM') }
}

/** Fifty at once, each beginning again when it has ended. */
function keepDownloading(url: string): { stop: () => Promise<{ done: number; bytes: number; failed: number }> } {
  const told = { done: 0, bytes: 0, failed: 0 }
  let ending = false
  const one = async () => {
    while (!ending) {
      try {
        const [answer] = (await once(get(url), 'response')) as [IncomingMessage]
        for await (const part of answer) {
          told.bytes += (part as Buffer).length
          // A ward station's line is not a loopback: about 160 kB a second.
          await delay(400)
        }
        if (answer.statusCode === 200) told.done++
        else throw new Error(`HTTP ${answer.statusCode}`)
      } catch {
        told.failed++
        await delay(1000)
      }
    }
  }
  const all = Promise.all(Array.from({ length: DOWNLOADS }, one))
  return {
    async stop() {
      ending = true
      await all
      return told
    },
  }
}

async function lane(sound: SoundServer, folder: string, sink: string, noise: Noise, count: number): Promise<Heard[]> {
  const station = await makeStation()
  const captured = join(folder, `${sink}.raw`)
  let file: FileHandle | undefined
  try {
    const path = join(station.dataDir, 'noise.wav')
    await link(noise.path, path)
    const firstAt = Date.now() + FIRST_MS
    // Never on the same phase of a period, a second or a millisecond.
    const airings: PlayoutAiring[] = Array.from({ length: count }, (_, n) =>
      station.airing(`${sink}-${n}`, { ...noise, path }, Math.round(firstAt + n * EVERY_MS + ((n * 37.37) % 300))),
    )
    await station.plan(`alsa:pulse:${sink}`, airings)
    const capture = await captureToFile(sound, sink, captured)
    station.supervise(sound.env)
    await delay(FIRST_MS + count * EVERY_MS + 3000)
    const zeroNear = await capture.stop()
    file = await open(captured)
    const heard: Heard[] = []
    for (const { startsAt } of airings) {
      const expected = (startsAt - zeroNear(startsAt)) * FRAMES_PER_MS
      const from = Math.max(0, Math.round(expected) - 24_000)
      const piece = await readFrames(file, from, 24_000 * 2 + noise.frames)
      const place = stretchesOf(piece, from, noise, Math.round(expected)).stretches[0]
      let altered = noise.frames
      if (place !== undefined) {
        altered = 0
        const at = (place.zero - from) * 2
        for (let i = 0; i < noise.samples.length; i++) if (piece[at + i] !== noise.samples[i]) altered++
      }
      heard.push({ errorMs: place === undefined ? undefined : (place.zero - expected) / FRAMES_PER_MS, altered })
    }
    return heard
  } finally {
    await file?.close()
    await station.remove()
  }
}

function tell(heard: Heard[], renders: number, downloads: { done: number; bytes: number; failed: number }): boolean {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const errors = heard
    .flatMap(({ errorMs }) => (errorMs === undefined ? [] : [Math.abs(errorMs)]))
    .toSorted((a, b) => a - b)
  const at = (part: number) => errors[Math.min(errors.length - 1, Math.floor(part * errors.length))] ?? Number.NaN
  const altered = heard.filter((one) => one.altered > 0).length
  const [p50, p99, max] = [at(0.5), at(0.99), at(1)]
  say(
    `${heard.length} lượt phát (airings), ${renders} bản dựng (renders), ${DOWNLOADS} lượt tải cùng lúc (downloads at once)`,
  )
  say(
    `đã tải xong (downloaded) ${downloads.done} lần, ${(downloads.bytes / 1024 ** 2).toFixed(0)} MB, hỏng (failed) ${downloads.failed}`,
  )
  say(
    `lệch giờ (start error): p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)}, lớn nhất (max) ${max.toFixed(2)} ms; mức (bars) 1, 5, 20`,
  )
  say(`không nguyên vẹn (not whole): ${altered}; không nghe thấy (unheard): ${heard.length - errors.length}`)
  return p50 <= 1 && p99 <= 5 && max <= 20 && altered === 0
}
