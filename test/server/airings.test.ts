import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type { Airing, AsRun, Calendar, Edition, LogBook, Proposals } from '../../server/contract/index.ts'
import { onAirFolder, readPlan } from '../../server/handover/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const at = (date: string, time: string) => instantOf(date, time, ZONE)

describe('the schedule', () => {
  let station: TestStation
  let edition: Edition
  let clock: FakeClock
  beforeEach(async () => {
    clock = new FakeClock(at('2026-11-12', '09:00'))
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
  })
  afterEach(() => station.close())

  const confirm = (slots: { date: string; time: string }[], outsideWindowReason?: string) =>
    station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, { slots, outsideWindowReason })

  it('proposes the rule’s dates with the programme’s times, and fewer once some are confirmed', async () => {
    const url = `/api/editions/${edition.id}/proposals`
    expect(await station.get<Proposals>('GET', url)).toMatchObject({
      window: { from: '2026-11-15', to: '2026-11-30' },
      daysWanted: 2,
      daysConfirmed: 0,
      proposals: [
        { date: '2026-11-16', times: ['05:15', '17:15'], warnings: [] },
        { date: '2026-11-23', times: ['05:15', '17:15'], warnings: [] },
      ],
    })
    await confirm([
      { date: '2026-11-16', time: '05:15' },
      { date: '2026-11-16', time: '17:15' },
    ])
    const next = await station.get<Proposals>('GET', url)
    expect([next.daysConfirmed, next.proposals.length]).toEqual([1, 1])
  })

  it('confirms an airing before anything is ready and says what is missing', async () => {
    const [airing] = await confirm([{ date: '2026-11-16', time: '05:15' }])
    expect(airing).toMatchObject({
      state: 'incomplete',
      startsAt: at('2026-11-16', '05:15'),
      missing: ['Chưa có kịch bản'],
    })
    expect((await readPlan(onAirFolder(station.dataDir).plan))?.airings).toEqual([])
  })

  it.each([
    ['a date outside the window', '2026-11-14', '05:15', 'outside-window'],
    ['day 31 and the like', '2026-12-31', '05:15', 'outside-window'],
    ['a date that does not exist', '2026-11-31', '05:15', 'no-such-date'],
    ['a time that has passed', '2026-11-12', '08:59', 'in-the-past'],
  ])('refuses %s with the next step, and confirms nothing', async (_what, date, time, code) => {
    const refused = await station.refused('POST', `/api/editions/${edition.id}/airings`, {
      slots: [
        { date: '2026-11-16', time: '05:15' },
        { date, time },
      ],
    })
    expect(refused.code).toBe(code)
    expect(refused.next).toBeTruthy()
    expect((await station.get<Edition>('GET', `/api/editions/${edition.id}`)).airings).toEqual([])
  })

  it('airs outside the window only with a reason, which is kept', async () => {
    const [airing] = await confirm([{ date: '2026-11-14', time: '05:15' }], 'Phục vụ hội nghị')
    expect(airing?.outsideWindowReason).toBe('Phục vụ hội nghị')
  })

  it('refuses two airings at once, in two requests and in one', async () => {
    await confirm([{ date: '2026-11-16', time: '05:15' }])
    for (const slots of [
      [{ date: '2026-11-16', time: '05:15' }],
      [
        { date: '2026-11-17', time: '05:15' },
        { date: '2026-11-17', time: '05:15' },
      ],
    ]) {
      expect((await station.refused('POST', `/api/editions/${edition.id}/airings`, { slots })).code).toBe('clash')
    }
  })

  it('moves an airing as a new one that names the old, and withdraws with the reason', async () => {
    const [old] = await confirm([{ date: '2026-11-16', time: '05:15' }])
    const moved = await station.get<Airing>('POST', `/api/airings/${old?.id}/move`, {
      date: '2026-11-18',
      time: '17:15',
    })
    expect(moved).toMatchObject({ date: '2026-11-18', movedFromId: old?.id })
    const { airings } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(airings.map(({ state }) => state)).toEqual(['withdrawn', 'incomplete'])
    expect(
      (await station.refused('POST', `/api/airings/${old?.id}/move`, { date: '2026-11-19', time: '05:15' })).code,
    ).toBe('airing-over')
    const gone = await station.get<Airing>('POST', `/api/airings/${moved.id}/withdraw`, { reason: 'Cúp điện' })
    expect(gone.state).toBe('withdrawn')
  })

  it('logs an airing that never came as missed, with what was missing', async () => {
    await confirm([{ date: '2026-11-16', time: '05:15' }])
    clock.set(at('2026-11-16', '06:00'))
    const [line] = await station.get<AsRun[]>('GET', '/api/as-run?from=2026-11-16&to=2026-11-16')
    expect(line).toMatchObject({ outcome: 'missed', note: 'Tới giờ phát vẫn còn thiếu: Chưa có kịch bản.' })
    expect(line?.startedAt).toBeUndefined()
  })

  it('narrows the log, and gives it and the calendar as sheets just so', async () => {
    await confirm([{ date: '2026-11-16', time: '05:15' }])
    clock.set(at('2026-11-16', '06:00'))
    const span = 'from=2026-11-01&to=2026-11-30'
    const ask = (asked: string) => station.get<LogBook>('GET', `/api/log-book?${span}&${asked}`)
    expect((await ask('outcome=missed&words=duong%20sat')).lines).toEqual([])
    const { lines, total } = await ask('outcome=missed&words=van%20con%20thieu')
    expect(lines[0]).toMatchObject({ outcome: 'missed', items: [], readers: [], notes: [] })
    expect(total).toBeGreaterThan(0)
    expect((await ask('outcome=failed')).lines).toEqual([])
    const rowsOf = async (url: string) =>
      (await readSheet((await station.ask('GET', url)).raw, 'bảng.xlsx')).tabs[0]?.rows
    const log = await rowsOf(`/api/log-book/xlsx?${span}&outcome=missed&order=programme`)
    expect(log?.[0]).toEqual(expect.arrayContaining(['Định phát', 'Kết quả']))
    expect(log?.slice(1).every((row) => row.includes('Lỡ giờ phát'))).toBe(true)
    expect(log?.length).toBeGreaterThan(1)
    const calendar = await rowsOf(`/api/calendar/xlsx?${span}`)
    expect(
      calendar?.some((row) => row.includes('16/11/2026') && row.includes('05:15') && row.includes('Lỡ giờ phát')),
    ).toBe(true)
    expect(await rowsOf(`/api/calendar/xlsx?${span}&programmeId=nobodys`)).toHaveLength(1)
  })

  it('counts an airing outside the system with its proof, and takes none of the future', async () => {
    const url = (date: string) =>
      `/api/editions/${edition.id}/outside-airings?${new URLSearchParams({ date, time: '05:00', where: 'Cổng loa thông minh', note: 'Phát qua cổng' })}`
    const proof = Buffer.from('ảnh chụp màn hình')
    const entered = await station.get<Airing>('POST', url('2026-11-11'), formOf(proof, 'ảnh.png', 'image/png'))
    expect(entered).toMatchObject({
      state: 'outside',
      outside: { where: 'Cổng loa thông minh', proofFileName: 'ảnh.png' },
    })
    const back = await station.ask('GET', `/api/airings/${entered.id}/proof`)
    expect(back.raw.equals(proof)).toBe(true)
    expect(back.headers['content-type']).toBe('application/octet-stream')
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.steps.find(({ name }) => name === 'air')?.note).toBe('1/2 ngày')
    expect((await station.refused('POST', url('2026-11-13'))).code).toBe('in-the-future')
    const bare = `/api/editions/${edition.id}/outside-airings?${new URLSearchParams({ date: '2026-11-10', time: '05:00', where: 'Cổng' })}`
    expect((await station.refused('POST', bare)).code).toBe('proof-needed')
  })

  it('shows the month with windows and airings, and refuses a span that is none', async () => {
    await confirm([{ date: '2026-11-16', time: '05:15' }])
    const month = await station.get<Calendar>('GET', '/api/calendar?from=2026-11-01&to=2026-11-30')
    expect([month.today, month.airings.length, month.windows]).toMatchObject([
      '2026-11-12',
      1,
      [{ from: '2026-11-15', to: '2026-11-30' }],
    ])
    expect((await station.refused('GET', '/api/calendar?from=2026-11-30&to=2026-11-01')).status).toBe(400)
  })
})

describe('editions', () => {
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station.close())

  it('are one a month, and not before the programme starts', async () => {
    const { programme, edition } = await station.edition('2026-11')
    const twice = await station.refused('POST', '/api/editions', { programmeId: programme.id, period: '2026-11' })
    expect(twice).toMatchObject({ code: 'edition-exists', details: { editionId: edition.id } })
    const early = await station.refused('POST', '/api/editions', { programmeId: programme.id, period: '2023-06' })
    expect(early.message).toBe('Chương trình bắt đầu từ 01/07/2023; tháng 6/2023 nằm trước ngày đó.')
    expect(edition.rotaUnits).toEqual(['Phòng Văn hóa và Thông tin Thành phố', 'Phòng Quản lý đô thị Thành phố'])
  })
})
