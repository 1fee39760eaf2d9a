import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import type {
  Account,
  Edition,
  Programme,
  Revision,
  RoyaltyLedger,
  RoyaltyRatesAnswer,
  RoyaltyRatesWritten,
  Submission,
  Unit,
  YearCharts,
} from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { TestStation } from '../../builders.ts'
import { noteAiring, noteRender } from '../aired.ts'

const at = (date: string, time = '05:15') => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const words = (count: number) => Array.from({ length: count }, () => 'lời').join(' ')

const RATES: RoyaltyRatesWritten = {
  from: '2026-01-01',
  decision: 'Quyết định số 01/QĐ-UBND ngày 05/01/2026',
  unitValueDong: 234_000,
  kinds: [
    {
      kindId: 'tin',
      name: 'Tin',
      itemKinds: ['item'],
      mostWords: 100,
      author: { amount: 0.3, measure: 'coefficient', basis: 'each' },
      reader: { amount: 15_000, measure: 'dong', basis: 'each' },
    },
    {
      kindId: 'bai',
      name: 'Bài',
      itemKinds: ['item'],
      author: { amount: 500, measure: 'dong', basis: 'word' },
      reader: { amount: 100, measure: 'dong', basis: 'word' },
    },
    {
      kindId: 'chao',
      name: 'Lời chào',
      itemKinds: ['greeting'],
      reader: { amount: 5000, measure: 'dong', basis: 'each' },
    },
  ],
}

