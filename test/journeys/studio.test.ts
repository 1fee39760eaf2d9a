import { afterAll, beforeAll, expect, test } from 'vitest'
import { watched } from './house.ts'
import { fedTo, openReadingDesk, type ReadingDesk, samplesOf, stretchesOf, takesOf } from './reading-desk.ts'

const READ_MS = 6000

let desk: ReadingDesk
beforeAll(async () => {
  desk = await openReadingDesk(READ_MS / 1000 + 8)
}, 120_000)
afterAll(() => desk?.close())

test('a read recorded in the browser holds exactly the samples of the microphone, through a lost network', async () => {
  const { context } = await desk.openProfile()
  const page = await desk.studio(context)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await watched(page, desk.house, async () => {
    await page.getByRole('button', { name: /^Thu/ }).waitFor()
    const player = desk.feed()
    try {
      await page.waitForTimeout(1000)
      await page.keyboard.press('r')
      await page.getByText('Đang thu', { exact: true }).waitFor()
      await page.waitForTimeout(READ_MS / 3)
      await context.setOffline(true)
      await page.waitForTimeout(READ_MS / 3)
      await context.setOffline(false)
      await page.waitForTimeout(READ_MS / 3)
      await page.keyboard.press('s')
      await page.getByRole('button', { name: /^Giữ/ }).waitFor({ timeout: 30_000 })
    } finally {
      await player.stop()
    }
    await page.getByRole('button', { name: /^Giữ/ }).click()
    await page.waitForURL((url) => !url.pathname.includes(desk.edition.latest?.items[0]?.itemId ?? ''))
  })

  const [take] = await takesOf(context.request, desk)
  if (!take) throw new Error('no take')
  expect(take).toMatchObject({
    source: 'browser',
    choice: 'kept',
    sampleRateHz: 48_000,
    revisionId: desk.edition.latest?.id,
    warnings: [],
  })
  expect(take.durationMs).toBeGreaterThan(READ_MS - 1000)
  const heard = await samplesOf(context.request, desk, take)
  const stretches = stretchesOf(heard, fedTo(take.channels, desk.noise))
  process.stdout.write(`studio: ${heard.length} frames, ${stretches.length} stretches of what was fed\n`)
  expect(stretches).toHaveLength(1)
  expect((stretches[0]?.to ?? 0) - (stretches[0]?.from ?? 0)).toBeGreaterThan((READ_MS - 1500) * 48)
  expect(stretches[0]?.to).toBe(heard.length)
  expect(faults).toEqual([])
})
