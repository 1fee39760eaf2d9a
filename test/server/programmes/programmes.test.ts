import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import type {
  Airing,
  Calendar,
  Edition,
  Programme,
  ProgrammePeriod,
  ProgrammePreset,
  Proposals,
  RuleCheck,
  Template,
  UnitDetail,
  WardStation,
} from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Ho_Chi_Minh')

let station: TestStation
beforeAll(async () => {
  station = await TestStation.open({ clock: new FakeClock(at('2026-11-12', '09:00')) })
  await station.setUp()
})
afterAll(() => station.close())

const make = (body: object) => station.get<Programme>('POST', '/api/programmes', body)
const change = (id: string, body: object) => station.get<Programme>('PATCH', `/api/programmes/${id}`, body)
const find = async (id: string) =>
  (await station.get<Programme[]>('GET', '/api/programmes')).find((one) => one.id === id)
/** So that each test has the device for itself. */
const end = (id: string) => change(id, { startsOn: '2026-01-01', endsOn: '2026-01-02', acceptsClashes: true })

describe('a programme', () => {
  it('made from a preset has everything that the plan says', async () => {
    const presets = await station.get<ProgrammePreset[]>('GET', '/api/programme-presets')
    expect(presets.find(({ preset }) => preset === 'sa-dec-2023')?.about).toContain('2 ngày phát mỗi tháng')
    const made = await make({ preset: 'sa-dec-2023' })
    expect(made).toMatchObject({
      kind: 'bulletin',
      startsOn: '2023-07-01',
      rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 },
      times: ['05:15', '17:15'],
      intakeWindow: { kind: 'days-of-month', fromDay: 1, toDay: 10, monthsBefore: 0 },
      reviewWindow: { kind: 'days-of-month', fromDay: 10, toDay: 15, monthsBefore: 0 },
      targets: [{ what: 'Tin, bài theo phân công', perPeriod: 2 }],
      roles: { monitor: { name: 'Phòng Nội vụ Thành phố' } },
      producer: { kind: 'station' },
      rules: [{ from: '2023-07-01' }],
    })
    await end(made.id)
  })

  it('is changed in what is given and keeps the rest; lists are tidied', async () => {
    const { id } = await make({ preset: 'nga-nam-2022', name: 'Bản tin  thị xã' })
    const changed = await change(id, {
      kind: 'feature',
      topics: [' Chuyển đổi số ', 'Chuyển đổi số', 'Văn hóa  công vụ'],
      roles: { approver: { name: 'Chủ tịch UBND' } },
      targets: [{ what: 'tin', perPeriod: 3 }],
    })
    expect(changed).toMatchObject({
      kind: 'feature',
      topics: ['Chuyển đổi số', 'Văn hóa công vụ'],
      roles: { approver: { name: 'Chủ tịch UBND' } },
      targets: [{ what: 'tin', perPeriod: 3 }],
      times: ['05:15', '17:15'],
    })
    expect(changed.roles).not.toHaveProperty('collector')
    expect(changed.audiences.length).toBeGreaterThan(0)
    await end(id)
  })

  it('knows which unit holds a role, by its id or its name, and no unit that is not there', async () => {
    const { unit } = await station.get<UnitDetail>('POST', '/api/units', { name: 'Phòng Kiểm tra thử' })
    const { id } = await make({ preset: 'empty', name: 'Bản tin có đơn vị' })
    const roles = {
      collector: { name: 'phòng  kiểm tra thử' },
      reviewer: { name: 'Nơi chủ trì', unitId: unit.id },
      approver: { name: 'Chủ tịch UBND' },
    }
    expect((await change(id, { roles })).roles).toEqual({
      collector: { name: 'phòng kiểm tra thử', unitId: unit.id },
      reviewer: { name: 'Nơi chủ trì', unitId: unit.id },
      approver: { name: 'Chủ tịch UBND' },
    })
    const strange = { roles: { monitor: { name: 'Không có', unitId: 'nobody' } } }
    expect(await station.refused('PATCH', `/api/programmes/${id}`, strange)).toMatchObject({ code: 'unit-unknown' })
    await end(id)
  })

  it('of questions and answers begins with the template of its kind, and its norm is the template’s', async () => {
    const { id } = await make({ preset: 'nga-nam-2022-dan-hoi' })
    const template = await station.get<Template>('GET', `/api/programmes/${id}/template`)
    expect(template.slots.map(({ kind }) => kind)).toContain('question')
    expect((await change(id, { normMs: 900_000 })).normMs).toBe(900_000)
    expect(await station.get<Template>('GET', `/api/programmes/${id}/template`)).toMatchObject({
      number: 1,
      normMs: 900_000,
    })
    expect(await change(id, { normMs: null })).not.toHaveProperty('normMs')
    await end(id)
  })

  it('of a ward is kept as such, and one of a ward that does not exist is refused', async () => {
    const refused = await station.refused('POST', '/api/programmes', {
      preset: 'empty',
      producer: { kind: 'ward', wardStationId: 'khong-co' },
    })
    expect(refused.code).toBe('no-such-ward')
    await station.get('POST', '/api/ward-stations', { name: 'Phường An Hòa' })
    const [ward] = await station.get<WardStation[]>('GET', '/api/ward-stations')
    const producer = { kind: 'ward', wardStationId: ward?.id }
    const made = await make({ preset: 'empty', name: 'Tin phường', producer })
    expect(made.producer).toEqual(producer)
    await end(made.id)
  })

  it('with a rule that cannot be kept is refused in words, and stays as it was', async () => {
    const { id, rule } = await make({ preset: 'empty', name: 'Thử' })
    const refusals = [
      { rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 30, toDay: 15 } },
      { rule: { kind: 'listed-dates', dates: ['2026-02-30'] } },
      { intakeWindow: { kind: 'days-before', fromDays: 1, toDays: 5 } },
      { startsOn: '2026-13-01' },
      { startsOn: '2026-05-01', endsOn: '2026-04-01' },
    ]
    for (const body of refusals) {
      const refused = await station.refused('PATCH', `/api/programmes/${id}`, body)
      expect(['bad-rule', 'bad-request']).toContain(refused.code)
      expect(refused.message).not.toContain('…')
    }
    expect((await find(id))?.rule).toEqual(rule)
    await end(id)
  })
})

