import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Airing, ApprovalRequest, Edition } from '../../../server/contract/index.ts'
import { onAirFolder, readPlan } from '../../../server/handover/index.ts'
import { TestStation } from '../../builders.ts'
import { leaderWithPhone, PIN } from '../telephone.ts'

let station: TestStation
beforeAll(async () => {
  station = await TestStation.open()
  await station.setUp()
})
afterAll(() => station.close())

it('an approval that is taken back takes the edition off the plan at once, and another puts it on again', async () => {
  const month = new Date().toISOString().slice(0, 7)
  const programme = await station.get<{ id: string }>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await station.readyEdition(programme.id, month)
  const [leader, phone] = await leaderWithPhone(station, 'Chủ tịch UBND phường')
  const tomorrow = new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 10)
  await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
    slots: [{ date: tomorrow, time: '05:15' }],
    outsideWindowReason: 'Phát thử',
  })
  const revisionId = edition.latest?.id ?? ''
  const seen = async () => (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).airings
  const masters = async () =>
    (await readPlan(onAirFolder(station.dataDir).plan))?.airings.map(({ masterSha256 }) => masterSha256 !== undefined)

  expect(await masters()).toEqual([true])
  await station.get('POST', `/api/revisions/${revisionId}/approval-withdrawal`, { by: 'Chủ tịch', reason: 'Hoãn' })
  const [barred] = await seen()
  expect(barred?.state).toBe('incomplete')
  expect(barred?.missing).toEqual(['Bản 1 của kịch bản chưa được phê duyệt'])
  expect((await masters()) ?? []).not.toContain(true)

  const request = await station.get<ApprovalRequest>('POST', `/api/revisions/${revisionId}/request`, {
    leaderIds: [leader.id],
  })
  expect((await phone.answer(request, {})).body.state).toBe('approved')
  // The words are what they were: nothing is to be recorded or rendered again.
  expect((await seen()).map(({ state }) => state)).toEqual(['ready'])
  expect(await masters()).toEqual([true])

  await phone.get('POST', `/requests/${request.id}/withdrawal`, {
    id: 'w'.repeat(20),
    reason: 'Hoãn',
    proof: { pin: PIN },
  })
  expect((await masters()) ?? []).not.toContain(true)
})
