import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { watched } from '../house.ts'
import {
  fedTo,
  openReadingDesk,
  type Profile,
  type ReadingDesk,
  type Stretch,
  samplesOf,
  stretchesOf,
  takesOf,
} from '../reading-desk.ts'

let desk: ReadingDesk
let profile: Profile
let player: { stop(): Promise<void> }
beforeAll(async () => {
  desk = await openReadingDesk(60)
}, 120_000)
afterAll(() => desk?.close())
beforeEach(async () => {
  player = desk.feed()
  profile = await desk.openProfile()
  return async () => {
    await player.stop()
    await profile.close().catch(() => undefined)
  }
})

const MS = 48

/** The studio with its microphone open, and a reading begun and gone on with for so long. */
async function reading(place: number, ms: number, of = profile): Promise<Page> {
  const page = await desk.studio(of.context, place)
  await page.getByRole('button', { name: /^Thu/ }).waitFor()
  // The first blocks of a microphone are learnt from.
  await page.waitForTimeout(1000)
  await page.keyboard.press('r')
  await page.getByText('Đang thu', { exact: true }).waitFor()
  await page.waitForTimeout(ms)
  return page
}

const stop = async (page: Page) => {
  await page.keyboard.press('s')
  await page.getByRole('button', { name: /^Giữ/ }).waitFor({ timeout: 30_000 })
}

/** The newest take, and what of the noise it consists of. */
async function newest(): Promise<{ stretches: Stretch[]; frames: number; warnings: string; source: string }> {
  const [take] = await takesOf(profile.context.request, desk)
  if (!take) throw new Error('no take')
  const heard = await samplesOf(profile.context.request, desk, take)
  const stretches = stretchesOf(heard, fedTo(take.channels, desk.noise))
  return { stretches, frames: heard.length, warnings: take.warnings.join(' '), source: take.source }
}