describe('the royalty ledger', () => {
  let station: TestStation
  let programme: Programme
  let edition: Edition
  let revision: Revision
  let lan: Account
  let account: string
  let submission: Submission

  const ledger = (query: string) => station.get<RoyaltyLedger>('GET', `/api/royalties?${query}`)
  const lineOf = (sheet: RoyaltyLedger, title: string, role: 'author' | 'reader') =>
    sheet.lines.find((line) => line.title === title && line.role === role)

  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ programme, edition } = await station.edition('2026-10'))
    account = (await station.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()).id
    lan = await station.get<Account>('POST', '/api/accounts', {
      displayName: 'Chị Lan',
      username: 'lan',
      password: 'một mật khẩu khác',
    })
    const [unit] = await station.get<Unit[]>('GET', '/api/units')
    submission = await station.get<Submission>('POST', '/api/submissions', {
      title: 'Một cửa liên thông',
      text: words(60),
      unitId: unit?.id ?? null,
      author: 'Cộng tác viên 1',
      year: null,
      award: '',
      source: 'unit',
      sourceName: '',
      contact: '',
      note: '',
      topics: [],
      fileIds: [],
      placements: [],
      entryKey: 'một cửa liên thông',
    })
    revision = await script(edition.id, [
      { kind: 'greeting', title: 'Lời chào', text: words(20) },
      { kind: 'item', title: 'Một cửa liên thông', text: words(60) },
      { kind: 'item', title: 'Chuyển đổi số ở phường', text: words(250), unitName: 'UBND Phường 2' },
    ])
    await origin(revision.items[1]?.itemId ?? '')
    const takes = new Map<string, string>()
    for (const [place, { itemId }] of revision.items.entries()) takes.set(itemId, await take(revision, itemId, place))
    await station.get('PUT', `/api/editions/${edition.id}/items/${revision.items[2]?.itemId}/assignment`, {
      readerId: lan.id,
      dueOn: '2026-10-14',
      isPastMeant: true,
    })
    const master = await noteRender(station, {
      editionId: edition.id,
      revisionId: revision.id,
      itemIds: revision.items.map(({ itemId }) => itemId),
      takes,
    })
    await noteAiring(station, edition.id, { at: at('2026-10-16'), masterSha256: master, outcome: 'partial' })
    await noteAiring(station, edition.id, { at: at('2026-10-20'), masterSha256: master })
    await noteAiring(station, edition.id, { at: at('2026-10-27'), masterSha256: master })
  })
  afterAll(() => station.close())

  async function script(editionId: string, items: object[]): Promise<Revision> {
    const written = await station.get<Revision>('POST', `/api/editions/${editionId}/revisions`, {
      source: 'written',
      items,
    })
    return station.get('POST', `/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch' })
  }

  async function origin(itemId: string): Promise<void> {
    await station.db
      .insertInto('item_origins')
      .values({ item_id: itemId, submission_id: submission.id, placement_id: null, brought_by: account, brought_at: 1 })
      .execute()
  }

  /** A read as the studio (even places) or a file that was brought (odd ones). */
  async function take(of: Revision, itemId: string, place: number): Promise<string> {
    const id = randomUUID()
    const sha256 = id.replaceAll('-', '').padEnd(64, '0')
    await station.db.insertInto('media').values({ sha256, bytes: 1, media_type: 'audio/wav', added_at: 1 }).execute()
    await station.db
      .insertInto('takes')
      .values({
        id,
        edition_id: of.editionId,
        item_id: itemId,
        revision_id: of.id,
        text_hash: of.items[place]?.textHash ?? '',
        source: place === 0 ? 'browser' : 'upload',
        file_name: 'doc.wav',
        media_sha256: sha256,
        listening_sha256: sha256,
        duration_ms: 30_000 * (place + 1),
        sample_rate_hz: 48_000,
        channels: 1,
        codec: null,
        warnings: '[]',
        peaks: '{}',
        microphone: null,
        created_by: account,
        created_at: 1,
      })
      .execute()
    return id
  }

  it('counts works and reads before anybody filled in a rate, and says what is wanting', async () => {
    const october = await ledger('period=2026-10')
    expect(october).toMatchObject({ title: 'tháng 10/2026', from: '2026-10-01', to: '2026-10-31', lineCount: 5 })
    expect(october.total).toMatchObject({
      works: 2,
      workWords: 310,
      reads: 3,
      readWords: 330,
      readMs: 180_000,
      totalDong: 0,
      unknown: 5,
    })
    expect(october.lines.every(({ airedOn }) => airedOn === '2026-10-20')).toBe(true)
    expect(lineOf(october, 'Một cửa liên thông', 'author')).toMatchObject({
      person: 'Cộng tác viên 1',
      unitName: submission.unitName,
      words: 60,
      lack: 'no-rates',
    })
    expect(lineOf(october, 'Chuyển đổi số ở phường', 'author')).toMatchObject({ unitName: 'UBND Phường 2' })
    expect(lineOf(october, 'Chuyển đổi số ở phường', 'author')).not.toHaveProperty('person')
    expect(lineOf(october, 'Lời chào', 'author')).toBeUndefined()
    expect(lineOf(october, 'Lời chào', 'reader')).toMatchObject({ person: 'Kỹ thuật viên trực' })
    expect(lineOf(october, 'Chuyển đổi số ở phường', 'reader')).toMatchObject({ person: 'Chị Lan' })
  })

  it('takes a table of rates, and refuses one that cannot be reckoned by', async () => {
    const { tables, proposed } = await station.get<RoyaltyRatesAnswer>('GET', '/api/royalty-rates')
    expect(tables).toEqual([])
    expect(proposed.map(({ name }) => name)).toContain('Phóng sự')
    const { unitValueDong: _, ...valueless } = RATES
    expect(await station.refused('PUT', '/api/royalty-rates', valueless)).toMatchObject({
      code: 'royalty-unit-value-missing',
    })
    const twice = { ...RATES, kinds: RATES.kinds.map((kind) => ({ ...kind, name: ' TIN ' })) }
    expect(await station.refused('PUT', '/api/royalty-rates', twice)).toMatchObject({
      code: 'royalty-kind-named-twice',
    })
    expect((await station.refused('PUT', '/api/royalty-rates', { ...RATES, from: '2026-02-30' })).code).toBe(
      'no-such-date',
    )
    const saved = await station.get<RoyaltyRatesAnswer>('PUT', '/api/royalty-rates', RATES)
    expect(saved.tables).toMatchObject([{ number: 1, from: '2026-01-01', set: { by: 'Kỹ thuật viên trực' } }])
    expect(await station.refused('PUT', '/api/royalty-rates', RATES)).toMatchObject({
      code: 'royalty-rates-changed-meanwhile',
      message: 'Mức chi áp dụng từ 01/01/2026 vừa được Kỹ thuật viên trực sửa.',
    })
  })

  it('reckons by it: 0,3 × 234.000 for a short item, 500 đồng a word for a long one, reads apart', async () => {
    const { total, people, units, kinds } = await ledger('period=2026-10')
    expect(total).toMatchObject({ workDong: 70_200 + 125_000, readDong: 5000 + 15_000 + 25_000, unknown: 0 })
    expect(people.map(({ name, totalDong }) => [name, totalDong])).toEqual([
      ['Chị Lan', 25_000],
      ['Cộng tác viên 1', 70_200],
      ['Kỹ thuật viên trực', 20_000],
      [undefined, 125_000],
    ])
    expect(units.map(({ name, works }) => [name, works])).toContainEqual(['UBND Phường 2', 1])
    expect(kinds.map(({ name, works, reads }) => [name, works, reads])).toEqual([
      ['Bài', 1, 1],
      ['Lời chào', 0, 1],
      ['Tin', 1, 1],
    ])
  })

  it('lets a person put a line right, keeps what stood there, and refuses who did not see that', async () => {
    const line = lineOf(await ledger('period=2026-10'), 'Chuyển đổi số ở phường', 'author')
    const url = `/api/royalties/lines/${line?.lineId}`
    const correction = { person: ' Biên tập  viên ', kindId: 'tin', note: 'Viết ngắn' }
    await station.get('PUT', url, { correction })
    const changed = lineOf(await ledger('period=2026-10&state=corrected'), 'Chuyển đổi số ở phường', 'author')
    expect(changed).toMatchObject({
      person: 'Biên tập viên',
      kindName: 'Tin',
      amountDong: 70_200,
      noted: { kindId: 'bai' },
      correction: { number: 1, note: 'Viết ngắn', set: { by: 'Kỹ thuật viên trực' } },
    })
    expect((await station.refused('PUT', url, { correction })).code).toBe('royalty-line-changed-meanwhile')
    expect((await station.refused('PUT', url, { correction: { kindId: 'không' }, baseNumber: 1 })).code).toBe(
      'royalty-kind-unknown',
    )
    expect((await station.refused('PUT', '/api/royalties/lines/w-không', { correction: {} })).code).toBe('not-found')
    await station.get('PUT', url, { correction: { isPaid: false }, baseNumber: 1 })
    expect(lineOf(await ledger('period=2026-10&state=not-paid'), 'Chuyển đổi số ở phường', 'author')).toMatchObject({
      lack: 'not-paid',
    })
    await station.get('PUT', url, { correction: {}, baseNumber: 2 })
    expect(lineOf(await ledger('period=2026-10'), 'Chuyển đổi số ở phường', 'author')?.amountDong).toBe(125_000)
  })

  it('counts a work once, though another programme carries it in a later month, but each reader of it', async () => {
    const other = await station.get<Programme>('POST', '/api/programmes', { preset: 'bao-loc-2012' })
    const later = await station.get<Edition>('POST', '/api/editions', { programmeId: other.id, period: '2026-W46' })
    const carried = await script(later.id, [{ kind: 'item', title: 'Một cửa liên thông', text: words(60) }])
    const itemId = carried.items[0]?.itemId ?? ''
    await origin(itemId)
    const master = await noteRender(station, {
      editionId: later.id,
      revisionId: carried.id,
      itemIds: [itemId],
      takes: new Map([[itemId, await take(carried, itemId, 0)]]),
    })
    await noteAiring(station, later.id, { at: at('2026-11-10', '23:59'), masterSha256: master })
    const november = await ledger('period=2026-11')
    expect(november.lines.map(({ role, title, airedOn }) => [role, title, airedOn])).toEqual([
      ['reader', 'Một cửa liên thông', '2026-11-10'],
    ])
    const quarter = await ledger('period=2026-Q4')
    expect(quarter.total).toMatchObject({ works: 2, reads: 4 })
    expect((await ledger(`period=2026-Q4&programmeId=${programme.id}`)).lineCount).toBe(5)
    expect((await ledger('period=2026-Q4&words=chuyen doi so&role=reader')).lines).toHaveLength(1)
  })

  it('goes by the table of the day: a new one from November leaves October as it was, called off it never was', async () => {
    const dearer = { ...RATES, from: '2026-11-01', unitValueDong: 250_000, kinds: RATES.kinds.slice(0, 1) }
    await station.get('PUT', '/api/royalty-rates', dearer)
    const quarter = await ledger('period=2026-Q4')
    expect(quarter.rates.map(({ from, to }) => [from, to])).toEqual([
      ['2026-01-01', '2026-10-31'],
      ['2026-11-01', undefined],
    ])
    expect(quarter.notes.join('\n')).toContain('Mức chi thay đổi từ ngày 01/11/2026')
    expect(lineOf(quarter, 'Chuyển đổi số ở phường', 'author')?.amountDong).toBe(125_000)
    const { tables } = await station.get<RoyaltyRatesAnswer>(
      'DELETE',
      '/api/royalty-rates?from=2026-11-01&baseNumber=2',
    )
    expect(tables.map(({ from }) => from)).toEqual(['2026-01-01'])
  })

  it('is a workbook that another library reads, amounts as numbers', async () => {
    const { raw, headers } = await station.ask('GET', '/api/royalties/xlsx?period=2026-10')
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain(
      'Bảng kê nhuận bút tháng 10-2026 (01-10-2026 – 31-10-2026).xlsx',
    )
    const { tabs } = await readSheet(raw, 'nhuan-but.xlsx')
    expect(tabs.map(({ name }) => name)).toEqual([
      'Theo người',
      'Theo đơn vị',
      'Theo thể loại',
      'Tác phẩm',
      'Bản đọc',
      'Mức chi',
    ])
    expect(tabs[0]?.rows.at(-1)?.slice(1)).toEqual([
      'Cộng',
      '2',
      '310',
      '195200',
      '3',
      '330',
      '3',
      '45000',
      '240200',
      '',
    ])
    expect(tabs[3]?.rows[1]?.slice(1, 4)).toEqual(['20/10/2026 05:15', 'Một cửa liên thông', 'Cộng tác viên 1'])
  })

  it('leaves a period with nothing in it empty, and refuses one that does not exist', async () => {
    expect(await ledger('period=2020')).toMatchObject({ lines: [], people: [], lineCount: 0, isOver: true })
    expect((await station.refused('GET', '/api/royalties?period=2026-13')).code).toBe('bad-request')
  })

  it('has its charts: how loud the editions of a year are, the newest render of each', async () => {
    const quiet = await station.get<YearCharts>('GET', '/api/charts?year=2026')
    expect(quiet).toMatchObject({ year: 2026, from: '2026-01-01', to: '2026-12-31', loudness: [] })
    const figures = { master: { integratedLufs: -23.1 }, mp3: {}, reads: [], ffmpegVersion: '0' }
    await station.db
      .updateTable('render_outcomes')
      .set({ figures: JSON.stringify(figures) })
      .execute()
    const { loudness } = await station.get<YearCharts>('GET', '/api/charts?year=2026')
    expect(loudness.map(({ beginsOn, lufs, targetLufs }) => [beginsOn, lufs, targetLufs])).toEqual([
      ['2026-10-01', -23.1, -23],
      ['2026-11-09', -23.1, -23],
    ])
    expect(loudness[0]?.title).toBe('Cải cách hành chính và cuộc sống, tháng 10/2026')
  })
})
