import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Revision } from '../../server/contract/index.ts'
import { writeNoise } from '../on-air/noise.ts'
import { end, start } from '../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../on-air/sound-server.ts'
import { type House, openBrowser, openPage, startHouse, watched } from './house.ts'

const READ_MS = 6000

let sound: SoundServer
let house: House
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-studio-'))
  sound = await startSoundServer({ sinks: ['mic'] })
  // Chromium passes over monitors: the microphone is the monitor under a name of its own.
  await sound.pactl('load-module', 'module-remap-source', 'master=mic.monitor', 'source_name=microphone')
  await sound.pactl('set-default-source', 'microphone')
  house = await startHouse({ TZ: 'UTC' })
  browser = await openBrowser(sound.env, ['--use-fake-ui-for-media-stream'])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  await sound?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('a read recorded in the browser holds exactly the samples of the microphone, through a lost network', async () => {
  const { page, context, faults } = await openPage(browser)
  const edition = await furnish(context.request)
  const item = edition.latest?.items[0]
  const noise = await writeNoise(join(folder, 'noise.wav'), READ_MS / 1000 + 8)
  await watched(page, house, async () => {
    await page.goto(`${house.origin}/phong-thu/${edition.id}/${item?.itemId}`)
    await page.getByRole('button', { name: /^Thu/ }).waitFor()
    const player = start('pacat', ['--playback', '-d', 'mic', '--file-format=wav', noise.path], {
      env: { ...process.env, ...sound.env },
      stdio: 'ignore',
    })
    try {
      await page.waitForTimeout(1000)
      await page.keyboard.press('r')
      await page.getByText('Đang thu').waitFor()
      await page.waitForTimeout(READ_MS / 3)
      await context.setOffline(true)
      await page.waitForTimeout(READ_MS / 3)
      await context.setOffline(false)
      await page.waitForTimeout(READ_MS / 3)
      await page.keyboard.press('s')
      await page.getByRole('button', { name: /^Giữ/ }).waitFor({ timeout: 30_000 })
    } finally {
      await end(player, 'SIGTERM')
    }
    await page.getByRole('button', { name: /^Giữ/ }).click()
    await page.waitForURL((url) => !url.pathname.includes(item?.itemId ?? ''))
  })

  const after: Edition = await (await context.request.get(`${house.origin}/api/editions/${edition.id}`)).json()
  const [take] = after.takes
  expect(take).toMatchObject({
    source: 'browser',
    choice: 'kept',
    sampleRateHz: 48_000,
    revisionId: edition.latest?.id,
  })
  expect(take?.durationMs).toBeGreaterThan(READ_MS - 1000)
  const wav = await (await context.request.get(`${house.origin}/api/takes/${take?.id}/original`)).body()
  const heard = monoOf(wav, take?.channels ?? 1)
  const fed = Int16Array.from({ length: noise.frames }, (_, frame) => noise.samples[frame * 2] ?? 0)
  const right = Int16Array.from({ length: noise.frames }, (_, frame) => noise.samples[frame * 2 + 1] ?? 0)
  // A mono microphone hears both sides of the monitor mixed; a stereo one hears the left as it was.
  const expected = take?.channels === 2 ? fed : fed.map((left, frame) => Math.round((left + (right[frame] ?? 0)) / 2))
  const offset = placeOf(heard, expected)
  if (offset === undefined) throw new Error('what was fed is not in the take')
  const from = Math.max(0, -offset)
  const to = Math.min(heard.length, expected.length - offset)
  let altered = 0
  for (let frame = from; frame < to; frame++)
    if (Math.abs((heard[frame] ?? 0) - (expected[frame + offset] ?? 0)) > 1) altered++
  process.stdout.write(`studio: ${to - from} frames compared, ${altered} altered by more than 1 LSB\n`)
  expect(to - from).toBeGreaterThan((READ_MS - 1500) * 48)
  expect(altered).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

/** A station with an approved script of two items, through the same routes as the pages. */
async function furnish(request: APIRequestContext): Promise<Edition> {
  const post = async <T>(url: string, data: object): Promise<T> => {
    const answer = await request.post(`${house.origin}${url}`, { data })
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  await post('/api/set-up', {
    stationName: 'Đài Sa Đéc',
    displayName: 'Phát thanh viên',
    username: 'phatthanh',
    password: 'một mật khẩu dài',
    soundKind: 'fm',
  })
  const programme = await post<Programme>('/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await post<Edition>('/api/editions', { programmeId: programme.id, month: '2026-11' })
  const items = ['Kính thưa quý vị và các bạn.', 'Xin cảm ơn quý vị đã lắng nghe.'].map((text, place) => ({
    title: `Tiết mục ${place + 1}`,
    text,
  }))
  const written = await post<Revision>(`/api/editions/${edition.id}/revisions`, { source: 'written', items })
  await post(`/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch UBND' })
  return (await request.get(`${house.origin}/api/editions/${edition.id}`)).json()
}

/** The left channel of a 16-bit WAV. */
function monoOf(wav: Buffer, channels: number): Int16Array {
  const data = wav.indexOf('data', 12, 'latin1') + 8
  const frames = Math.floor((wav.length - data) / (2 * channels))
  return Int16Array.from({ length: frames }, (_, frame) => wav.readInt16LE(data + frame * 2 * channels))
}

/** Where in the fed signal the take's frame 0 lies, by a stretch one second into it. */
function placeOf(heard: Int16Array, fed: Int16Array): number | undefined {
  const PROBE = 48_000
  for (let place = 0; place + 64 < fed.length; place++) {
    let same = 0
    while (same < 64 && Math.abs((fed[place + same] ?? 0) - (heard[PROBE + same] ?? 0)) <= 1) same++
    if (same === 64) return place - PROBE
  }
  return undefined
}
