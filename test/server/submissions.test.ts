import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  ArrivedFile,
  Programme,
  Receipt,
  Submission,
  SubmissionMade,
  SubmissionSummary,
  Unit,
} from '../../server/contract/index.ts'
import { expectedIn, findSubmission, placementsIn, placeSubmission } from '../../server/intake/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { docx } from './docx.ts'

/** 09:00 on 12 November 2026 in Viet Nam: two days after the last day in time. */
const NOW = Date.UTC(2026, 10, 12, 2)
const DAY_MS = 86_400_000

describe('the collector’s register', () => {
  let station: TestStation
  let programme: Programme
  let other: Programme
  let units: Unit[]
  let entry = 0

  const unit = (name: RegExp): Unit => {
    const found = units.find((one) => name.test(one.name))
    if (!found) throw new Error(`no unit like ${name}`)
    return found
  }
  const made = (more: Partial<SubmissionMade> = {}): SubmissionMade => ({
    entryKey: `khoá-nhập-bài-${entry++}`,
    title: 'Thanh tra công vụ quý IV',
    text: `Bài số ${entry} nói về việc riêng của mình và không giống bài nào khác trong sổ của đài truyền thanh.`,
    unitId: null,
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
    ...more,
  })
  const enter = (more?: Partial<SubmissionMade>) => station.get<Submission>('POST', '/api/submissions', made(more))
  const bring = (bytes: Buffer, name: string) =>
    station.get<ArrivedFile>('POST', '/api/submissions/files', formOf(bytes, name, 'application/octet-stream'))
  const list = (query = '') => station.get<SubmissionSummary[]>('GET', `/api/submissions${query}`)
  const inNovember = () => ({ programmeId: programme.id, period: '2026-11' })

  beforeAll(async () => {
    station = await TestStation.open({ clock: new FakeClock(NOW) })
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    other = await station.get<Programme>('POST', '/api/programmes', { preset: 'empty', name: 'Bản tin cơ sở' })
    units = await station.get<Unit[]>('GET', '/api/units')
  })
  afterAll(() => station.close())

  it('says late or in time by when an item came, not by when it was entered', async () => {
    const whose = { unitId: unit(/Quản lý đô thị/).id, placements: [inNovember()] }
    const now = await enter({ ...whose, title: 'Nhận hôm nay' })
    const before = await enter({ ...whose, title: 'Nhận qua Zalo hôm 9', receivedAt: NOW - 3 * DAY_MS })
    expect([now.isLate, before.isLate]).toEqual([true, false])
    expect(before).toMatchObject({ via: 'collector', receivedBy: 'Kỹ thuật viên trực', isInRota: true })
    expect(await station.refused('POST', '/api/submissions', made({ receivedAt: NOW + DAY_MS }))).toMatchObject({
      code: 'received-in-future',
    })
  })

  it('tells an item within the rota from one that is sent of the unit’s own accord', async () => {
    const beside = await enter({ unitId: unit(/Phường 1$/i).id, placements: [inNovember()], title: 'Có phát sinh' })
    expect(beside.isInRota).toBe(false)
    const found = await list(`?programmeId=${programme.id}&period=2026-11&isInRota=false`)
    expect(found.map(({ title }) => title)).toEqual(['Có phát sinh'])
  })

  it('fills an entry from a document that is dropped, and knows the same file again', async () => {
    const bytes = docx([{ text: 'Điển hình ở xã Tân Quy Tây' }, { text: 'Nội dung bài.' }])
    const file = await bring(bytes, 'bài.docx')
    expect(file).toMatchObject({ kind: 'document', title: 'Điển hình ở xã Tân Quy Tây', sameFileIn: [] })
    const one = await enter({ title: 'Điển hình', text: '', fileIds: [file.id] })
    expect(one.text).toContain('Nội dung bài.')
    expect((await bring(bytes, 'đổi tên.docx')).sameFileIn).toEqual([{ submissionId: one.id, title: 'Điển hình' }])
    const sent = await station.ask('GET', `/api/submissions/${one.id}/files/${one.files[0]?.id}`)
    expect(sent.raw).toEqual(bytes)
    expect(sent.headers['content-disposition']).toContain('attachment')
    expect(await station.refused('GET', `/api/submissions/${one.id}/files/${file.id}x`)).toMatchObject({
      code: 'not-found',
    })
  })

  it('keeps any other file too, and never lets a browser run it', async () => {
    const file = await bring(Buffer.from('<html><script>alert(1)</script>'), 'trang.html')
    expect(file.kind).toBe('other')
    const one = await enter({ fileIds: [file.id] })
    const sent = await station.ask('GET', `/api/submissions/${one.id}/files/${file.id}`)
    expect(sent.headers['content-type']).toBe('application/octet-stream')
    expect(sent.headers['content-disposition']).toContain('attachment')
    expect(sent.headers['x-content-type-options']).toBe('nosniff')
  })

  it('corrects what is written and keeps what was sent; the item is found by its new words', async () => {
    const one = await enter({ title: 'Tên chưa đúng', unitId: unit(/Thanh tra/).id })
    const change = { title: 'Tên đã sửa', unitId: unit(/Tư pháp/).id, topics: ['Chuyển đổi số', 'Chuyển đổi số '] }
    const corrected = await station.get<Submission>('PATCH', `/api/submissions/${one.id}`, change)
    expect(corrected).toMatchObject({ title: 'Tên đã sửa', text: one.text, topics: ['Chuyển đổi số'] })
    expect(corrected.unitName).toMatch(/Tư pháp/)
    expect((await list('?q=ten%20da%20sua')).map(({ id }) => id)).toEqual([one.id])
    const rows = await station.db
      .selectFrom('submission_descriptions')
      .select('title')
      .where('submission_id', '=', one.id)
      .execute()
    expect(rows.map(({ title }) => title)).toEqual(['Tên chưa đúng', 'Tên đã sửa'])
    expect(await station.refused('PATCH', `/api/submissions/${one.id}`, { unitId: 'ai đó' })).toMatchObject({
      code: 'bad-request',
    })
  })

  it('finds alike items anew when a text is corrected', async () => {
    const words =
      'Phòng Tư pháp thành phố vừa tổ chức buổi tư vấn pháp luật miễn phí cho bà con tiểu thương ở chợ trung tâm.'
    const first = await enter({ text: words })
    const second = await enter({ text: `${words} Buổi sau vào thứ Bảy.` })
    expect(second.alike.map(({ submissionId }) => submissionId)).toEqual([first.id])
    const changed = await station.get<Submission>('PATCH', `/api/submissions/${second.id}`, {
      text: 'Một bài khác hẳn, kể chuyện người lái đò đưa học sinh qua sông mỗi sáng sớm suốt mười lăm năm nay.',
    })
    expect(changed.alike).toEqual([])
    expect((await list('?hasAlike=true')).map(({ id }) => id)).not.toContain(first.id)
  })

  it('places one item in several programmes, where it counts in each, and takes it out of one', async () => {
    const one = await enter({ title: 'Lồng ghép', unitId: unit(/Quản lý đô thị/).id, placements: [inNovember()] })
    const twice = await station.get<Submission>('POST', `/api/submissions/${one.id}/placements`, {
      programmeId: other.id,
      period: '2026-11',
    })
    expect(twice.placements.map(({ programmeName }) => programmeName)).toEqual([programme.name, 'Bản tin cơ sở'])
    expect((await placementsIn(station.db, other.id, '2026-11')).map(({ submission }) => submission.title)).toEqual([
      'Lồng ghép',
    ])
    const place = twice.placements.find(({ programmeId }) => programmeId === other.id)
    const once = await station.get<Submission>('DELETE', `/api/submissions/${one.id}/placements/${place?.id}`)
    expect(once.placements).toHaveLength(1)
    expect(await placementsIn(station.db, other.id, '2026-11')).toEqual([])
  })

  it('places an item once, however often it is asked', async () => {
    const one = await enter()
    const placing = { submissionId: one.id, ...inNovember(), by: undefined, at: NOW }
    const ids = await Promise.all([1, 2, 3].map(() => placeSubmission(station.db, placing)))
    expect(new Set(ids).size).toBe(1)
    expect((await findSubmission(station.db, one.id))?.placements).toHaveLength(1)
  })

  it('takes an item out with a reason: it counts nowhere, and comes back', async () => {
    const one = await enter({ title: 'Nhập nhầm', unitId: unit(/Quản lý đô thị/).id, placements: [inNovember()] })
    const counted = async () => {
      const expected = await expectedIn(station.db, programme.id, '2026-11')
      return expected.flatMap(({ received }) => received.map(({ id }) => id))
    }
    expect(await counted()).toContain(one.id)
    await station.get('POST', `/api/submissions/${one.id}/withdraw`, { reason: 'Nhập hai lần' })
    expect(await counted()).not.toContain(one.id)
    expect((await list()).map(({ id }) => id)).not.toContain(one.id)
    expect((await list('?isWithdrawn=true')).map(({ id }) => id)).toEqual([one.id])
    expect(await station.refused('PATCH', `/api/submissions/${one.id}`, { title: 'x' })).toMatchObject({
      code: 'submission-withdrawn',
    })
    expect(await station.refused('POST', `/api/submissions/${one.id}/placements`, inNovember())).toMatchObject({
      code: 'submission-withdrawn',
    })
    const back = await station.get<Submission>('POST', `/api/submissions/${one.id}/restore`)
    expect(back.withdrawn).toBeUndefined()
    expect(await counted()).toContain(one.id)
  })

  it('holds what comes from above and what was given an award, with its year', async () => {
    await enter({ title: 'Bản tin CCHC số 3', source: 'above', sourceName: 'Sở Nội vụ' })
    const award = { source: 'award' as const, award: 'Giải Nhì Hội thi trực tuyến', year: 2021, author: 'Nhóm tác giả' }
    await enter({ title: 'Video hội thi', ...award })
    expect((await list('?source=above'))[0]).toMatchObject({ title: 'Bản tin CCHC số 3', sourceName: 'Sở Nội vụ' })
    expect((await list('?source=award'))[0]).toMatchObject({ award: 'Giải Nhì Hội thi trực tuyến', year: 2021 })
  })

  it('is entered once, however often the button is pressed', async () => {
    const twice = made({ title: 'Bấm hai lần' })
    const ids = [
      (await station.get<Submission>('POST', '/api/submissions', twice)).id,
      (await station.get<Submission>('POST', '/api/submissions', twice)).id,
    ]
    expect(ids[0]).toBe(ids[1])
  })

  it('goes into an .xlsx with real dates and no address of a sender', async () => {
    await enter({ title: '=cmd|calc', contact: '0912 345 678', unitId: unit(/Y tế/).id })
    const answer = await station.ask('GET', '/api/submissions/xlsx?sort=title')
    expect(answer.headers['content-type']).toContain('spreadsheetml')
    const { tabs } = await readSheet(answer.raw, 'so.xlsx')
    const rows = tabs[0]?.rows ?? []
    expect(rows[0]?.slice(0, 4)).toEqual(['Mã nhận', 'Nhận lúc', 'Tin, bài', 'Đơn vị'])
    expect(rows).toHaveLength((await list()).length + 1)
    expect(rows.flat().join(' ')).not.toContain('0912')
    expect(rows.find((row) => row[2] === '=cmd|calc')?.[1]).toMatch(/^12\/11\/2026/)
  })

  it('gives a receipt for what the collector took in', async () => {
    const { id, receiptCode } = await enter({ placements: [inNovember()], receivedAt: NOW - 5 * DAY_MS })
    expect(await station.get<Receipt>('GET', `/api/submissions/${id}/receipt`)).toMatchObject({
      receiptCode,
      receivedBy: 'Kỹ thuật viên trực',
      placements: [{ isLate: false }],
    })
  })

  it('asks who is there before it shows or takes anything', async () => {
    const [one] = await list()
    station.forget()
    for (const path of ['', '/xlsx', `/${one?.id}`, `/${one?.id}/receipt`]) {
      expect(await station.refused('GET', `/api/submissions${path}`)).toMatchObject({ code: 'sign-in-needed' })
    }
    for (const path of ['/api/unit-links', '/api/postings', '/api/quotas', '/api/channels']) {
      expect(await station.refused('GET', path)).toMatchObject({ code: 'sign-in-needed' })
    }
  })
})
