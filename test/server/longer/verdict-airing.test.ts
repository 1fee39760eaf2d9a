import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Airing, Edition } from '../../../server/contract/index.ts'
import { onAirFolder, readPlan } from '../../../server/handover/index.ts'
import { TestStation } from '../../builders.ts'

let station: TestStation
beforeAll(async () => {
  station = await TestStation.open()
  await station.setUp()
})
afterAll(() => station.close())

it('a rendered read that a listener sends back is out of the plan at once, and in it again once it is approved', async () => {
  const month = new Date().toISOString().slice(0, 7)
  const programme = await station.get<{ id: string }>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await station.readyEdition(programme.id, month)
  const tomorrow = new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 10)
  const airings = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
    slots: [{ date: tomorrow, time: '05:15' }],
    outsideWindowReason: 'Phát thử',
  })
  expect(airings.map(({ state }) => state)).toEqual(['ready'])

  const judge = (verdict: string, reason: string) =>
    station.get('POST', `/api/takes/${edition.takes[0]?.id}/verdict`, { verdict, listener: 'Phó Chủ tịch', reason })
  const seen = async () => (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).airings
  const masters = async () =>
    (await readPlan(onAirFolder(station.dataDir).plan))?.airings.map(({ masterSha256 }) => masterSha256 !== undefined)

  expect(await masters()).toEqual([true])
  await judge('sent-back', 'Thiếu câu chào')
  const [barred] = await seen()
  expect(barred?.state).toBe('incomplete')
  expect(barred?.missing).toEqual(['Tiết mục “Tiết mục 1”: bản thu bị trả lại khi nghe duyệt, cần thu lại'])
  expect((await masters()) ?? []).not.toContain(true)

  await judge('approved', '')
  expect((await seen()).map(({ state }) => state)).toEqual(['ready'])
  expect(await masters()).toEqual([true])
})