describe('a rule that changes', () => {
  it('holds from its date: months before keep what they wanted, and the change can be called off', async () => {
    const { id } = await make({ preset: 'sa-dec-2023' })
    const weekly = { kind: 'weekly', weekdays: [5, 2] }
    const changed = await change(id, { rule: weekly, times: ['06:00'], from: '2026-12-01' })
    expect(changed.rule.kind).toBe('days-a-month')
    expect(changed.rules.map(({ from, rule }) => [from, rule.kind])).toEqual([
      ['2023-07-01', 'days-a-month'],
      ['2026-12-01', 'weekly'],
    ])
    expect(changed.rules[1]?.rule).toEqual({ kind: 'weekly', weekdays: [2, 5] })
    const periods = await station.get<ProgrammePeriod[]>('GET', `/api/programmes/${id}/periods`)
    const titles = periods.map(({ title }) => title)
    expect(titles).toContain('tháng 11/2026')
    expect(titles).toContain('tuần 49 (30/11 – 06/12/2026)')
    expect(titles).not.toContain('tháng 12/2026')
    expect(periods.find(({ isCurrent }) => isCurrent)).toMatchObject({
      period: '2026-11',
      airs: { from: '2026-11-15', to: '2026-11-30' },
      intake: { from: '2026-11-01', to: '2026-11-10' },
      review: { from: '2026-11-10', to: '2026-11-15' },
      datesWanted: 2,
    })
    // From the last day of its week on: the week after is the one to work on.
    await change(id, { rule: { kind: 'weekly', weekdays: [1] }, from: '2026-11-12', acceptsClashes: true })
    const late = await station.get<ProgrammePeriod[]>('GET', `/api/programmes/${id}/periods`)
    expect(late.find(({ isCurrent }) => isCurrent)?.period).toBe('2026-W47')
    await station.get<Programme>('DELETE', `/api/programmes/${id}/rules/2026-11-12`)
    const back = await station.get<Programme>('DELETE', `/api/programmes/${id}/rules/2026-12-01`)
    expect(back.rules).toHaveLength(1)
    expect((await station.refused('DELETE', `/api/programmes/${id}/rules/2023-07-01`)).code).toBe('bad-rule')
    expect((await station.refused('DELETE', `/api/programmes/${id}/rules/2026-12-01`)).code).toBe('not-found')
    await end(id)
  })

  it('without a date puts the one in force right from its beginning', async () => {
    const { id } = await make({ preset: 'sa-dec-2023' })
    const changed = await change(id, { times: ['17:30', '05:30', '05:30'] })
    expect(changed.rules).toMatchObject([{ from: '2023-07-01', times: ['05:30', '17:30'] }])
    expect(changed.intakeWindow).toBeDefined()
    expect(await change(id, { intakeWindow: null })).not.toHaveProperty('intakeWindow')
    await end(id)
  })

  it('in the middle of a month leaves the dates before it to the old one', async () => {
    const { id } = await make({ preset: 'sa-dec-2023' })
    const edition = await station.get<Edition>('POST', '/api/editions', { programmeId: id, period: '2026-11' })
    await change(id, { rule: { kind: 'days-a-month', daysAMonth: 3, fromDay: 25, toDay: 31 }, from: '2026-11-18' })
    const proposals = await station.get<Proposals>('GET', `/api/editions/${edition.id}/proposals`)
    expect(proposals).toMatchObject({
      window: { from: '2026-11-15', to: '2026-11-30' },
      windows: [
        { from: '2026-11-15', to: '2026-11-17' },
        { from: '2026-11-25', to: '2026-11-30' },
      ],
      daysWanted: 3,
    })
    const outside = { slots: [{ date: '2026-11-20', time: '05:15' }] }
    expect((await station.refused('POST', `/api/editions/${edition.id}/airings`, outside)).code).toBe('outside-window')
    await end(id)
  })
})

