import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Channel,
  OfficeSettings,
  Posting,
  PostingRow,
  QuotaStanding,
  Submission,
  Unit,
} from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

/** 09:00 on 12 November 2026 in Viet Nam. */
const NOW = Date.UTC(2026, 10, 12, 2)

describe('posting besides the air', () => {
  let station: TestStation
  let units: Unit[]
  let portal: Channel
  let zalo: Channel
  let entry = 0

  const enter = (unitId: string | null): Promise<Submission> =>
    station.get('POST', '/api/submissions', {
      entryKey: `khoá-đăng-bài-${entry++}`,
      title: `Tin số ${entry}`,
      text: 'Một tin ngắn.',
      unitId,
      author: '',
      year: null,
      award: '',
      source: 'unit',
      sourceName: '',
      contact: '',
      note: '',
      topics: [],
      fileIds: [],
      placements: [],
    })
  const askFor = async (submissionId: string, channel: Channel): Promise<Posting> => {
    const postings = await station.get<Posting[]>('POST', `/api/submissions/${submissionId}/postings`, {
      channelIds: [channel.id],
    })
    const found = postings.find(({ channelId }) => channelId === channel.id)
    if (!found) throw new Error('the posting was not asked for')
    return found
  }
  const approve = (id: string) =>
    station.get<Posting[]>('POST', `/api/postings/${id}/verdict`, { verdict: 'approved', approver: 'Tổ Biên tập' })
  const post = (id: string, on: string, more: object = {}) =>
    station.get<Posting[]>('POST', `/api/postings/${id}/posted`, { on, ...more })

  beforeAll(async () => {
    station = await TestStation.open({ clock: new FakeClock(NOW) })
    await station.setUp()
    await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    units = await station.get<Unit[]>('GET', '/api/units')
    const channels = await station.get<Channel[]>('POST', '/api/channels/usual')
    const named = (name: string) => {
      const found = channels.find((channel) => channel.name === name)
      if (!found) throw new Error(`no channel ${name}`)
      return found
    }
    portal = named('Cổng thông tin điện tử')
    zalo = named('Zalo')
  })
  afterAll(() => station.close())

  it('has channels as data: usual ones once, own ones, none of the same name, some no longer offered', async () => {
    const before = await station.get<Channel[]>('GET', '/api/channels')
    expect(await station.get<Channel[]>('POST', '/api/channels/usual')).toEqual(before)
    const own = { name: 'Trang phường', url: 'phuong.example.vn', needsApproval: false }
    const made = (await station.get<Channel[]>('POST', '/api/channels', own)).find(
      ({ name }) => name === 'Trang phường',
    )
    expect(made).toMatchObject({ url: 'https://phuong.example.vn/', needsApproval: false })
    expect(await station.refused('POST', '/api/channels', own)).toMatchObject({ code: 'channel-name-taken' })
    expect(
      await station.refused('POST', '/api/channels', { ...own, name: 'Khác', url: 'javascript:alert(1)' }),
    ).toMatchObject({
      code: 'address-wrong',
    })
    await station.get('PATCH', `/api/channels/${made?.id}`, { isRetired: true })
    const { id } = await enter(null)
    expect(await station.refused('POST', `/api/submissions/${id}/postings`, { channelIds: [made?.id] })).toMatchObject({
      code: 'channel-unknown',
    })
  })

  it('is asked for, approved, and then posted with its link', async () => {
    const one = await enter(units[0]?.id ?? null)
    const asked = await askFor(one.id, portal)
    expect(asked.state).toBe('asked')
    expect((await askFor(one.id, portal)).id).toBe(asked.id)
    expect((await approve(asked.id))[0]).toMatchObject({ state: 'approved', verdict: { approver: 'Tổ Biên tập' } })
    const [posted] = await post(asked.id, '2026-11-11', { url: 'https://cong.example.vn/tin/1' })
    expect(posted).toMatchObject({ state: 'posted', isUnapproved: false, posted: { on: '2026-11-11' } })
    expect((await station.get<Submission>('GET', `/api/submissions/${one.id}`)).postings).toEqual([posted])
  })

  it('has nothing to do with the approval to air', async () => {
    const one = await enter(null)
    const asked = await askFor(one.id, zalo)
    await approve(asked.id)
    expect(await station.db.selectFrom('approvals').selectAll().execute()).toEqual([])
  })

  it('without an approval is refused until it is meant, and marked then', async () => {
    const one = await enter(null)
    const { id } = await askFor(one.id, portal)
    const early = { on: '2026-11-10' }
    expect(await station.refused('POST', `/api/postings/${id}/posted`, early)).toMatchObject({
      code: 'not-approved-to-post',
      status: 409,
    })
    const [posted] = await post(id, '2026-11-10', { isUnapprovedMeant: true })
    expect(posted).toMatchObject({ state: 'posted', isUnapproved: true })
  })

  it('is refused only with a reason, may be asked for again, and be taken back unless it is posted', async () => {
    const one = await enter(null)
    const { id } = await askFor(one.id, zalo)
    const refusal = { verdict: 'refused', approver: 'Tổ Biên tập' }
    expect(await station.refused('POST', `/api/postings/${id}/verdict`, refusal)).toMatchObject({
      code: 'remark-needed',
    })
    const [refused] = await station.get<Posting[]>('POST', `/api/postings/${id}/verdict`, {
      ...refusal,
      remark: 'Trùng tin',
    })
    expect(refused).toMatchObject({ state: 'refused', verdict: { remark: 'Trùng tin' } })
    expect((await askFor(one.id, zalo)).state).toBe('asked')
    await approve(id)
    await post(id, '2026-11-12')
    expect(await station.refused('DELETE', `/api/postings/${id}`)).toMatchObject({ code: 'posting-done' })
    expect((await station.get<Posting[]>('DELETE', `/api/postings/${id}/posted`))[0]?.state).toBe('approved')
    expect(await station.get<Posting[]>('DELETE', `/api/postings/${id}`)).toEqual([])
    expect((await askFor(one.id, zalo)).state).toBe('asked')
  })

  it('cannot have happened tomorrow', async () => {
    const { id } = await askFor((await enter(null)).id, zalo)
    await approve(id)
    expect(await station.refused('POST', `/api/postings/${id}/posted`, { on: '2026-11-13' })).toMatchObject({
      code: 'bad-request',
    })
  })

  it('is listed with units and states, also as .xlsx', async () => {
    const rows = await station.get<PostingRow[]>('GET', '/api/postings?state=posted')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ state }) => state === 'posted')).toBe(true)
    expect(rows.some(({ unitName }) => unitName === units[0]?.name)).toBe(true)
    const sheet = await station.ask('GET', '/api/postings/xlsx?state=posted')
    const { tabs } = await readSheet(sheet.raw, 'dang-bai.xlsx')
    expect(tabs[0]?.rows).toHaveLength(rows.length + 1)
    expect(tabs[0]?.rows.flat()).toContain('11/11/2026')
    const narrowed = await station.ask(
      'GET',
      `/api/postings/xlsx?state=posted&words=${encodeURIComponent('khong co bai nay')}`,
    )
    expect((await readSheet(narrowed.raw, 'trong.xlsx')).tabs[0]?.rows).toHaveLength(1)
  })

  describe('quotas', () => {
    const standing = (on?: string) => station.get<QuotaStanding[]>('GET', `/api/quotas${on ? `?on=${on}` : ''}`)
    const quota = (more: object = {}) => ({
      unitIds: [units[1]?.id, units[2]?.id],
      isStationToo: false,
      channelId: portal.id,
      per: 'month',
      itemsOwed: 1,
      fromDate: '2026-10-01',
      ...more,
    })

    it('say where each unit stands on a channel: met, still open, missed', async () => {
      await station.get('POST', '/api/quotas', quota())
      const one = await enter(units[1]?.id ?? null)
      const asked = await askFor(one.id, portal)
      expect((await standing()).find(({ quota: { unitId } }) => unitId === units[1]?.id)).toMatchObject({
        itemsPosted: 0,
        itemsUnderWay: 1,
        state: 'open',
        periodName: 'tháng 11/2026',
      })
      await approve(asked.id)
      await post(asked.id, '2026-11-12')
      const now = await standing()
      expect(now.map(({ quota: { unitId }, state }) => [unitId, state]).sort()).toEqual(
        [
          [units[1]?.id, 'met'],
          [units[2]?.id, 'open'],
        ].sort(),
      )
      const october = await standing('2026-10-31')
      expect(october.map(({ state }) => state)).toEqual(['missed', 'missed'])
    })

    it('count for the station itself what is of no unit, by the quarter', async () => {
      await station.get(
        'POST',
        '/api/quotas',
        quota({ unitIds: [], isStationToo: true, channelId: zalo.id, per: 'quarter' }),
      )
      const asked = await askFor((await enter(null)).id, zalo)
      await approve(asked.id)
      await post(asked.id, '2026-10-02')
      const own = (await standing()).find(({ quota: { unitId } }) => unitId === undefined)
      expect(own).toMatchObject({ state: 'met', periodName: 'quý IV/2026', from: '2026-10-01', to: '2026-12-31' })
      expect((await standing()).at(-1)?.quota.unitId).toBeUndefined()
    })

    it('end on a day and are no longer asked for afterwards', async () => {
      const [first] = await standing()
      await station.get('POST', `/api/quotas/${first?.quota.id}/end`, { toDate: '2026-11-12' })
      expect((await standing()).some(({ quota: { id } }) => id === first?.quota.id)).toBe(true)
      expect((await standing('2026-12-01')).some(({ quota: { id } }) => id === first?.quota.id)).toBe(false)
    })

    it('are refused for nobody, for a channel that is not there, and for an unknown unit', async () => {
      expect(await station.refused('POST', '/api/quotas', quota({ unitIds: [] }))).toMatchObject({
        code: 'bad-request',
      })
      expect(await station.refused('POST', '/api/quotas', quota({ channelId: 'x' }))).toMatchObject({
        code: 'channel-unknown',
      })
      expect(await station.refused('POST', '/api/quotas', quota({ unitIds: ['x'] }))).toMatchObject({
        code: 'bad-request',
      })
    })

    it('are counted to the day with which the station closes its months', async () => {
      const { letterhead } = await station.get<OfficeSettings>('GET', '/api/office')
      await station.get('PUT', '/api/office', { letterhead, cutOffDay: 10 })
      const closed = await station.get<QuotaStanding[]>('GET', '/api/quotas?month=2026-11')
      expect(closed.find(({ quota: { per } }) => per === 'month')).toMatchObject({
        from: '2026-10-11',
        to: '2026-11-10',
        periodName: 'tháng 11/2026',
        itemsPosted: 0,
      })
      await station.get('PUT', '/api/office', { letterhead })
      const whole = await station.get<QuotaStanding[]>('GET', '/api/quotas?month=2026-11')
      expect(whole.find(({ quota: { per } }) => per === 'month')).toMatchObject({ to: '2026-11-30' })
    })

    it('go into an .xlsx', async () => {
      const sheet = await station.ask('GET', '/api/quotas/xlsx?on=2026-11-12')
      const { tabs } = await readSheet(sheet.raw, 'chi-tieu.xlsx')
      expect(tabs[0]?.rows.flat()).toContain('Đạt')
      const rowsOf = async (query: Record<string, string>) => {
        const { raw } = await station.ask(
          'GET',
          `/api/quotas/xlsx?${new URLSearchParams({ on: '2026-11-12', ...query })}`,
        )
        return ((await readSheet(raw, 'chi-tieu.xlsx')).tabs[0]?.rows ?? []).slice(1)
      }
      const whole = await rowsOf({})
      const met = whole.filter((row) => row[6] === 'Đạt')
      expect(await rowsOf({ state: 'met' })).toEqual(met)
      expect(met.length).toBeLessThan(whole.length)
      const own = whole.filter(([name]) => name === 'Đài truyền thanh')
      expect(await rowsOf({ words: 'zalo dai truyen' })).toEqual(own)
      const missing = (await rowsOf({ order: 'missing' })).map((row) => Math.max(0, Number(row[3]) - Number(row[4])))
      expect(missing).toEqual(missing.toSorted((a, b) => b - a))
      expect((await rowsOf({ order: 'channelName' })).map(([, channel]) => channel)).toEqual(
        whole.map(([, channel = '']) => channel).toSorted((a, b) => a.localeCompare(b, 'vi')),
      )
    })
  })
})
