import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type APIRequestContext, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Edition, Programme, Revision, Take } from '../../server/contract/index.ts'
import { type Noise, writeNoise } from '../on-air/noise.ts'
import { end, output, start } from '../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../on-air/sound-server.ts'
import { browserPath, DESK, FLAGS, type House, startHouse } from './house.ts'

/** A station, a microphone that hears a known noise, and an approved script to be read. */
export interface ReadingDesk {
  house: House
  sound: SoundServer
  /** What is fed, from its first frame; both sides differ. */
  noise: Noise
  edition: Edition
  /** Feeds the noise from now on; ends it. */
  feed(): { stop(): Promise<void> }
  plugIn(): Promise<void>
  pullOut(): Promise<void>
  /** A browser with a profile of its own on disk, signed in: what lies in it outlives a kill. */
  openProfile(profile?: string): Promise<Profile>
  /** The page of an item in the studio, its microphone open. */
  studio(context: BrowserContext, place?: number): Promise<Page>
  close(): Promise<void>
}

export interface Profile {
  context: BrowserContext
  folder: string
  /** SIGKILL to every process of it. */
  kill(): Promise<void>
  /** Stands still, as under a closed lid; then goes on. */
  freeze(ms: number): Promise<void>
  close(): Promise<void>
}

const SIGN_IN = { username: 'phatthanh', password: 'một mật khẩu dài' }

