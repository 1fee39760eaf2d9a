import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import type {
  Edition,
  MonthPapers,
  OutageGuide,
  Programme,
  Revision,
  WardStation,
} from '../../../server/contract/index.ts'
import { readDocument } from '../../../server/documents/index.ts'
import { TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'
import { noteAiring, noteRender } from '../aired.ts'

const at = (date: string, time = '08:00') => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const MASTER_PARTS = [
  { startMs: 0, durationMs: 20_000 },
  { startMs: 20_000, durationMs: 40_000 },
]

describe('the papers of a month', () => {
  const clock = new FakeClock(at('2023-11-03'))
  /** The wall clock alone: nothing that happens every hour of so many days is what is asked here. */
  const goTo = (date: string) => clock.step(at(date) - clock.now())
  let station: TestStation
  let programme: Programme
  let edition: Edition
  let revision: Revision
  let master: string

  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  })
  afterAll(() => station.close())

  const papers = () => station.get<MonthPapers>('GET', '/api/month-papers/2023-11')
  const linesOf = async (url: string): Promise<string[]> => {
    const answer = await station.ask('GET', url)
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ])
    return (await readDocument(answer.raw, 'giấy.docx')).paragraphs.map(({ text }) => text.replaceAll(/\s+/g, ' '))
  }

  it('say how each stands before anything was done, and refuse what is no month', async () => {
    const seen = await papers()
    expect(seen.papers.map(({ kind, periodTitle, words, isReady }) => [kind, periodTitle, words, isReady])).toEqual([
      ['submission', 'tháng 11/2023', 'Chưa mở kỳ phát', false],
      ['minutes', 'tháng 11/2023', 'Chưa có tin, bài để thẩm định', false],
      ['urging', 'tháng 11/2023', '2 đơn vị còn thiếu', true],
    ])
    expect(seen).toMatchObject({ month: '2023-11', plan: { lines: [], relays: [] }, heard: [] })
    for (const month of ['2023-13', '2023', 'thang-11']) {
      expect(await station.refused('GET', `/api/month-papers/${month}`)).toMatchObject({ code: 'bad-request' })
    }
    expect(await linesOf('/api/month-papers/2023-11/schedule')).toContain(
      'Đài truyền thanh thành phố Sa Đéc thông báo: tháng 11 năm 2023 chưa xếp lần phát nào.',
    )
  })

  it('are there to be had once the work was done', async () => {
    edition = await station.get<Edition>('POST', '/api/editions', { programmeId: programme.id, period: '2023-11' })
    const url = `/api/editions/${edition.id}/revisions`
    const items = [
      { title: 'Một cửa điện tử', text: 'Kính thưa quý vị.', unitName: 'UBND Phường 1' },
      { title: 'Lời chào', text: 'Xin chào.' },
    ]
    const written = await station.get<Revision>('POST', url, { source: 'written', items })
    await station.get('POST', `/api/revisions/${written.id}/request`, { leaderIds: [], note: '' })
    revision = await station.get('POST', `/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch UBND' })
    const [submission] = (await papers()).papers
    expect(submission).toMatchObject({ kind: 'submission', isReady: true, editionId: edition.id })
    expect(submission?.words).toMatch(/^Bản 1, trình ngày 03\/11\/2023, đã phê duyệt$/)
    expect((await station.ask('GET', `/api/approval-requests/${submission?.requestId}/paper`)).status).toBe(200)
  })

  it('tell the schedule by day and hour, with what others have the device for', async () => {
    await station.get('POST', `/api/editions/${edition.id}/airings`, {
      slots: ['15', '17'].map((day) => ({ date: `2023-11-${day}`, time: '05:15' })),
    })
    await station.get('POST', '/api/occupied', {
      title: 'Tiếp âm VOV1',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      from: '06:00',
      until: '06:30',
    })
    const { plan } = await papers()
    expect(plan.lines.map(({ date, time, isExpected }) => [date, time, isExpected])).toEqual([
      ['2023-11-15', '05:15', false],
      ['2023-11-17', '05:15', false],
    ])
    expect(plan.relays).toEqual(['06:00 – 06:30 hằng ngày: Tiếp âm VOV1'])
    const lines = await linesOf('/api/month-papers/2023-11/schedule')
    expect(lines).toEqual(
      expect.arrayContaining([
        'THÔNG BÁO',
        'Lịch phát sóng tháng 11 năm 2023',
        '15/11/2023',
        '05:15',
        'Cải cách hành chính và cuộc sống, tháng 11/2023',
      ]),
    )
    expect(lines.join('\n')).toContain('06:00 – 06:30 hằng ngày: Tiếp âm VOV1')
  })

  it('confirm nothing that was not heard', async () => {
    const [item] = revision.items
    expect(await station.refused('GET', `/api/script-items/${item?.itemId}/confirmation`)).toMatchObject({
      code: 'item-not-heard',
      status: 409,
      message: 'Tiết mục “Một cửa điện tử” chưa phát trọn lần nào, nên chưa xác nhận được.',
    })
    expect(await station.refused('GET', '/api/script-items/khong-co/confirmation')).toMatchObject({ code: 'not-found' })
  })

  it('confirm to the second when a unit’s item was heard, by which file, and where else', async () => {
    goTo('2023-11-20')
    const itemIds = revision.items.map(({ itemId }) => itemId)
    master = await noteRender(station, { editionId: edition.id, revisionId: revision.id, itemIds })
    await station.db
      .updateTable('render_outcomes')
      .set({ sheet: JSON.stringify({ parts: MASTER_PARTS }) })
      .where('master_sha256', '=', master)
      .execute()
    await noteAiring(station, edition.id, { at: at('2023-11-16', '05:15'), masterSha256: master })
    await noteAiring(station, edition.id, { at: at('2023-11-18', '05:15'), masterSha256: master, outcome: 'partial' })
    const elsewhere = new URLSearchParams({
      date: '2023-11-19',
      time: '17:00',
      where: 'Loa lưu động chợ Sa Đéc',
      note: 'Giấy xác nhận của chợ',
    })
    await station.get('POST', `/api/editions/${edition.id}/outside-airings?${elsewhere}`)
    await station.get('POST', '/api/ward-stations', { name: 'Trạm Khóm 2' })
    const [ward] = await station.get<WardStation[]>('GET', '/api/ward-stations')
    await station.db
      .insertInto('ward_words')
      .values({
        id: randomUUID(),
        ward_station_id: ward?.id ?? '',
        edition_id: edition.id,
        word: 'aired',
        starts_at: at('2023-11-16', '17:05'),
        reason: null,
        note: '',
        said_by: null,
        from_address: null,
        said_at: at('2023-11-16', '18:00'),
      })
      .execute()

    const { heard } = await papers()
    expect(heard.map(({ title, unitName, plays }) => [title, unitName, plays])).toEqual([
      ['Một cửa điện tử', 'UBND Phường 1', 2],
      ['Lời chào', undefined, 2],
    ])
    const lines = await linesOf(`/api/script-items/${heard[0]?.itemId}/confirmation`)
    expect(lines).toEqual(
      expect.arrayContaining([
        'GIẤY XÁC NHẬN',
        'Số: /GXN-…',
        'Đài truyền thanh thành phố Sa Đéc xác nhận tin, bài “Một cửa điện tử” của UBND Phường 1 đã được phát sóng 2 lần trong 2 ngày, và được phát lại ở 1 trạm truyền thanh, tính đến ngày 20/11/2023, như sau:',
        '1. Cải cách hành chính và cuộc sống, tháng 11/2023',
        'Thời lượng của tin, bài trong kỳ phát: 20 giây. Nội dung do Chủ tịch UBND phê duyệt ngày 03/11/2023.',
        '16/11/2023',
        '05:15:00',
        '05:15:00 – 05:15:20',
        'Sổ nhật ký phát sóng',
        '17:00',
        'trong kỳ phát',
        'Phát ngoài hệ thống: Loa lưu động chợ Sa Đéc; Giấy xác nhận của chợ; minh chứng ghi ở lời',
        `Mã SHA-256: ${(master.match(/.{8}/g) ?? []).join(' ')}.`,
        'Trạm Khóm 2',
        '16/11/2023 17:05',
        'Trạm báo',
        '- UBND Phường 1;',
      ]),
    )
    expect(lines).not.toContain('18/11/2023')
  })

  it('name whom to call in an outage: proposed, filled in, and what is still missing', async () => {
    const proposed = await station.get<OutageGuide>('GET', '/api/outage-guide')
    expect(proposed.contacts[0]).toEqual({ duty: 'technician', name: 'Kỹ thuật viên trực', telephone: '' })
    expect(proposed.missing).toContain('Kỹ thuật viên trực: số điện thoại')
    expect(proposed.missing).toContain('Điện lực (sửa chữa): tên và số điện thoại')
    expect(proposed.missing).toContain('Cầu dao, át-tô-mát: để ở đâu')
    const written = {
      contacts: [
        { duty: 'technician', name: ' Trực  máy ', telephone: '0900 000 001' },
        { duty: 'power', name: 'Điện lực', telephone: '0900 000 002' },
      ],
      places: [{ place: 'breaker', where: 'Sau cửa phòng máy' }],
    }
    const kept = await station.get<OutageGuide>('PUT', '/api/outage-guide', written)
    expect(kept.contacts[0]).toEqual({ duty: 'technician', name: 'Trực máy', telephone: '0900 000 001' })
    expect(kept.missing).toHaveLength(9)
    expect(kept.set?.by).toBe('Kỹ thuật viên trực')
    expect((await papers()).outage).toEqual(kept)
    const lines = await linesOf('/api/outage-guide/paper')
    expect(lines).toEqual(
      expect.arrayContaining([
        'ĐÀI TRUYỀN THANH THÀNH PHỐ SA ĐÉC',
        'MẤT ĐIỆN, MẤT TIẾNG THÌ LÀM GÌ',
        'Trực máy',
        '0900 000 001',
        'Sau cửa phòng máy',
      ]),
    )
    expect(lines.filter((line) => /^\.+$/.test(line)).length).toBeGreaterThan(10)
    const twice = { ...written, contacts: Array.from({ length: 8 }, () => written.contacts[0]) }
    expect(await station.refused('PUT', '/api/outage-guide', twice)).toMatchObject({ code: 'bad-request' })
  })
})