test('what was read again after a mark falls out; the whole stays beside it', async () => {
  const page = await reading(0, 3500)
  await watched(page, desk.house, async () => {
    await page.keyboard.press('m')
    await page.waitForTimeout(1000)
    await page.keyboard.press('l')
    await page.getByText('Nghe lại ba giây cuối').waitFor()
    await page.getByText('Đang thu', { exact: true }).waitFor()
    await page.waitForTimeout(1500)
    await stop(page)
  })
  const { stretches, source } = await newest()
  const takes = await takesOf(profile.context.request, desk)
  const whole = takes.find((take) => take.source === 'browser')
  expect(source).toBe('edit')
  expect(whole).toBeDefined()
  const [before, after] = stretches
  if (!before || !after || !whole) throw new Error('two stretches')
  expect(stretches).toHaveLength(2)
  const seamMs = (after.from - before.to) / MS
  process.stdout.write(`studio, punch-in: ${before.to / MS} ms, then ${(after.to - after.from) / MS} ms\n`)
  expect(seamMs).toBeLessThanOrEqual(20)
  expect(before.to / MS).toBeGreaterThan(3300)
  // What was said again comes after the second that was spoken wrongly and the three that sounded.
  expect((after.fedFrom - before.fedFrom - before.to) / MS).toBeGreaterThan(3800)
  const heard = await samplesOf(profile.context.request, desk, whole)
  const all = stretchesOf(heard, fedTo(whole.channels, desk.noise))
  expect(all.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(heard.length)
})

test('a microphone that is pulled out leaves all that came before, and the reading goes on when it is back', async () => {
  const page = await reading(1, 2000)
  await watched(page, desk.house, async () => {
    await desk.pullOut()
    await page.getByText('Micrô vừa bị rút ra').waitFor()
    await player.stop()
    await desk.plugIn()
    player = desk.feed()
    await page.waitForTimeout(1500)
    await page.getByRole('button', { name: 'Thu tiếp' }).click()
    await page.getByText('Đang thu', { exact: true }).waitFor()
    await page.waitForTimeout(1500)
    await stop(page)
  })
  const { stretches, frames } = await newest()
  expect(stretches).toHaveLength(2)
  expect(stretches[0]?.to).toBe(stretches[1]?.from)
  expect(stretches[0]?.to).toBeGreaterThan(1500 * MS)
  expect(stretches[1]?.to).toBe(frames)
})

test('a browser that stood still for eight seconds has lost nothing that it does not name', async () => {
  const page = await reading(2, 2500)
  await profile.freeze(8000)
  await page.waitForTimeout(4000)
  const hasBroken = await page.getByText('Máy vừa ngủ').isVisible()
  await watched(page, desk.house, async () => {
    if (hasBroken) await page.getByRole('button', { name: 'Kết thúc bản thu này' }).click()
    else await page.keyboard.press('s')
    await page.getByRole('button', { name: /^Giữ/ }).waitFor({ timeout: 30_000 })
  })
  const { stretches, frames, warnings } = await newest()
  const missing = stretches.map(({ from, fedFrom }, index) => {
    const before = stretches[index - 1]
    return before ? fedFrom - before.fedFrom - (from - before.from) : 0
  })
  const missingMs = missing.reduce((sum, some) => sum + some, 0) / MS
  const toldMs = Number(/làm rơi (\d+) mili giây/.exec(warnings)?.[1] ?? 0)
  process.stdout.write(
    `studio, standstill: ${frames / MS} ms, ${missingMs} ms missing, ${toldMs} told, ${hasBroken ? 'broken off' : 'gone on'}\n`,
  )
  expect(stretches[0]?.from).toBe(0)
  expect(stretches[0]?.to).toBeGreaterThan(2000 * MS)
  expect(Math.abs(missingMs - toldMs)).toBeLessThan(50)
})

test('killed while the network is gone, everything that was read is still in the browser', async () => {
  const page = await reading(3, 1000)
  await profile.context.setOffline(true)
  await page.waitForTimeout(3000)
  await profile.kill()
  profile = await desk.openProfile(profile.folder)
  const again = await desk.studio(profile.context, 3)
  await watched(again, desk.house, async () => {
    await again.getByText('Còn một bản thu dở').waitFor()
    await again.getByRole('button', { name: 'Kết thúc bản thu này' }).click()
    await again.getByRole('button', { name: /^Giữ/ }).waitFor({ timeout: 30_000 })
  })
  const { stretches, frames } = await newest()
  expect(stretches).toEqual([{ from: 0, to: frames, fedFrom: expect.any(Number) }])
  expect(frames).toBeGreaterThan(3000 * MS)
})

test('somebody at another desk is told who records, may record beside, and finds what was broken off', async () => {
  const page = await reading(4, 1500)
  const other = await desk.openProfile()
  const there = await desk.studio(other.context, 4)
  await watched(there, desk.house, async () => {
    await there.getByRole('button', { name: /^Thu/ }).waitFor()
    await there.waitForTimeout(1000)
    await there.keyboard.press('r')
    await there.getByText(/^Phát thanh viên đang thu tiết mục này từ \d\d:\d\d\.$/).waitFor()
    await there.getByRole('button', { name: 'Cứ thu thành một lần riêng' }).click()
    await there.getByText('Đang thu', { exact: true }).waitFor()
    await there.waitForTimeout(1500)
    await stop(there)
  })
  expect(await page.getByText('Đang thu', { exact: true }).isVisible()).toBe(true)
  await profile.kill()
  await there.waitForTimeout(11_000)
  await watched(there, desk.house, async () => {
    await there.reload()
    await there.getByText('Còn một bản thu dở').waitFor()
    await there.getByText('đài đang giữ').waitFor()
    await there.getByRole('button', { name: 'Thu tiếp' }).click()
    await there.getByText('Đang thu', { exact: true }).waitFor()
    await there.waitForTimeout(1000)
    await stop(there)
  })
  profile = other
  const { stretches, warnings } = await newest()
  expect(stretches).toHaveLength(2)
  expect(warnings).toContain('Bản thu bị ngắt rồi thu tiếp')
})

test('practice keeps nothing, sends nothing and makes no take', async () => {
  const page = await desk.studio(profile.context, 5)
  await page.getByRole('button', { name: /^Thu/ }).waitFor()
  const count = (await takesOf(profile.context.request, desk)).length
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.getByRole('button', { name: /Đọc thử, không thu/ }).click()
  await page.getByText('ĐỌC THỬ: không thu, không phát').waitFor()
  await page.waitForTimeout(2000)
  await page.keyboard.press('s')
  await page.getByText('Đọc thử xong').waitFor()
  expect(asked.filter((line) => /recordings/.test(line))).toEqual([])
  expect((await takesOf(profile.context.request, desk)).length).toBe(count)
})

test('a browser without files of its own and without a track processor keeps the reading in its database', async () => {
  const { context } = profile
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor'))
  await context.route('**/assets/keeper-worker*.js', async (route) => {
    const answer = await route.fetch()
    const without = 'delete FileSystemFileHandle.prototype.createSyncAccessHandle;'
    await route.fulfill({ response: answer, body: without + (await answer.text()) })
  })
  const page = await reading(6, 4000)
  const rows = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const request = indexedDB.open('len-song.ban-thu')
          request.onerror = () => reject(request.error)
          request.onsuccess = () => {
            const count = request.result.transaction('sound').objectStore('sound').count()
            count.onsuccess = () => resolve(count.result)
          }
        }),
    )
  await watched(page, desk.house, async () => {
    expect(await rows()).toBeGreaterThanOrEqual(4)
    await stop(page)
    expect(await rows()).toBe(0)
  })
  const { stretches, frames } = await newest()
  const same = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  process.stdout.write(`studio, database and worklet: ${same} of ${frames} frames in ${stretches.length} stretches\n`)
  expect(frames).toBeGreaterThan(2500 * MS)
  expect(same / frames).toBeGreaterThan(0.98)
})

/** The names under which browsers refuse a microphone (Media Capture and Streams, 10.3.2), and what the page says. */
test.each([
  ['NotFoundError', 'Không thấy micrô nào'],
  ['NotAllowedError', 'Trình duyệt đang chặn micrô'],
  ['NotReadableError', 'Micrô đang bị chương trình khác giữ'],
])('a browser that answers %s is explained, and trying again opens the microphone', async (name, title) => {
  const { context } = profile
  // The browser's own answer, once: the second asking is the real one.
  await context.addInitScript((refusal) => {
    const devices = navigator.mediaDevices
    const real = devices.getUserMedia.bind(devices)
    let isFirst = true
    devices.getUserMedia = (wish) => {
      if (!isFirst) return real(wish)
      isFirst = false
      return Promise.reject(new DOMException('', refusal))
    }
  }, name)
  const page = await desk.studio(context, 7)
  await watched(page, desk.house, async () => {
    await page.getByText(title).waitFor()
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await page.getByRole('button', { name: /^Thu/ }).waitFor()
  })
})

test('a browser of long ago is told which ones record', async () => {
  const { context } = profile
  await context.addInitScript(() => {
    for (const name of ['MediaStreamTrackProcessor', 'AudioWorkletNode', 'AudioWorklet'])
      Reflect.deleteProperty(globalThis, name)
  })
  const page = await desk.studio(context, 7)
  await watched(page, desk.house, () => page.getByText('Trình duyệt này không thu âm được').waitFor())
})
