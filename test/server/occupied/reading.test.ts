import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OccupiedRead } from '../../../server/contract/index.ts'
import { slotsIn } from '../../../server/occupied/reading.ts'
import { occupiedTab } from '../../../server/occupied/sheet.ts'
import { readSheet, writeSheet } from '../../../server/sheets/index.ts'
import { formOf, TestStation } from '../../builders.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

describe('a table of slots that belong to others', () => {
  test('is read by the titles over its columns, dates where it has them', () => {
    expect(
      slotsIn([
        ['LỊCH TIẾP ÂM NĂM 2027'],
        ['Nội dung', 'Từ giờ', 'Đến giờ', 'Thứ', 'Từ ngày', 'Đến ngày'],
        ['Thời sự VOV', '18:00', '18:30', '', '', ''],
        ['Đài tỉnh', '5h15', '6h', 'T2, T4, CN', '01/01/2027', '31/12/2027'],
      ]),
    ).toEqual({
      slots: [
        { title: 'Thời sự VOV', weekdays: EVERY_DAY, from: '18:00', until: '18:30' },
        {
          title: 'Đài tỉnh',
          weekdays: [1, 3, 7],
          from: '05:15',
          until: '06:00',
          firstDate: '2027-01-01',
          lastDate: '2027-12-31',
        },
      ],
      warnings: [],
    })
  })

  test('is read again from the sheet that the station wrote', () => {
    const kept = [
      { title: 'Thời sự VOV', weekdays: EVERY_DAY, from: '18:00', until: '23:59' },
      { title: 'Đài tỉnh', weekdays: [1, 3, 7], from: '05:15', until: '06:00' },
    ]
    const made = { by: 'Kỹ thuật viên', at: 0 }
    const tab = occupiedTab(kept.map((slot, place) => ({ ...slot, id: String(place), made })))
    const written = [
      tab.columns.map(({ title }) => title),
      ...tab.rows.map((row) => row.map((cell) => String(cell ?? ''))),
    ]
    expect(slotsIn(written)).toEqual({ slots: kept, warnings: [] })
  })

  test('may hold both times in one cell and weekdays as a stretch, in words or figures', () => {
    const rows = [
      ['Tên', 'Khung giờ', 'Thứ'],
      ['a', '5h30–6h', 'Thứ Hai đến Thứ Sáu'],
      ['b', '17 giờ 15 đến 18 giờ', 'T2-T7'],
      ['c', '22:00 - 24:00', 'Chủ nhật'],
      ['d', '11h - 11h30', 'hằng ngày'],
    ]
    expect(slotsIn(rows).slots).toEqual([
      { title: 'a', weekdays: [1, 2, 3, 4, 5], from: '05:30', until: '06:00' },
      { title: 'b', weekdays: [1, 2, 3, 4, 5, 6], from: '17:15', until: '18:00' },
      { title: 'c', weekdays: [7], from: '22:00', until: '23:59' },
      { title: 'd', weekdays: EVERY_DAY, from: '11:00', until: '11:30' },
    ])
  })

  test('names the rows that cannot be read and keeps the others', () => {
    const { slots, warnings } = slotsIn([
      ['Tên', 'Từ giờ', 'Đến giờ', 'Thứ', 'Từ ngày'],
      ['đúng', '05:00', '05:30', '', ''],
      ['ngược', '06:00', '05:30', '', ''],
      ['thứ lạ', '05:00', '05:30', 'lúc rảnh', ''],
      ['ngày lạ', '05:00', '05:30', '', '31/02/2027'],
    ])
    expect(slots.map(({ title }) => title)).toEqual(['đúng'])
    expect(warnings).toEqual([
      expect.stringContaining('ngược'),
      expect.stringContaining('thứ lạ'),
      expect.stringContaining('ngày lạ'),
    ])
  })

  test('without a column of times says what it needs', () => {
    expect(slotsIn([['một', 'hai']])).toEqual({ slots: [], warnings: [expect.stringContaining('cột giờ')] })
  })
})

describe('slots of a station', () => {
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station?.close())

  test('are read from a sheet, kept only when taken, and not offered twice', async () => {
    const columns = ['Tên', 'Từ giờ', 'Đến giờ'].map((title) => ({ title, width: 20, kind: 'text' as const }))
    const sheet = await writeSheet([{ name: 'Tiếp âm', columns, rows: [['Thời sự VOV', '18:00', '18:30']] }])
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const read = () => station.get<OccupiedRead>('POST', '/api/occupied/import', formOf(sheet, 'tiep-am.xlsx', type))
    const slot = { title: 'Thời sự VOV', weekdays: EVERY_DAY, from: '18:00', until: '18:30' }
    expect(await read()).toEqual({ slots: [slot], knownCount: 0, warnings: [] })
    expect(await station.get('GET', '/api/occupied')).toEqual([])
    await station.get('POST', '/api/occupied', slot)
    expect(await read()).toEqual({ slots: [], knownCount: 1, warnings: [] })
  })

  test('are read from what was pasted', async () => {
    const text = 'Tên\tTừ giờ\tĐến giờ\nĐài tỉnh\t17:00\t17:30\nĐài tỉnh\t17:00\t17:30'
    const { slots, knownCount } = await station.get<OccupiedRead>('POST', '/api/occupied/paste', { text })
    expect(slots).toHaveLength(1)
    expect(knownCount).toBe(1)
  })

  test('are had as a sheet by the hour or by name, narrowed to words and a weekday', async () => {
    for (const slot of [
      { title: 'Đài tỉnh', weekdays: [1, 3], from: '05:15', until: '06:00' },
      { title: 'Ấp văn hoá', weekdays: [3], from: '19:00', until: '19:30' },
    ])
      await station.get('POST', '/api/occupied', slot)
    const titles = async (query: Record<string, string>) => {
      const { raw } = await station.ask('GET', `/api/occupied/xlsx?${new URLSearchParams(query)}`)
      return ((await readSheet(raw, 'khung-gio.xlsx')).tabs[0]?.rows ?? []).slice(1).map(([title]) => title)
    }
    expect(await titles({})).toEqual(['Đài tỉnh', 'Thời sự VOV', 'Ấp văn hoá'])
    expect(await titles({ order: 'title' })).toEqual(['Ấp văn hoá', 'Đài tỉnh', 'Thời sự VOV'])
    expect(await titles({ weekday: '3', words: 'van  hoa' })).toEqual(['Ấp văn hoá'])
    expect(await titles({ weekday: '7' })).toEqual(['Thời sự VOV'])
    expect((await station.refused('GET', '/api/occupied/xlsx?weekday=8')).status).toBe(400)
  })
})
