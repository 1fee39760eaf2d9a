import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Render, WardStation } from '../../server/contract/index.ts'
import { TestStation, until } from '../builders.ts'
import { writeNoise } from '../on-air/noise.ts'
import { delay, startSoundServer } from '../on-air/sound-server.ts'
import { babbleWav } from '../sounds.ts'
import { AIRING_MS, type Heard, lane, tellHeard } from './lanes.ts'
import { keepRendering } from './start-load.ts'
import { startWebProcess } from './web-process.ts'

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

  const { origin, stop } = await startWebProcess(dataDir)
  return { url: `${origin}${ward.linkPath}/${render.id}/${render.mp3?.fileName}`, stop }
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

function tell(heard: Heard[], renders: number, downloads: { done: number; bytes: number; failed: number }): boolean {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  say(
    `${heard.length} lượt phát (airings), ${renders} bản dựng (renders), ${DOWNLOADS} lượt tải cùng lúc (downloads at once)`,
  )
  say(
    `đã tải xong (downloaded) ${downloads.done} lần, ${(downloads.bytes / 1024 ** 2).toFixed(0)} MB, hỏng (failed) ${downloads.failed}`,
  )
  return tellHeard(heard, say)
}
