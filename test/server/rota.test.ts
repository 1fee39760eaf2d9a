import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Edition, Programme, Rota, RotaImportPreview, Unit } from '../../server/contract/index.ts'
import { type PresetRotaMonth, SA_DEC_2023 } from '../../server/programmes/presets/sa-dec-2023.ts'
import { dutiesOf } from '../../server/rota/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

/** 15 November 2026 in Viet Nam. */
const NOW = Date.UTC(2026, 10, 15, 3)
const PRINTED: readonly PresetRotaMonth[] = SA_DEC_2023.rota

describe('the rota', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let programme: Programme
  let edition: Edition
  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ programme, edition } = await station.edition('2026-11'))
  })
  afterAll(() => station.close())
  beforeEach(() => clock.step(1000))

  const url = (id = programme.id) => `/api/programmes/${id}/rota`
  const rota = (year: number, id = programme.id) => station.get<Rota>('GET', `${url(id)}?year=${year}`)
  const set = (body: object) => station.get<Rota>('PUT', url(), body)
  const unit = async (name: string) =>
    (await station.get<Unit[]>('GET', '/api/units')).find((one) => one.name === name)?.id ?? expect.fail(name)
  const owed = async (period: string) =>
    (await dutiesOf(station.db, programme.id, period)).map(({ unitName, itemsOwed }) => `${unitName} ${itemsOwed}`)
  const paste = (text: string, id = programme.id) =>
    station.get<RotaImportPreview>('POST', `${url(id)}/paste?year=2026`, { text })

  it('of the preset is the one of the plan, every year, one item a place', async () => {
    for (const year of [2023, 2026]) {
      const { months } = await rota(year)
      expect(months.map(({ duties }) => duties.map(({ unitName }) => unitName))).toEqual(
        PRINTED.map(({ units }) => units.map(({ name }) => name)),
      )
      expect(months.every(({ from, warnings }) => from === 'rule' && warnings.length === 0)).toBe(true)
    }
    expect(edition.rotaUnits).toEqual(['Phòng Văn hóa và Thông tin Thành phố', 'Phòng Quản lý đô thị Thành phố'])
    expect(programme.rota.map(({ units }) => units.length)).toEqual(Array(12).fill(2))
  })

  it('changed from a month on leaves what was before', async () => {
    const places = [{ unitId: await unit('UBND Phường 1'), itemsOwed: 3 }]
    await set({ scope: 'every-year', year: 2026, fromMonth: 11, months: [{ month: 11, places }] })
    expect(await owed('2025-11')).toHaveLength(2)
    expect(await owed('2026-11')).toEqual(['UBND Phường 1 3'])
    expect(await owed('2031-11')).toEqual(['UBND Phường 1 3'])
    expect((await rota(2026)).months[10]).toMatchObject({ sinceYear: 2026, set: { by: 'Kỹ thuật viên trực' } })
    expect((await station.get<Edition>('GET', `/api/editions/${edition.id}`)).rotaUnits).toEqual(['UBND Phường 1'])
  })

  it('says the same twice as one fact', async () => {
    const count = async () => (await station.db.selectFrom('rota_months').select('id').execute()).length
    const before = await count()
    const places = [{ unitId: await unit('UBND Phường 1'), itemsOwed: 3 }]
    await set({ scope: 'every-year', year: 2026, fromMonth: 11, months: [{ month: 11, places }] })
    expect(await count()).toBe(before)
  })

  it('has exceptions of one year, which can be taken away whatever the clock was set to', async () => {
    const places = [{ newName: 'Hội Phụ nữ Thành phố' }]
    const after = await set({ scope: 'one-year', year: 2026, months: [{ month: 12, places }] })
    expect(after.months[11]).toMatchObject({ from: 'exception', duties: [{ unitName: 'Hội Phụ nữ Thành phố' }] })
    expect(after.exceptions).toEqual([{ year: 2026, month: 12, units: ['Hội Phụ nữ Thành phố'] }])
    expect(await owed('2027-12')).toHaveLength(2)
    clock.step(-86_400_000)
    await station.get('DELETE', `${url()}/exceptions/2026/12`)
    clock.step(86_400_000)
    expect((await rota(2026)).months[11]?.from).toBe('rule')
    expect((await station.refused('DELETE', `${url()}/exceptions/2026/12`)).code).toBe('not-found')
  })

  it('refuses who is not there, the same unit twice, and a programme that is not there', async () => {
    const twice = { unitId: await unit('UBND Phường 3') }
    const months = [{ month: 1, places: [twice, twice] }]
    expect(await station.refused('PUT', url(), { scope: 'every-year', year: 2026, months })).toMatchObject({
      code: 'rota-twice',
      message: 'Tháng 1 ghi đơn vị “UBND Phường 3” hai lần.',
    })
    const nobody = [{ month: 1, places: [{ unitId: 'không-có' }] }]
    expect((await station.refused('PUT', url(), { scope: 'every-year', year: 2026, months: nobody })).code).toBe(
      'unit-unknown',
    )
    expect((await station.refused('GET', url('không-có'))).code).toBe('not-found')
  })

  it('goes to a sheet and comes back unchanged', async () => {
    const answer = await station.ask('GET', `${url()}/xlsx?year=2026`)
    const { tabs } = await readSheet(answer.raw, 'phan-cong.xlsx')
    expect(tabs[0]?.rows.slice(0, 2)).toEqual([
      ['TT', 'Tháng', 'Đơn vị', 'Số tin, bài', 'Ghi chú'],
      ['1', 'Tháng 1', 'UBND Phường 1', '1', ''],
    ])
    const form = formOf(answer.raw, 'phan-cong.xlsx')
    const preview = await station.get<RotaImportPreview>('POST', `${url()}/import?year=2026`, form)
    expect(preview.months).toHaveLength(12)
    expect(preview.months.filter(({ isChanged }) => isChanged)).toEqual([])
  })

  it('pasted as the plan prints it is read without being taken apart wrongly', async () => {
    const text = [
      'TT\tTháng\tĐơn vị',
      ...PRINTED.map(({ month, printed }) => `${month}\tTháng ${month}\t${printed}`),
    ].join('\n')
    const preview = await paste(text)
    expect(preview.months.map(({ written }) => written.map(({ unit }) => unit?.name))).toEqual(
      PRINTED.map(({ units }) => units.map(({ name }) => name)),
    )
    expect(preview.months.filter(({ isChanged }) => isChanged).map(({ month }) => month)).toEqual([11])
  })

  it('of units that nobody knows asks, learns the answer, and changes nothing before that', async () => {
    const fresh = await station.get<Programme>('POST', '/api/programmes', { preset: 'empty', name: 'Chuyên mục mới' })
    const text =
      'Tháng\tĐơn vị\n1\tPhòng Dân tộc và Tôn giáo - Hội Chữ thập đỏ\n2\tPhòng LĐ\n3\t\nTháng 13\tUBND phường 1'
    const preview = await paste(text, fresh.id)
    expect(preview.months[0]?.written).toMatchObject([{ written: 'Phòng Dân tộc và Tôn giáo - Hội Chữ thập đỏ' }])
    expect(preview.months[0]?.written[0]?.unit).toBeUndefined()
    expect(preview.untouched).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(preview.warnings).toEqual([
      'Dòng 4: không hiểu tháng “Tháng 13” nên bỏ qua dòng này.',
      'Tháng 3 không ghi đơn vị nào.',
    ])
    expect((await rota(2026, fresh.id)).months.every(({ from }) => from === 'none')).toBe(true)

    const lines = [{ written: 'Phòng Dân tộc và Tôn giáo' }, { written: 'UBND phường 2' }]
    const again = await station.get<RotaImportPreview>('POST', `${url(fresh.id)}/read`, {
      year: 2026,
      months: [{ month: 1, lines }],
    })
    expect(again.months[0]?.written.map(({ unit }) => unit?.name)).toEqual([undefined, 'UBND Phường 2'])

    const labour = await unit('Phòng Lao động - Thương binh và Xã hội Thành phố')
    await station.get('PUT', url(fresh.id), {
      scope: 'every-year',
      year: 2026,
      months: [
        { month: 1, places: [{ newName: 'Phòng Dân tộc và Tôn giáo' }, { newName: 'Hội Chữ thập đỏ' }] },
        { month: 2, places: [{ unitId: labour, learned: 'Phòng LĐ' }] },
      ],
    })
    const learned = await paste('Tháng\tĐơn vị\n1\tPhòng Dân tộc và Tôn giáo - Hội Chữ thập đỏ\n2\tphòng LĐ', fresh.id)
    expect(learned.months.map(({ isChanged }) => isChanged)).toEqual([false, false])
    const { months } = await rota(2026, fresh.id)
    expect(months[2]).toMatchObject({ from: 'none', warnings: ['Tháng 3 chưa phân công đơn vị nào.'] })
  })

  it('is not found in a table of something else, nor in nothing', async () => {
    expect((await station.refused('POST', `${url()}/paste`, { text: 'Họ tên\tTuổi\nA\t30' })).code).toBe(
      'no-month-column',
    )
    expect((await station.refused('POST', `${url()}/paste`, { text: '\n\t\n' })).code).toBe('nothing-to-read')
    expect(
      (await station.refused('POST', `${url()}/import`, formOf(Buffer.from('MZ'), 'bang.xlsx'))).status,
    ).toBeGreaterThanOrEqual(415)
  })
})