describe('editions', () => {
  it('are of the programme’s own periods, and of no others', async () => {
    const { id } = await make({ preset: 'bao-loc-2012' })
    const open = (period: string) => station.get<Edition>('POST', '/api/editions', { programmeId: id, period })
    const refused = async (period: string) =>
      (await station.refused('POST', '/api/editions', { programmeId: id, period })).code
    expect(await open('2026-W47')).toMatchObject({
      period: '2026-W47',
      title: 'Tuyên truyền cải cách hành chính, tuần 47 (16/11 – 22/11/2026)',
    })
    expect(await refused('2026-W47')).toBe('edition-exists')
    expect(await refused('2026-11')).toBe('wrong-period')
    expect(await refused('2025-W10')).toBe('before-start')
    expect(await refused('2025-W53')).toBe('no-such-period')
    expect(await refused('2026-13')).toBe('bad-request')
    await end(id)
    expect(await refused('2026-W48')).toBe('after-end')
  })

  it('of listed dates are one a date', async () => {
    const { id } = await make({ preset: 'empty', name: 'Ngày lễ' })
    const rule = { kind: 'listed-dates', dates: ['2026-12-22', '2026-11-20'] }
    await change(id, { rule, times: ['07:00'] })
    const periods = await station.get<ProgrammePeriod[]>('GET', `/api/programmes/${id}/periods`)
    expect(periods.map(({ period, isCurrent }) => [period, isCurrent])).toEqual([
      ['2026-11-20', true],
      ['2026-12-22', false],
    ])
    const edition = await station.get<Edition>('POST', '/api/editions', { programmeId: id, period: '2026-11-20' })
    expect(edition.title).toBe('Ngày lễ, ngày 20/11/2026')
    const code = (await station.refused('POST', '/api/editions', { programmeId: id, period: '2026-11-21' })).code
    expect(code).toBe('wrong-period')
    await end(id)
  })

  it('stand with the newest period first whatever their kind, and come as a sheet', async () => {
    const list = await station.get<Edition[]>('GET', '/api/editions')
    expect(list.map(({ period }) => period).filter((period) => period.startsWith('2026-'))).toEqual([
      '2026-11-20',
      '2026-W47',
      '2026-11',
    ])
    const sheet = await station.ask('GET', '/api/editions/xlsx?words=ngay%20le')
    expect([sheet.status, sheet.raw.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })
})

describe('two programmes', () => {
  it('whose rules would sound together are told so before, and saved only when it is meant', async () => {
    const weekly = await make({ preset: 'bao-loc-2012' })
    const other = await make({ preset: 'empty', name: 'Bản tin phường' })
    const rule = { kind: 'weekly', weekdays: [2, 4] }
    const check = await station.get<RuleCheck>('POST', `/api/programmes/${other.id}/rule-check`, {
      rule,
      times: ['05:15'],
    })
    expect(check.clashCount).toBe(52)
    expect(check.clashes[0]).toMatchObject({
      date: '2026-11-17',
      time: '05:15',
      words: '05:15 Thứ Ba 17/11/2026, trùng giờ của “Tuyên truyền cải cách hành chính” (05:15)',
    })
    expect(check.periods[0]).toMatchObject({
      title: 'tuần 46 (09/11 – 15/11/2026)',
      words: expect.stringContaining('Thứ Năm 12/11/2026'),
    })
    const refused = await station.refused('PATCH', `/api/programmes/${other.id}`, { rule, times: ['05:15'] })
    expect(refused).toMatchObject({ code: 'rules-clash', details: { count: 52 } })
    expect((await find(other.id))?.rule.kind).toBe('days-a-month')
    await change(other.id, { rule, times: ['05:15'], acceptsClashes: true })
    const calendar = await station.get<Calendar>('GET', '/api/calendar?from=2026-11-16&to=2026-11-22')
    expect(calendar.expected.map(({ programmeName, date, time, clash }) => [programmeName, date, time, clash])).toEqual(
      [
        ['Tuyên truyền cải cách hành chính', '2026-11-17', '05:15', 'Trùng giờ của “Bản tin phường” (05:15)'],
        ['Bản tin phường', '2026-11-17', '05:15', 'Trùng giờ của “Tuyên truyền cải cách hành chính” (05:15)'],
        ['Tuyên truyền cải cách hành chính', '2026-11-17', '17:15', undefined],
        ['Bản tin phường', '2026-11-19', '05:15', undefined],
      ],
    )
    await end(weekly.id)
    await end(other.id)
  })

  it('one with a window keeps away from the dates of the other, and is refused them until it is meant', async () => {
    const weekly = await make({ preset: 'empty', name: 'Bản tin sáng' })
    await change(weekly.id, { rule: { kind: 'weekly', weekdays: [1, 2, 3] }, times: ['05:15'] })
    const { id } = await make({ preset: 'sa-dec-2023' })
    const edition = await station.get<Edition>('POST', '/api/editions', { programmeId: id, period: '2026-11' })
    const { proposals } = await station.get<Proposals>('GET', `/api/editions/${edition.id}/proposals`)
    expect(proposals.map(({ date }) => date)).toEqual(['2026-11-19', '2026-11-26'])
    const slots = [{ date: '2026-11-17', time: '05:15' }]
    const refused = await station.refused('POST', `/api/editions/${edition.id}/airings`, { slots })
    expect(refused).toMatchObject({
      code: 'clash-rule',
      message: '05:15 ngày 17/11/2026 trùng giờ phát thường lệ của “Bản tin sáng” (05:15).',
    })
    const [airing] = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
      slots: [{ date: '2026-11-17', time: '06:15' }],
    })
    const moved = { date: '2026-11-18', time: '05:15' }
    expect((await station.refused('POST', `/api/airings/${airing?.id}/move`, moved)).code).toBe('clash-rule')
    await station.get('POST', `/api/airings/${airing?.id}/move`, { ...moved, acceptsRuleClash: true })
    await end(weekly.id)
    await end(id)
  })

  it('one that leaves the other’s window no free dates is told of it', async () => {
    const saDec = await make({ preset: 'sa-dec-2023' })
    const daily = await make({ preset: 'empty', name: 'Tin sáng' })
    const rule = { kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7] }
    const check = await station.get<RuleCheck>('POST', `/api/programmes/${daily.id}/rule-check`, {
      rule,
      times: ['05:15'],
    })
    expect(check.clashCount).toBeGreaterThan(100)
    expect(check.clashes[0]?.words).toContain('“Cải cách hành chính và cuộc sống” (05:15) không còn đủ ngày trống')
    const free = await station.get<RuleCheck>('POST', `/api/programmes/${daily.id}/rule-check`, {
      rule,
      times: ['06:15'],
    })
    expect(free.clashCount).toBe(0)
    await end(saDec.id)
    await end(daily.id)
  })

  it('of which one is a ward’s meet nowhere: they sound on devices of their own', async () => {
    const [ward] = await station.get<WardStation[]>('GET', '/api/ward-stations')
    const rule = { kind: 'weekly', weekdays: [2] }
    const own = await make({ preset: 'bao-loc-2012' })
    const theirs = await make({
      preset: 'empty',
      name: 'Tin phường tuần',
      producer: { kind: 'ward', wardStationId: ward?.id },
    })
    await change(theirs.id, { rule, times: ['05:15'] })
    const { expected } = await station.get<Calendar>('GET', '/api/calendar?from=2026-11-17&to=2026-11-17')
    expect(expected.map(({ programmeName, clash }) => [programmeName, clash])).toEqual([
      ['Tuyên truyền cải cách hành chính', undefined],
      ['Tuyên truyền cải cách hành chính', undefined],
    ])
    await end(own.id)
    await end(theirs.id)
  })
})

it('lists the programmes as a sheet in the order of a Vietnamese list, narrowed as the page is', async () => {
  await make({ preset: 'empty', name: 'Đời sống phường' })
  await make({ preset: 'empty', name: 'Dân vận khéo' })
  const { raw } = await station.ask('GET', '/api/programmes/xlsx?words=DAN%20VAN')
  const [heads, ...rows] = (await readSheet(raw, 'chuong-trinh.xlsx')).tabs[0]?.rows ?? []
  expect(heads?.slice(0, 3)).toEqual(['Chương trình', 'Loại', 'Ai làm'])
  expect(rows.map(([name]) => name)).toEqual(['Dân vận khéo'])
  const all =
    (await readSheet((await station.ask('GET', '/api/programmes/xlsx')).raw, 'tat-ca.xlsx')).tabs[0]?.rows ?? []
  const names = all.slice(1).map(([name = '']) => name)
  expect(names.indexOf('Dân vận khéo')).toBeLessThan(names.indexOf('Đời sống phường'))
})
