import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watched } from '../house.ts'
import { fedTo, openReadingDesk, type ReadingDesk, samplesOf, stretchesOf, takesOf } from '../reading-desk.ts'

let desk: ReadingDesk
beforeAll(async () => {
  desk = await openReadingDesk(60)
}, 120_000)
afterAll(() => desk?.close())

const MS = 48

/** What still lies in the browser's own files. */
const lying = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('ban-thu', { create: true })
    const names: string[] = []
    for await (const name of folder.keys()) names.push(name)
    return names
  })

test('a browser killed at any instant loses less than a second; gone on with, the take is what was fed', async () => {
  const player = desk.feed()
  try {
    const first = await desk.openProfile()
    const before = await desk.studio(first.context)
    await before.getByRole('button', { name: /^Thu/ }).waitFor()
    await before.waitForTimeout(1000)
    const pressedAt = performance.now()
    await before.keyboard.press('r')
    await before.getByText('Đang thu', { exact: true }).waitFor()
    await before.waitForTimeout(2500 + Math.random() * 3000)
    const killedAt = performance.now()
    await first.kill()

    const second = await desk.openProfile(first.folder)
    const page = await desk.studio(second.context)
    await watched(page, desk.house, async () => {
      await page.getByText('Còn một bản thu dở').waitFor()
      await page.getByRole('button', { name: 'Thu tiếp' }).click()
      await page.getByText('Nghe lại ba giây cuối').waitFor()
      await page.getByText('Đang thu', { exact: true }).waitFor()
      await page.waitForTimeout(1500)
      // The station goes down in mid-take and comes back.
      process.kill(await desk.house.pidOf('main.ts'), 'SIGKILL')
      await page.waitForTimeout(3000)
      await page.keyboard.press('s')
      await page.getByRole('button', { name: /^Giữ/ }).waitFor({ timeout: 60_000 })
    })
    expect(await lying(page)).toEqual([])

    const [take, ...others] = await takesOf(second.context.request, desk)
    if (!take) throw new Error('no take')
    expect(others).toEqual([])
    expect(take.warnings.join()).toContain('Bản thu bị ngắt rồi thu tiếp')
    expect(take.warnings.join()).not.toMatch(/rơi|Thiếu/)
    const heard = await samplesOf(second.context.request, desk, take)
    const stretches = stretchesOf(heard, fedTo(take.channels, desk.noise))
    const [one, two] = stretches
    if (!one || !two) throw new Error('what was fed is not in the take')
    const lostMs = killedAt - pressedAt - one.to / MS
    process.stdout.write(
      `studio, killed: ${heard.length} frames in ${stretches.length} stretches, at most ${Math.round(lostMs)} ms lost before the kill\n`,
    )
    expect(stretches).toHaveLength(2)
    expect([one.from, one.to, two.to]).toEqual([0, two.from, heard.length])
    expect(lostMs).toBeLessThan(1000)
    expect(two.fedFrom).toBeGreaterThan(one.fedFrom + one.to)
    await second.close()
  } finally {
    await player.stop()
  }
})
