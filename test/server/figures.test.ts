import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type {
  Edition,
  FigureRows,
  Programme,
  ReportFigures,
  Revision,
  Submission,
  Unit,
  WardStation,
} from '../../server/contract/index.ts'
import { countWithRows, unpackRows } from '../../server/figures/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { confirmTake, takenBy, takenWithin } from '../../server/stations/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { noteAiring, noteRender, noteSound } from './aired.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
/** 09:00 on 10 April 2026. */
const NOW = instantOf('2026-04-10', '09:00', ZONE)

describe('figures of a quarter', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let sa: Programme
  let other: Programme
  let units: Unit[]
  let entry = 0

  const figures = (span = '2026-Q1', scope = 'station') =>
    station.get<ReportFigures>('GET', `/api/figures?span=${span}&scope=${scope}`)
  const rows = (rowsKey: string, span = '2026-Q1', scope = 'station') =>
    station.get<FigureRows>(
      'GET',
      `/api/figures/rows?span=${span}&scope=${scope}&rowsKey=${encodeURIComponent(rowsKey)}`,
    )
  const allOf = ({ headlines, tables }: ReportFigures) => [
    ...headlines.map(({ figure }) => figure),
    ...tables.flatMap(({ lines }) => lines.flatMap((line) => line.figures)),
  ]
  const valueIn = (found: ReportFigures, key: string) => allOf(found).find(({ rowsKey }) => rowsKey === key)?.value
  const unitLike = (name: RegExp) => units.find((one) => name.test(one.name)) ?? expect.fail(String(name))
  const at = (date: string, time: string) => instantOf(date, time, ZONE)

  const send = (title: string, unit: Unit, on: string, topics: string[], programme = sa) =>
    station.get<Submission>('POST', '/api/submissions', {
      entryKey: `khoá-nhập-bài-${entry++}`,
      title,
      text: `Bài số ${entry} nói về một việc riêng, không giống bài nào khác trong sổ của đài truyền thanh.`,
      unitId: unit.id,
      author: '',
      year: null,
      award: '',
      source: 'unit',
      sourceName: '',
      contact: '',
      note: '',
      topics,
      fileIds: [],
      receivedAt: at(on, '08:00'),
      placements: [{ programmeId: programme.id, period: on.slice(0, 7) }],
    })

  /** An edition whose items were made of these submissions, with a render; answers what is needed to air it. */
  const edition = async (programme: Programme, period: string, made: readonly Submission[]) => {
    const { id } = await station.get<Edition>('POST', '/api/editions', { programmeId: programme.id, period })
    const revision: Revision = await station.approvedScript(
      id,
      made.map(({ title }) => title),
    )
    for (const [place, { itemId }] of revision.items.entries())
      await station.db
        .insertInto('item_origins')
        .values({
          item_id: itemId,
          submission_id: made[place]?.id ?? '',
          placement_id: null,
          brought_by: (await station.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()).id,
          brought_at: NOW,
        })
        .execute()
    const itemIds = revision.items.map(({ itemId }) => itemId)
    return { id, masterSha256: await noteRender(station, { editionId: id, revisionId: revision.id, itemIds }) }
  }

  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    sa = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    other = await station.get<Programme>('POST', '/api/programmes', { preset: 'nga-nam-2022', startsOn: '2026-01-01' })
    units = await station.get<Unit[]>('GET', '/api/units')
    const [noiVu, kinhTe] = [unitLike(/Phòng Nội vụ/i), unitLike(/Phòng Kinh tế/i)]
    const first = await send('Một cửa', noiVu, '2026-01-05', ['Chuyển đổi số', 'PAPI'])
    const second = await send('Thuế', kinhTe, '2026-02-25', [])
    const january = await edition(sa, '2026-01', [first])
    const shared = await edition(other, '2026-02', [first, second])
    const march = await edition(sa, '2026-03', [second])
    const air = (of: { id: string; masterSha256: string }, date: string, time: string, more = {}) =>
      noteAiring(station, of.id, { at: at(date, time), masterSha256: of.masterSha256, ...more })
    await air(january, '2026-01-20', '05:15')
    await air(january, '2026-01-20', '17:00')
    await air(january, '2026-01-22', '05:15', { outcome: 'partial' })
    await air(january, '2026-01-23', '05:15', { isNull: true })
    await air(shared, '2026-02-16', '05:30')
    // The sound is a minute long: half of it is in the next quarter.
    await noteAiring(station, march.id, { at: at('2026-04-01', '00:00') - 30_000, masterSha256: march.masterSha256 })
    await station.get(
      'POST',
      `/api/editions/${march.id}/outside-airings?date=2026-03-20&time=05:15&where=${encodeURIComponent('Loa kéo')}&note=${encodeURIComponent('Công văn 12/UBND')}`,
    )
    // The first question begins the thread that counts.
    await figures()
  })
  afterAll(() => station.close())

  it('are what the journal says was heard whole, and what was aired outside apart', async () => {
    const found = await figures()
    const of = (key: string) => valueIn(found, `headlines/${key}`)
    expect(found).toMatchObject({ from: '2026-01-01', to: '2026-03-31', isOver: true })
    expect(found.before).toEqual({ from: '2025-10-01', to: '2025-12-31' })
    expect([of('editions'), of('items'), of('airings'), of('outside'), of('minutes')]).toEqual([3, 2, 4, 1, 4])
    const days = found.headlines.find(({ key }) => key === 'broadcast-days')?.figure
    expect(days).toMatchObject({ value: 4, previous: 0 })
    expect(valueIn(found, `programmes/${sa.id}/days`)).toBe(3)
    expect(valueIn(found, `months/2026-03/${sa.id}`)).toBe(2)
    expect(valueIn(found, 'topics/PAPI/items')).toBe(1)
    expect(valueIn(found, 'hours/23/airings')).toBe(1)
    expect(found.notes).toEqual(
      expect.arrayContaining([
        '2 tin, bài lồng ghép ở nhiều chương trình: tính ở từng chương trình, ở tổng số tính một lần.',
        '1 lượt phát kéo dài qua nửa đêm: tính trọn vào ngày bắt đầu phát, kể cả ở ngày khóa sổ.',
      ]),
    )
  })

  it('leave what began on its last day to it, and nothing of it to the next one', async () => {
    const next = await figures('2026-Q2')
    expect(next).toMatchObject({ isOver: false, before: { from: '2026-01-01', to: '2026-03-31' } })
    const airings = next.headlines.find(({ key }) => key === 'airings')?.figure
    expect(airings).toMatchObject({ value: 0, previous: 4 })
    expect(next.notes[0]).toMatch(/^Kỳ báo cáo chưa kết thúc: số liệu tính đến ngày 10\/04\/2026/)
    expect(next.notes).toContain('Trong kỳ không có lượt phát sóng nào.')
  })

  it('open the rows that they were counted from, each of them', async () => {
    for (const scope of ['station', 'agency', `unit.${unitLike(/Phòng Nội vụ/i).id}`]) {
      for (const rowsOf of allOf(await figures('2026-Q1', scope))) {
        const behind = await rows(rowsOf.rowsKey, '2026-Q1', scope)
        const { sumOf } = behind
        const value =
          sumOf === undefined
            ? behind.rows.length
            : Math.round(behind.rows.reduce((sum, { cells }) => sum + Number(cells[sumOf]), 0) * 10) / 10
        expect([rowsOf.rowsKey, rowsOf.value]).toEqual([rowsOf.rowsKey, value])
      }
    }
    const behind = await rows(`programmes/${sa.id}/airings`)
    expect(behind.rows[0]?.cells).toEqual([
      at('2026-01-20', '05:15'),
      'Cải cách hành chính và cuộc sống, tháng 1/2026',
      'Đài',
    ])
    expect(behind.rows[0]?.href).toMatch(/^\/nhat-ky\/2026-01-20\//)
  })

  it('and their rows are of one moment, and come as a sheet', async () => {
    const deps = { config: { dataDir: station.dataDir }, db: station.db, clock }
    const { figures: found, rows: packed } = await countWithRows(
      deps,
      { of: 'station' },
      { kind: 'quarter', year: 2026, part: 1 },
    )
    expect([...unpackRows(packed).keys()].sort()).toEqual(
      allOf(found)
        .map(({ rowsKey }) => rowsKey)
        .sort(),
    )
    const { raw, headers } = await station.ask(
      'GET',
      '/api/figures/rows.xlsx?span=2026-Q1&scope=station&rowsKey=headlines/items',
    )
    expect(String(headers['content-disposition'])).toContain('.xlsx')
    const { tabs } = await readSheet(raw, 'bang.xlsx')
    expect(tabs[0]?.rows.map(([title, kind]) => [title, kind])).toEqual([
      ['Tin, bài', 'Loại'],
      ['Tiết mục 1', 'Tin, bài'],
      ['Tiết mục 2', 'Tin, bài'],
    ])
  })

  it('tell who sent in time and who did not, by the rota', async () => {
    const found = await figures()
    const noiVu = unitLike(/Phòng Nội vụ/i).id
    const of = (unitId: string, column: string) => valueIn(found, `intake/${unitId}/${column}`)
    expect([of(noiVu, 'turns'), of(noiVu, 'on-time'), of(noiVu, 'missing')]).toEqual([1, 1, 0])
    const kinhTe = unitLike(/Phòng Kinh tế/i).id
    expect([of(kinhTe, 'turns'), of(kinhTe, 'late')]).toEqual([1, 1])
    const [done, late, missing] = ['on-time', 'late', 'missing'].map((state) =>
      valueIn(found, `headlines/intake-${state}`),
    )
    expect([done, late, missing]).toEqual([1, 1, 4])
  })

  it('follow a merger to the unit that stands in the place of those before, and say so', async () => {
    const [noiVu, kinhTe] = [unitLike(/Phòng Nội vụ/i), unitLike(/Phòng Kinh tế/i)]
    await station.get('POST', '/api/unit-changes', {
      kind: 'merged',
      on: '2026-03-01',
      from: [noiVu.id, kinhTe.id],
      to: [{ name: 'Phòng Nội vụ - Kinh tế' }],
    })
    units = await station.get<Unit[]>('GET', '/api/units')
    const heir = unitLike(/Nội vụ - Kinh tế/).id
    const found = await figures()
    expect(valueIn(found, `item-units/${heir}/items`)).toBe(2)
    expect(valueIn(found, `intake/${heir}/turns`)).toBe(2)
    expect(valueIn(found, `item-units/${noiVu.id}/items`)).toBeUndefined()
    expect(found.notes.find((note) => note.includes('nhập thành'))).toMatch(
      /nhập thành Phòng Nội vụ - Kinh tế từ ngày 01\/03\/2026/,
    )
    const own = await figures('2026-Q1', `unit.${heir}`)
    expect(valueIn(own, 'headlines/items')).toBe(2)
    expect(await figures('2026-Q1', `unit.${noiVu.id}`)).toMatchObject({ headlines: own.headlines })
  })

  it('follow a rule that changed in the middle, and the cut-off day', async () => {
    await station.get('PATCH', `/api/programmes/${sa.id}`, {
      from: '2026-03-01',
      rule: { kind: 'weekly', weekdays: [2] },
      acceptsClashes: true,
    })
    const found = await figures()
    const programmes = found.tables.find(({ key }) => key === 'programmes')
    const days = programmes?.lines
      .find(({ key }) => key === sa.id)
      ?.figures.find(({ rowsKey }) => rowsKey.endsWith('/days'))
    // Two days each in January and February, five Tuesdays in March.
    expect(days?.planned).toBe(9)
    expect(programmes?.notes.join(' ')).toContain('đổi quy định ngày phát từ ngày 01/03/2026')
    const { letterhead } = await station.get<{ letterhead: object }>('GET', '/api/office')
    await station.get('PUT', '/api/office', { letterhead, cutOffDay: 14 })
    const cut = await figures()
    expect(cut).toMatchObject({ from: '2025-12-15', to: '2026-03-14', cutOffDay: 14 })
    expect(valueIn(cut, 'headlines/airings')).toBe(3)
    expect(valueIn(cut, 'headlines/outside')).toBe(0)
  })

  it('tell what wards took as their own list does, in one piece, in parts, by a word of theirs, and not by a proxy', async () => {
    const wards = ['Phường 1', 'Phường 2', 'Phường 3', 'Phường 4']
    const ids: string[] = []
    for (const name of wards) {
      ids.push((await station.get<WardStation>('POST', '/api/ward-stations', { name })).id)
    }
    const render = await station.db.selectFrom('renders').select(['id', 'edition_id']).executeTakeFirstOrThrow()
    const took = (ward: number, on: string, more: object) =>
      station.db
        .insertInto('downloads')
        .values({
          id: `${ward}-${on}-${JSON.stringify(more)}`,
          ward_station_id: ids[ward] ?? '',
          render_id: render.id,
          file_name: 'ky.mp3',
          started_at: at(on, '04:00'),
          ended_at: at(on, '04:01'),
          first_byte: 0,
          bytes_sent: 100,
          bytes_total: 100,
          whole: 1,
          from_address: '10.0.0.2',
          purpose: 'take',
          through_proxy: 0,
          ...more,
        })
        .execute()
    await took(0, '2026-02-01', {})
    await took(1, '2026-01-31', { whole: 0, bytes_sent: 60 })
    await took(1, '2026-02-02', { whole: 0, first_byte: 60, bytes_sent: 40 })
    await took(2, '2026-02-01', { through_proxy: 1 })
    await took(3, '2026-02-01', { whole: null, bytes_sent: 99 })
    await confirmTake(station.db, {
      wardStationId: ids[3] ?? '',
      renderId: render.id,
      fileName: 'ky.mp3',
      sha256: 'a'.repeat(64),
      by: 'page',
      at: at('2026-02-03', '05:00'),
    })
    const said = (await takenBy(station.db)).map(({ wardStationId, completedAt }) => [wardStationId, completedAt])
    const counted = await takenWithin(station.db, at('2026-01-01', '00:00'), at('2026-04-01', '00:00'))
    expect(counted.map(({ wardStationId, at: when }) => [wardStationId, when]).sort()).toEqual(said.sort())
    expect(await takenWithin(station.db, at('2026-02-02', '00:00'), at('2026-02-03', '00:00'))).toEqual([
      { wardStationId: ids[1], editionId: render.edition_id, at: at('2026-02-02', '04:01') },
    ])
    // To have it once more is nothing new.
    await took(0, '2026-03-05', {})
    await took(3, '2026-03-05', {})
    expect(await takenWithin(station.db, at('2026-03-01', '00:00'), at('2026-04-01', '00:00'))).toEqual([])
    const found = await figures('2026-02-01..2026-02-28')
    expect(found.headlines.find(({ key }) => key === 'wards-reached')?.figure).toMatchObject({ value: 3, planned: 4 })
    expect(valueIn(await figures('2026-02-01..2026-02-28', `ward.${ids[1]}`), 'headlines/taken')).toBe(1)
  })

  it('of wards are counted anew when one says something, takes it back, or takes an edition after all', async () => {
    const [ward] = await station.get<WardStation[]>('GET', '/api/ward-stations')
    const had = new Set((await takenBy(station.db)).map((take) => take.editionId))
    const renders = await station.db.selectFrom('renders').select(['id', 'edition_id as editionId']).execute()
    const fresh = renders.find((render) => !had.has(render.editionId)) ?? expect.fail('every edition was taken')
    const { id: renderId, editionId } = fresh
    const line = async () => {
      const { tables } = await figures('2026-01-01..2026-03-31')
      const wards = tables.find(({ key }) => key === 'wards')
      const place = (key: string) => wards?.columns.findIndex((column) => column.key === key) ?? -1
      const mine = wards?.lines.find(({ key }) => key === ward?.id)
      return ['taken', 'confirmed', 'not-aired'].map((key) => mine?.figures[place(key)]?.value)
    }
    const say = (id: string, more: { word: 'aired'; starts_at: number } | { word: 'not-aired'; starts_at: null }) =>
      station.db
        .insertInto('ward_words')
        .values({
          id,
          ward_station_id: ward?.id ?? '',
          edition_id: editionId,
          reason: more.word === 'aired' ? null : 'power-cut',
          note: '',
          said_by: null,
          from_address: null,
          said_at: at('2026-02-20', '08:00'),
          ...more,
        })
        .execute()
    const [taken, confirmed, notAired] = await line()
    await say('w1', { word: 'not-aired', starts_at: null })
    expect(await line()).toEqual([taken, confirmed, (notAired ?? 0) + 1])
    await station.db
      .insertInto('ward_word_withdrawals')
      .values({ word_id: 'w1', withdrawn_by: null, withdrawn_at: at('2026-02-20', '08:05') })
      .execute()
    expect(await line()).toEqual([taken, confirmed, notAired])
    await say('w2', { word: 'aired', starts_at: at('2026-02-20', '05:15') })
    expect(await line()).toEqual([taken, (confirmed ?? 0) + 1, notAired])
    await confirmTake(station.db, {
      wardStationId: ward?.id ?? '',
      renderId,
      fileName: 'ky.mp3',
      sha256: 'b'.repeat(64),
      by: 'player',
      at: at('2026-02-21', '05:00'),
    })
    expect(await line()).toEqual([(taken ?? 0) + 1, (confirmed ?? 0) + 1, notAired])
  })

  it('count an airing of which the journal tells more when it tells it', async () => {
    const airings = async () => valueIn(await figures('2026-03-01..2026-04-30'), 'headlines/airings') ?? 0
    const before = await airings()
    const like = await station.db.selectFrom('airings').selectAll().executeTakeFirstOrThrow()
    const render = await station.db.selectFrom('render_outcomes').select('master_sha256').executeTakeFirstOrThrow()
    const masterSha256 = render.master_sha256 ?? ''
    for (const date of ['2026-03-25', '2026-04-10']) {
      const starts_at = at(date, '05:15')
      await station.db
        .insertInto('airings')
        .values({ ...like, id: date, date, starts_at })
        .execute()
    }
    expect(await airings()).toBe(before)
    await noteSound(station, '2026-03-25', { at: at('2026-03-25', '05:15'), masterSha256 })
    expect(await airings()).toBe(before + 1)
    await noteSound(station, '2026-04-10', { at: at('2026-04-10', '05:15'), masterSha256 })
    expect(await airings()).toBe(before + 2)
  })

  it('refuse what is no span, nobody, and no figure', async () => {
    const refused = async (query: string) => (await station.refused('GET', `/api/figures${query}`)).code
    expect(await refused('?span=2026-Q5&scope=station')).toBe('bad-request')
    expect(await refused('?span=2026-02-30..2026-03-01&scope=station')).toBe('bad-request')
    expect(await refused('?span=2026&scope=ai')).toBe('bad-request')
    expect(await refused('?span=2026&scope=unit.khong-co')).toBe('not-found')
    expect(await refused('?span=2026&scope=ward.khong-co')).toBe('not-found')
    expect(await refused('/rows?span=2026&scope=station&rowsKey=khong/co/gi')).toBe('not-found')
  })
})
