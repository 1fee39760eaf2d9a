import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type {
  Month,
  OfficeSettings,
  Programme,
  Unit,
  UrgingSettings,
  UrgingSheet,
} from '../../server/contract/index.ts'
import { readDocument } from '../../server/documents/index.ts'
import { BLANK_LETTERHEAD } from '../../server/office/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

const at = (date: string) => instantOf(date, '08:00', 'Asia/Ho_Chi_Minh')
const LETTERHEAD = {
  above: ' UBND  THÀNH PHỐ SA ĐÉC ',
  issuer: '',
  code: 'PNV',
  drafter: '',
  place: 'Sa Đéc',
  signerTitle: 'KT. TRƯỞNG PHÒNG\n\n PHÓ TRƯỞNG PHÒNG',
  signerName: '',
}

describe('urging', () => {
  const clock = new FakeClock(at('2023-11-08'))
  /** The wall clock alone: nothing that happens every hour of so many days is what is asked here. */
  const goTo = (date: string) => clock.step(at(date) - clock.now())
  let station: TestStation
  let programme: Programme

  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    await station.get('POST', '/api/editions', { programmeId: programme.id, period: '2023-11' })
  })
  afterAll(() => station.close())

  const url = (rest = '', period = '2023-11') => `/api/programmes/${programme.id}/periods/${period}/urging${rest}`
  const sheet = (rest = '') => station.get<UrgingSheet>('GET', url(rest))

  it('lists who is missing, with the people to call and a text that names them', async () => {
    const [unit] = (await sheet()).receipts
    const contacts = [{ name: 'Văn thư', telephone: '0900 000 000' }]
    await station.get('PATCH', `/api/units/${unit?.unitId}`, { contacts })
    const seen = await sheet()
    expect(seen).toMatchObject({
      programmeName: 'Cải cách hành chính và cuộc sống',
      periodTitle: 'tháng 11/2023',
      collector: 'Phòng Nội vụ Thành phố',
      intake: { from: '2023-11-01', to: '2023-11-10' },
      answerBy: '2023-11-10',
      contacts: [{ unitId: unit?.unitId, name: 'Văn thư', telephone: '0900 000 000' }],
      urgings: [],
    })
    for (const { unitName } of seen.receipts) expect(seen.text).toContain(`- ${unitName}: 1 tin, bài`)
    expect(seen.text).toContain('hết ngày 10/11/2023')
  })

  it('asks by another day when one is chosen, and by no day that does not exist', async () => {
    expect((await sheet('?answerBy=2023-11-13')).text).toContain('hết ngày 13/11/2023')
    expect(await station.refused('GET', url('?answerBy=2023-02-30'))).toMatchObject({ code: 'bad-request' })
  })

  it('writes the words of the station in place of ours, and ours again when it wants', async () => {
    const set = (template: string) => station.get<UrgingSettings>('PUT', '/api/urging/settings', { template })
    expect(await station.get<UrgingSettings>('GET', '/api/urging/settings')).toMatchObject({ isOwnTemplate: false })
    expect(await set('Nhắc trước [hạn]:\n[danh sách]')).toMatchObject({ isOwnTemplate: true, set: {} })
    expect((await sheet()).text).toMatch(/^Nhắc trước 10\/11\/2023:\n- Phòng/)
    const bad = { template: 'Mời các đơn vị gửi bài' }
    expect(await station.refused('PUT', '/api/urging/settings', bad)).toMatchObject({
      code: 'template-without-list',
      status: 422,
    })
    const again = await set('')
    expect(again.isOwnTemplate).toBe(false)
    expect((await set(again.template)).isOwnTemplate).toBe(false)
    expect((await sheet()).text).toMatch(/^Kính gửi/)
  })

  it('keeps each urging with who, when, how and what was missing then, and calls for none for three days', async () => {
    const text = (await sheet()).text
    const done = await station.get<UrgingSheet>('POST', url(), { how: 'zalo', answerBy: '2023-11-10', text })
    expect(done.urgings).toMatchObject([
      {
        how: 'zalo',
        answerBy: '2023-11-10',
        text,
        urged: { by: 'Kỹ thuật viên trực', at: clock.now() },
        units: [{ itemsMissing: 1 }, { itemsMissing: 1 }],
      },
    ])
    const isDue = async () => (await station.get<Month>('GET', '/api/month')).work.some(({ work }) => work === 'urge')
    expect(await isDue()).toBe(false)
    goTo('2023-11-11')
    expect(await isDue()).toBe(true)
  })

  it('may be for some of the units, and is for nobody who is not missing', async () => {
    const [first] = (await sheet()).receipts
    const made = await station.get<UrgingSheet>('POST', url(), {
      how: 'telephone',
      answerBy: '2023-11-13',
      unitIds: [first?.unitId],
      text: 'Văn thư hẹn gửi chiều thứ Hai',
    })
    expect(made.urgings.map(({ how, units }) => [how, units.length])).toEqual([
      ['telephone', 1],
      ['zalo', 2],
    ])
    const nobody = { how: 'other', answerBy: '2023-11-13', unitIds: ['không-có'] }
    expect(await station.refused('POST', url(), nobody)).toMatchObject({
      code: 'nobody-missing',
      message: 'Không còn đơn vị nào thiếu tin, bài của tháng 11/2023.',
    })
  })

  it('writes a letter to the units that are missing, under the one letterhead of all papers', async () => {
    expect(await station.get<OfficeSettings>('GET', '/api/office')).toEqual({ letterhead: BLANK_LETTERHEAD })
    const set = await station.get<OfficeSettings>('PUT', '/api/office', { letterhead: LETTERHEAD })
    expect(set).toMatchObject({ letterhead: { above: 'UBND THÀNH PHỐ SA ĐÉC' }, set: { by: 'Kỹ thuật viên trực' } })
    const slash = { letterhead: { ...LETTERHEAD, code: 'PNV/2' } }
    expect(await station.refused('PUT', '/api/office', slash)).toMatchObject({ status: 400 })
    const { raw, headers } = await station.ask('GET', url('/paper?answerBy=2023-11-13'))
    expect(headers['content-disposition']).toContain('.docx')
    const { paragraphs, tables } = await readDocument(raw, 'cong-van.docx')
    const words = paragraphs.map(({ text }) => text).join('\n')
    for (const part of [
      'UBND THÀNH PHỐ SA ĐÉC',
      '/PNV',
      'Sa Đéc, ngày',
      'Kính gửi',
      'hết ngày 13/11/2023',
      'PHÓ TRƯỞNG PHÒNG',
    ]) {
      expect(words).toContain(part)
    }
    const { receipts } = await sheet()
    expect(tables.flat(2)).toEqual(expect.arrayContaining(receipts.map(({ unitName }) => unitName)))
  })

  it('takes what was expected and received out as a sheet', async () => {
    const { raw, headers } = await station.ask('GET', url('/xlsx'))
    expect(headers['content-disposition']).toContain('.xlsx')
    const { tabs } = await readSheet(raw, 'phan-cong.xlsx')
    const { receipts } = await sheet()
    expect(tabs[0]?.rows.slice(1).map(([, unit]) => unit)).toEqual(receipts.map(({ unitName }) => unitName))
  })

  it('has nobody to write to where the rota names no unit', async () => {
    const empty = await station.get<Programme>('POST', '/api/programmes', { preset: 'empty', name: 'Bản tin phường' })
    const paper = `/api/programmes/${empty.id}/periods/2023-11/urging/paper`
    expect(await station.refused('GET', paper)).toMatchObject({ code: 'nobody-missing', status: 409 })
    expect((await station.get<Unit[]>('GET', '/api/units')).length).toBeGreaterThan(0)
  })

  it('refuses a programme and a period that do not exist', async () => {
    expect(await station.refused('GET', '/api/programmes/không-có/periods/2023-11/urging')).toMatchObject({
      status: 404,
    })
    expect(await station.refused('GET', url('', '2023-W60'))).toMatchObject({ status: 400 })
    expect(await station.refused('GET', url('', '2022-W53'))).toMatchObject({ status: 404 })
  })
})