export async function openReadingDesk(noiseSeconds: number): Promise<ReadingDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'len-song-desk-'))
  const sound = await startSoundServer({ sinks: ['mic'] })
  let plug = ''
  const plugIn = async () => {
    // Chromium passes over monitors: the microphone is the monitor under a name of its own.
    plug = await sound.pactl('load-module', 'module-remap-source', 'master=mic.monitor', 'source_name=microphone')
    await sound.pactl('set-default-source', 'microphone')
  }
  await plugIn()
  const house = await startHouse({ TZ: 'UTC' })
  const noise = await writeNoise(join(folder, 'noise.wav'), noiseSeconds)
  const cookie = { value: '' }
  const profiles = new Set<Profile>()
  const edition = await furnish(house.origin, cookie)
  const desk: ReadingDesk = {
    house,
    sound,
    noise,
    edition,
    async plugIn() {
      await sound.addSink('mic')
      await plugIn()
    },
    async pullOut() {
      await sound.pactl('unload-module', plug.trim())
      // With a source left the sound server would put it in the place of the one that is gone.
      await sound.removeSink('mic')
    },
    feed() {
      const player = start('pacat', ['--playback', '-d', 'mic', '--file-format=wav', noise.path], {
        env: { ...process.env, ...sound.env },
        stdio: 'ignore',
      })
      return { stop: async () => void (await end(player, 'SIGTERM')) }
    },
    async openProfile(profile = '') {
      const home = profile === '' ? await mkdtemp(join(folder, 'profile-')) : profile
      const context = await chromium.launchPersistentContext(home, {
        executablePath: await browserPath(),
        args: [...FLAGS, '--use-fake-ui-for-media-stream'],
        env: { ...definedEnv(), ...sound.env },
        viewport: DESK,
        locale: 'vi-VN',
      })
      context.setDefaultTimeout(20_000)
      const answer = await context.request.post(`${house.origin}/api/sign-in`, { data: SIGN_IN })
      if (!answer.ok()) throw new Error(await answer.text())
      const opened: Profile = {
        context,
        folder: home,
        async kill() {
          for (const pid of await pidsOf(home)) process.kill(pid, 'SIGKILL')
          profiles.delete(opened)
          await context.close().catch(() => undefined)
        },
        async freeze(ms) {
          const pids = await pidsOf(home)
          for (const pid of pids) process.kill(pid, 'SIGSTOP')
          await new Promise((resolve) => setTimeout(resolve, ms))
          for (const pid of pids) process.kill(pid, 'SIGCONT')
        },
        async close() {
          profiles.delete(opened)
          await context.close()
        },
      }
      profiles.add(opened)
      return opened
    },
    async studio(context, place = 0) {
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(`${house.origin}/phong-thu/${edition.id}/${edition.latest?.items[place]?.itemId}`)
      return page
    },
    async close() {
      for (const profile of [...profiles]) await profile.close()
      await house.close()
      await sound.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return desk
}

const ITEMS = 8

/** A station with an approved script, through the same routes as the pages. */
async function furnish(origin: string, cookie: { value: string }): Promise<Edition> {
  const ask = async <T>(method: string, url: string, data?: object): Promise<T> => {
    const answer = await fetch(`${origin}${url}`, {
      method,
      headers: { 'content-type': 'application/json', ...(cookie.value && { cookie: cookie.value }) },
      ...(data && { body: JSON.stringify(data) }),
    })
    cookie.value = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie.value
    if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  const person = { displayName: 'Phát thanh viên', ...SIGN_IN }
  await ask('POST', '/api/set-up', { stationName: 'Đài Sa Đéc', soundKind: 'fm', ...person })
  const programme = await ask<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await ask<Edition>('POST', '/api/editions', { programmeId: programme.id, period: '2026-11' })
  const items = Array.from({ length: ITEMS }, (_, place) => ({
    title: `Tiết mục ${place + 1}`,
    text: `Kính thưa quý vị và các bạn. Đây là phần thứ ${place + 1}.`,
  }))
  const written = await ask<Revision>('POST', `/api/editions/${edition.id}/revisions`, { source: 'written', items })
  await ask('POST', `/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch UBND' })
  return ask('GET', `/api/editions/${edition.id}`)
}

/** The reads of an edition, the newest first. */
export async function takesOf(request: APIRequestContext, { house, edition }: ReadingDesk): Promise<Take[]> {
  const answer = await request.get(`${house.origin}/api/editions/${edition.id}`)
  return ((await answer.json()) as Edition).takes
}

/** The left side of a take, sample by sample. */
export async function samplesOf(request: APIRequestContext, desk: ReadingDesk, take: Take): Promise<Int16Array> {
  const wav = await (await request.get(`${desk.house.origin}/api/takes/${take.id}/original`)).body()
  const channels = take.channels ?? 1
  const data = wav.indexOf('data', 12, 'latin1') + 8
  // An edited read may have more bits: the first sixteen are compared.
  const bytes = wav.readUInt16LE(wav.indexOf('fmt ', 12, 'latin1') + 22) / 8
  const frames = Math.floor((wav.length - data) / (bytes * channels))
  return Int16Array.from({ length: frames }, (_, frame) => wav.readInt16LE(data + frame * channels * bytes + bytes - 2))
}

/** What a microphone of so many channels hears of the noise: mono has both sides mixed, stereo the left as it was. */
export function fedTo(channels: number | undefined, { samples, frames }: Noise): Int16Array {
  const left = (frame: number) => samples[frame * 2] ?? 0
  const right = (frame: number) => samples[frame * 2 + 1] ?? 0
  return Int16Array.from({ length: frames }, (_, frame) =>
    channels === 2 ? left(frame) : Math.round((left(frame) + right(frame)) / 2),
  )
}

/** A stretch of a take that is a stretch of what was fed, each sample within 1 LSB. */
export interface Stretch {
  /** In the take. */
  from: number
  to: number
  /** Where its first frame stands in what was fed. */
  fedFrom: number
}

const PROBE = 64
/** What may lie between two stretches and be of neither: a fade of 10 ms. */
const SEAM = 480

/** The stretches of what was fed that a take consists of, in order. */
export function stretchesOf(heard: Int16Array, fed: Int16Array, seam = SEAM): Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  while (at + PROBE < heard.length) {
    const place = placeOf(heard, fed, at)
    if (place === undefined) {
      at += seam
      continue
    }
    let from = at
    let fedFrom = place
    while (from > (stretches.at(-1)?.to ?? 0) && fedFrom > 0 && isSame(heard, from - 1, fed, fedFrom - 1)) {
      from -= 1
      fedFrom -= 1
    }
    let to = at
    while (to < heard.length && place + to - at < fed.length && isSame(heard, to, fed, place + to - at)) to += 1
    stretches.push({ from, to, fedFrom })
    at = to
  }
  return stretches
}

function placeOf(heard: Int16Array, fed: Int16Array, at: number): number | undefined {
  for (let place = 0; place + PROBE < fed.length; place += 1) {
    let same = 0
    while (same < PROBE && isSame(heard, at + same, fed, place + same)) same += 1
    if (same === PROBE) return place
  }
  return undefined
}

const isSame = (heard: Int16Array, at: number, fed: Int16Array, place: number) =>
  Math.abs((heard[at] ?? 0) - (fed[place] ?? 0)) <= 1

/** The processes on a profile's folder. */
async function pidsOf(folder: string): Promise<number[]> {
  const listed = await output('ps', ['-eww', '-o', 'pid=', '-o', 'args='], process.env).catch(() => '')
  return listed
    .split('\n')
    .filter((line) => line.includes(folder))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid !== process.pid)
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
