import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type { Airing, Announcement, Edition, Programme, ProgrammeAirRules } from '../../server/contract/index.ts'
import { onAirFolder, readPlan } from '../../server/handover/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { babbleWav } from '../sounds.ts'

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const MINUTE = 60_000

describe('the plan on the day an edition is not ready', () => {
  let station: TestStation
  let clock: FakeClock
  let programme: Programme
  let october: Edition
  let november: Edition
  beforeAll(async () => {
    clock = new FakeClock(at('2026-10-20', '09:00'))
    station = await TestStation.open({ clock })
    await station.setUp()
    programme = await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    october = await station.readyEdition(programme.id, '2026-10')
    november = await station.get('POST', '/api/editions', { programmeId: programme.id, period: '2026-11' })
  }, 120_000)
  afterAll(() => station.close())

  const rules = (over: Partial<ProgrammeAirRules>) =>
    station.get<Programme>('PATCH', `/api/programmes/${programme.id}`, { airRules: { ...programme.airRules, ...over } })
  const confirm = async (of: Edition, date: string, time: string) => {
    const body = { slots: [{ date, time }], outsideWindowReason: 'Phát thử' }
    const [airing] = await station.get<Airing[]>('POST', `/api/editions/${of.id}/airings`, body)
    if (!airing) throw new Error('nothing was confirmed')
    return airing
  }
  const planned = async ({ id }: Airing) => {
    const plan = await readPlan(onAirFolder(station.dataDir).plan)
    return plan?.airings.find(({ airingId }) => airingId === id)
  }

  it('holds nothing, the last edition or the apology, by the programme’s rule, and says what is missing', async () => {
    const airing = await confirm(november, '2026-11-16', '05:15')
    expect(await planned(airing)).toBeUndefined()
    await rules({ reserve: 'last-edition' })
    const master = october.renders[0]?.master?.sha256
    expect(await planned(airing)).toMatchObject({
      title: october.title,
      masterSha256: master,
      standsIn: { kind: 'last-edition', because: 'Chưa có kịch bản' },
    })
    const view = await station.get<Edition>('GET', `/api/editions/${november.id}`)
    expect(view.airings[0]?.willBeReplacedBy).toBe(october.title)

    const form = formOf(babbleWav(2), 'xin lỗi.wav')
    form.set('title', 'Lời xin lỗi')
    const apology = await station.get<Announcement>('POST', '/api/announcements', form)
    await rules({ reserve: 'apology', apologyId: apology.id })
    expect(await planned(airing)).toMatchObject({
      masterSha256: apology.mediaSha256,
      standsIn: { kind: 'apology' },
    })
    const inUse = await station.refused('POST', `/api/announcements/${apology.id}/retire`)
    expect(inUse.message).toContain(programme.name)

    const ready = await confirm(october, '2026-11-17', '05:15')
    expect(await planned(ready)).toMatchObject({
      masterSha256: master,
      reserve: { kind: 'apology', title: 'Lời xin lỗi', masterSha256: apology.mediaSha256 },
    })
    await rules({ reserve: 'nothing' })
    const retired = await station.get<Announcement>('POST', `/api/announcements/${apology.id}/retire`)
    expect(retired.retired).toBe(true)
    expect(await station.get('GET', '/api/announcements')).toEqual([])
    expect((await planned(ready))?.reserve).toBeUndefined()
  })

  it('never holds in reserve what was edited after its approval', async () => {
    await rules({ reserve: 'last-edition' })
    const airing = await confirm(november, '2026-11-18', '05:15')
    expect(await planned(airing)).toBeDefined()
    const { latest } = await station.get<Edition>('GET', `/api/editions/${october.id}`)
    const items = latest?.items.map(({ itemId, title }) => ({ itemId, title, text: 'Nội dung đã sửa.' }))
    const body = { source: 'written', parentId: latest?.id, items }
    const { id } = await station.get<{ id: string }>('POST', `/api/editions/${october.id}/revisions`, body)
    expect(await planned(airing)).toBeUndefined()
    // The words that were read come back: the same takes and the same render may air again.
    const back = latest?.items.map(({ itemId, title, text }) => ({ itemId, title, text }))
    const undone = { source: 'written', parentId: id, items: back }
    const again = await station.get<{ id: string }>('POST', `/api/editions/${october.id}/revisions`, undone)
    await station.get('POST', `/api/revisions/${again.id}/approval`, { approver: 'Chủ tịch' })
    expect(await planned(airing)).toBeDefined()
    await rules({ reserve: 'nothing' })
  })

  it('carries the rules, and a latest end that runs into nothing else', async () => {
    await rules({ priority: 'high', late: 'from-top', slackMinutes: 90, displaced: 'rejoin' })
    const first = await confirm(october, '2026-11-19', '05:15')
    const end = first.startsAt + (first.durationMs ?? 0)
    expect(await planned(first)).toMatchObject({
      priority: 'high',
      late: 'from-top',
      displaced: 'rejoin',
      latestEndAt: end + 90 * MINUTE,
    })
    await confirm(october, '2026-11-19', '06:15')
    expect((await planned(first))?.latestEndAt).toBe(at('2026-11-19', '06:15'))
    const vov = { title: 'VOV', weekdays: [4], from: '06:00', until: '06:10' }
    await station.get('POST', '/api/occupied', vov)
    expect((await planned(first))?.latestEndAt).toBe(at('2026-11-19', '06:00'))
    const pause = { reason: 'Sửa điện', from: at('2026-11-19', '05:45'), until: at('2026-11-19', '05:50') }
    await station.get('POST', '/api/pauses', { ...pause, stopsNow: false })
    expect((await planned(first))?.latestEndAt).toBe(at('2026-11-19', '05:45'))
  })

  it('keeps what has begun as it was, and lets nothing begin by surprise after its instant', async () => {
    await rules({ reserve: 'nothing' })
    const begun = await confirm(october, '2026-11-21', '05:15')
    const late = await confirm(november, '2026-11-21', '07:15')
    clock.set(at('2026-11-21', '07:16'))
    // A change after the instant: the reserve of November would be ready now.
    await rules({ reserve: 'last-edition' })
    expect((await planned(begun))?.masterSha256).toBe(october.renders[0]?.master?.sha256)
    expect(await planned(late)).toBeUndefined()
  })
})
