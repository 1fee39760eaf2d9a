import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Programme, Rota, Unit, UnitDetail, UnitImportPreview, UnitRead } from '../../server/contract/index.ts'
import { dutiesOf } from '../../server/rota/index.ts'
import { readSheet, writeSheet } from '../../server/sheets/index.ts'
import { findUnit, listUnits, resolveUnit, unitNameOn } from '../../server/units/index.ts'
import { found, ordered } from '../../web/pages/units/lists.ts'
import { formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

/** 15 November 2026 in Viet Nam. */
const NOW = Date.UTC(2026, 10, 15, 3)
const TODAY = '2026-11-15'
const PHUONG_1 = 'UBND Phường 1'
const PHUONG_2 = 'UBND Phường 2'

describe('units', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let programme: Programme
  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ programme } = await station.edition('2026-11'))
  })
  afterAll(() => station.close())

  const all = () => station.get<Unit[]>('GET', '/api/units?all=1')
  const idOf = async (name: string) => (await all()).find((unit) => unit.name === name)?.id ?? expect.fail(name)
  const detail = async (name: string) => station.get<UnitDetail>('GET', `/api/units/${await idOf(name)}`)
  const change = (body: object) => station.get<Unit[]>('POST', '/api/unit-changes', body)
  const rota = (year: number) => station.get<Rota>('GET', `/api/programmes/${programme.id}/rota?year=${year}`)
  const named = async (written: string, on = TODAY) => {
    const found = await resolveUnit(station.db, written, on)
    return 'unit' in found ? found.unit.name : found.candidates.map(({ name }) => name)
  }

  it('come with the preset, in Vietnamese order, each under every spelling of the plan', async () => {
    const units = await listUnits(station.db, TODAY)
    expect(units).toHaveLength(21)
    expect(units.slice(0, 3).map(({ name }) => name)).toEqual([
      'Phòng Giáo dục và Đào tạo Thành phố',
      'Phòng Kinh tế Thành phố',
      'Phòng Lao động - Thương binh và Xã hội Thành phố',
    ])
    expect(await named('phòng Văn hoá - Thông tin')).toBe('Phòng Văn hóa và Thông tin Thành phố')
    expect(await named('P.VHTT')).toBe('Phòng Văn hóa và Thông tin Thành phố')
    expect(await named('UBND phường 5')).toEqual([])
  })

  it('are the same units for a second programme with the same rota', async () => {
    await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023', name: 'Chuyên mục thứ hai' })
    expect(await listUnits(station.db, TODAY)).toHaveLength(21)
  })

  it('are added once, whatever the spelling', async () => {
    const made = await station.get<UnitDetail>('POST', '/api/units', {
      name: ' Hội Nông dân  Thành phố; ',
      aliases: ['Hội ND', 'Hội ND', 'Hội Nông dân Thành phố'],
    })
    expect(made.unit).toMatchObject({ name: 'Hội Nông dân Thành phố', aliases: ['Hội ND'], isActive: true })
    const again = await station.refused('POST', '/api/units', { name: 'hội nông dân TP' })
    expect(again).toMatchObject({
      code: 'unit-name-taken',
      message: 'Đã có đơn vị “Hội Nông dân Thành phố” với tên ấy.',
    })
    expect((await station.refused('POST', '/api/units', { name: ' - ' })).code).toBe('unit-name-empty')
    const other = await station.refused('PATCH', `/api/units/${await idOf(PHUONG_1)}`, { aliases: ['Hội ND'] })
    expect(other.code).toBe('unit-name-taken')
  })

  it('have spellings and contacts of their own, kept as facts', async () => {
    const id = await idOf(PHUONG_1)
    const contacts = [
      { name: 'Văn thư', telephone: ' 0277 3861 001 ' },
      { name: '', email: '' },
    ]
    const edited = await station.get<UnitDetail>('PATCH', `/api/units/${id}`, { contacts, aliases: ['Phường Nhất'] })
    expect(edited.unit).toMatchObject({
      aliases: ['Phường Nhất'],
      contacts: [{ name: 'Văn thư', telephone: '0277 3861 001' }],
    })
    expect(await named('phường nhất')).toBe(PHUONG_1)
    await station.get('PATCH', `/api/units/${id}`, { aliases: [] })
    expect(await named('phường nhất')).toEqual([])
    expect((await findUnit(station.db, id))?.contacts).toHaveLength(1)
    const kept = await station.db
      .selectFrom('unit_spellings')
      .selectAll()
      .where('spelling', '=', 'Phường Nhất')
      .execute()
    expect(kept.map(({ state }) => state)).toEqual(['in-use', 'removed'])
  })

  it('that merge are one from that day on: the rota, the names and the spellings follow', async () => {
    const [one, two] = [await idOf(PHUONG_1), await idOf(PHUONG_2)]
    await change({
      kind: 'merged',
      on: '2025-07-01',
      from: [one, two],
      to: [{ name: 'UBND phường Sa Đéc' }],
      note: ' NQ 1663 ',
    })
    expect(await named('UBND phường 1')).toBe('UBND phường Sa Đéc')
    expect(await named('UBND phường 1', '2025-06-30')).toBe(PHUONG_1)
    expect(await unitNameOn(station.db, one, '2025-06-30')).toBe(PHUONG_1)
    expect(await listUnits(station.db, '2025-06-30')).toHaveLength(22)
    expect(await listUnits(station.db, '2025-07-01')).toHaveLength(21)

    const months = async (year: number) =>
      (await rota(year)).months.slice(0, 2).map(({ duties }) => duties[0]?.unitName)
    expect(await months(2025)).toEqual([PHUONG_1, PHUONG_2])
    expect(await months(2026)).toEqual(['UBND phường Sa Đéc', 'UBND phường Sa Đéc'])
    expect(await dutiesOf(station.db, programme.id, '2026-Q1')).toMatchObject([
      { unitName: 'UBND phường Sa Đéc', itemsOwed: 2 },
      { unitName: 'Phòng Nội vụ Thành phố', itemsOwed: 1 },
      { unitName: 'Phòng Kinh tế Thành phố', itemsOwed: 1 },
      { itemsOwed: 1 },
      { itemsOwed: 1 },
    ])
    const { unit, changes } = await detail(PHUONG_1)
    expect(unit).toMatchObject({ isActive: false, until: '2025-06-30', heirs: [{ name: 'UBND phường Sa Đéc' }] })
    expect(changes).toMatchObject([
      { kind: 'merged', note: 'NQ 1663', from: [{ name: PHUONG_1 }, { name: PHUONG_2 }], canWithdraw: true },
    ])
  })

  it('refuse what cannot have happened, and say why', async () => {
    const old = await idOf(PHUONG_1)
    const gone = await station.refused('POST', '/api/unit-changes', {
      kind: 'dissolved',
      on: '2026-01-01',
      from: [old],
      to: [],
    })
    expect(gone).toMatchObject({
      code: 'unit-not-active',
      message: 'Vào ngày 01/01/2026, đơn vị “UBND Phường 1” không hoạt động (đến hết 30/06/2025).',
    })
    const noi = await idOf('Phòng Nội vụ Thành phố')
    const refusals = await Promise.all(
      [
        { kind: 'merged', on: TODAY, from: [noi], to: [{ name: 'Phòng Mới' }] },
        { kind: 'renamed', on: TODAY, from: [noi], to: [{ unitId: noi, name: 'phòng Tư pháp Thành phố' }] },
        { kind: 'dissolved', on: '2026-02-30', from: [noi], to: [] },
        { kind: 'dissolved', on: TODAY, from: ['không-có'], to: [] },
        { kind: 'split', on: TODAY, from: [noi], to: [{ name: 'Phòng A' }, { name: 'phòng A' }] },
      ].map(async (body) => (await station.refused('POST', '/api/unit-changes', body)).code),
    )
    expect(refusals).toEqual([
      'unit-change-incomplete',
      'unit-name-taken',
      'no-such-date',
      'unit-unknown',
      'unit-name-taken',
    ])
    expect(await station.db.selectFrom('units').select('id').where('name', 'like', 'Phòng A%').execute()).toEqual([])
  })

  it('are renamed from a day on, and an earlier day keeps the earlier name', async () => {
    const id = await idOf('Phòng Kinh tế Thành phố')
    await change({
      kind: 'renamed',
      on: '2026-03-01',
      from: [id],
      to: [{ unitId: id, name: 'Phòng Kinh tế, Hạ tầng và Đô thị' }],
    })
    expect([await unitNameOn(station.db, id, '2026-02-28'), await unitNameOn(station.db, id, '2026-03-01')]).toEqual([
      'Phòng Kinh tế Thành phố',
      'Phòng Kinh tế, Hạ tầng và Đô thị',
    ])
    expect(await named('Phòng Kinh tế Thành phố')).toBe('Phòng Kinh tế, Hạ tầng và Đô thị')
    const { unit } = await detail('Phòng Kinh tế, Hạ tầng và Đô thị')
    expect(unit.formerNames).toEqual([{ name: 'Phòng Kinh tế Thành phố', until: '2026-02-28' }])
  })

  it('can be split and dissolved; a place of nobody is told in the rota', async () => {
    const [sa, thanhTra] = [await idOf('UBND phường Sa Đéc'), await idOf('Thanh tra Thành phố')]
    await change({ kind: 'split', on: '2027-01-01', from: [sa], to: [{ unitId: sa }, { name: 'UBND phường Mới' }] })
    await change({ kind: 'dissolved', on: '2026-09-01', from: [thanhTra], to: [] })
    const [, october] = (await rota(2026)).months.slice(8)
    expect(october?.duties.map(({ unitName }) => unitName)).toEqual(['Văn phòng HĐND và UBND Thành phố'])
    expect(october?.warnings).toEqual([
      '“Thanh tra Thành phố” không còn từ sau ngày 31/08/2026 và chưa có đơn vị thay.',
    ])
  })

  it('take back the newest change first, and then are what they were', async () => {
    const [merger] = (await detail(PHUONG_1)).changes
    const built = await station.refused('DELETE', `/api/unit-changes/${merger?.id}`)
    expect(built.code).toBe('unit-change-built-upon')
    const [split] = (await detail('UBND phường Sa Đéc')).changes
    await station.get('DELETE', `/api/unit-changes/${split?.id}`)
    await station.get('DELETE', `/api/unit-changes/${merger?.id}`)
    await station.get('DELETE', `/api/unit-changes/${merger?.id}`)
    expect((await detail(PHUONG_1)).unit.isActive).toBe(true)
    expect(await named('UBND phường Sa Đéc')).toEqual([])
    expect((await rota(2026)).months[0]?.duties[0]?.unitName).toBe(PHUONG_1)
  })

  it('answer which unit a written name means, and whom it may mean', async () => {
    const read = await station.get<UnitRead[]>('POST', '/api/units/read', {
      written: ['ubnd xa tan khanh dong', 'UBND xã Tân Khánh Đôngg', 'Sở Nội vụ'],
    })
    expect(read.map(({ unit, candidates }) => [unit?.name, candidates.map(({ name }) => name)[0]])).toEqual([
      ['UBND Xã Tân Khánh Đông', undefined],
      [undefined, 'UBND Xã Tân Khánh Đông'],
      [undefined, undefined],
    ])
  })

  it('go to a sheet and come back as nothing new; a pasted list says what would change', async () => {
    const answer = await station.ask('GET', '/api/units/xlsx')
    expect(answer.headers['content-disposition']).toContain('15-11-2026.xlsx')
    const { tabs } = await readSheet(answer.raw, 'don-vi.xlsx')
    expect(tabs[0]?.rows[0]?.slice(0, 3)).toEqual(['TT', 'Tên đơn vị', 'Cách viết khác'])
    const back = await station.get<UnitImportPreview>('POST', '/api/units/import', formOf(answer.raw, 'don-vi.xlsx'))
    expect(back.lines.filter(({ what }) => what !== 'known')).toEqual([])

    const pasted =
      'Đơn vị\tNgười liên hệ\tĐiện thoại\nUBND Phường 2\tVăn thư\t0277 3861 002\nTrạm Y tế phường 2\t\t\nUBND xã Tân Phú Đôngg\t\t\nUBND phường 4\t\t'
    const preview = await station.get<UnitImportPreview>('POST', '/api/units/paste', { text: pasted })
    expect(preview.lines.map(({ what }) => what)).toEqual(['more', 'new', 'unclear', 'known'])
    const [more, fresh] = preview.lines
    await station.get('POST', '/api/units/imported', {
      lines: [
        { name: more?.written, unitId: more?.unit?.unitId, aliases: [], contacts: more?.contacts },
        { name: fresh?.written, aliases: [], contacts: [] },
      ],
    })
    expect((await detail(PHUONG_2)).unit.contacts).toEqual([{ name: 'Văn thư', telephone: '0277 3861 002' }])
    expect(await named('trạm y tế phường 2')).toBe('Trạm Y tế phường 2')
    const nothing = await station.refused('POST', '/api/units/paste', { text: '1\t2\n3\t4' })
    expect(nothing.code).toBe('no-unit-column')
  })

  it('go to a sheet as they are looked at on the page', async () => {
    const units = await all()
    for (const { isAll, words, order } of [
      { isAll: true, words: 'phuong UBND', order: 'newest' },
      { isAll: false, words: 'van  thu', order: 'name' },
      { isAll: true, words: '', order: 'kind' },
      { isAll: false, words: 'không có đơn vị nào', order: 'name' },
    ] as const) {
      const query = new URLSearchParams({ words, order, ...(isAll && { all: '1' }) })
      const { raw } = await station.ask('GET', `/api/units/xlsx?${query}`)
      const names = ((await readSheet(raw, 'don-vi.xlsx')).tabs[0]?.rows ?? []).slice(1).map(([, name]) => name)
      const seen = ordered(found(isAll ? units : units.filter(({ isActive }) => isActive), words), order)
      expect(names).toEqual(
        seen.flatMap(({ name, contacts }) => Array.from({ length: contacts.length || 1 }, () => name)),
      )
    }
    expect((await station.refused('GET', '/api/units/xlsx?order=random')).status).toBe(400)
  })

  it('are read from a list without titles', async () => {
    const sheet = await writeSheet([
      {
        name: 'A',
        columns: [
          { title: '1', width: 5, kind: 'text' },
          { title: 'UBND phường 3', width: 20, kind: 'text' },
        ],
        rows: [['2', 'Phòng Dân tộc']],
      },
    ])
    const read = await station.get<UnitImportPreview>('POST', '/api/units/import', formOf(sheet, 'ds.xlsx'))
    expect(read.lines.map(({ written, what }) => [written, what])).toEqual([
      ['UBND phường 3', 'known'],
      ['Phòng Dân tộc', 'new'],
    ])
  })
})
