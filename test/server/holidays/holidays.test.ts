import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Holiday, HolidaysRead } from '../../../server/contract/index.ts'
import { knownHolidays } from '../../../server/holidays/known.ts'
import { daysIn } from '../../../server/holidays/reading.ts'
import { formOf, TestStation } from '../../builders.ts'

describe('the holidays that the program knows', () => {
  test('are those of the law; Tết lies about its first day', () => {
    expect([...knownHolidays(2027).keys()]).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-02-09',
      '2027-04-16',
      '2027-04-30',
      '2027-05-01',
      '2027-09-02',
    ])
    expect(knownHolidays(2027).get('2027-02-06')).toBe('Tết Nguyên đán (mùng 1)')
  })

  test('without a lunar calendar of a year are those of the sun', () => {
    expect(knownHolidays(2050).size).toBe(4)
  })
})

describe('a table of holidays', () => {
  test('is read by the titles over its columns, a stretch as its days', () => {
    expect(
      daysIn([
        ['LỊCH NGHỈ TẾT'],
        ['Từ ngày', 'Đến ngày', 'Dịp'],
        ['05/02/2027', '07/02/2027', 'Tết Đinh Mùi'],
        ['30/4/2027', '', 'Ngày Chiến thắng'],
      ]),
    ).toEqual({
      days: [
        { date: '2027-02-05', name: 'Tết Đinh Mùi' },
        { date: '2027-02-06', name: 'Tết Đinh Mùi' },
        { date: '2027-02-07', name: 'Tết Đinh Mùi' },
        { date: '2027-04-30', name: 'Ngày Chiến thắng' },
      ],
      warnings: [],
    })
  })

  test('without titles is read by what looks like a date; what says no day is named', () => {
    const { days, warnings } = daysIn([
      ['Nghỉ bù Quốc khánh', '01-09-2027'],
      ['Chưa rõ', '31/02/2027'],
      ['Quá dài', '01/01/2027', '01/12/2027'],
    ])
    expect(days).toEqual([{ date: '2027-09-01', name: 'Nghỉ bù Quốc khánh' }])
    expect(warnings).toEqual([expect.stringContaining('Dòng 2'), expect.stringContaining('Dòng 3')])
  })
})

describe('the holidays of a station', () => {
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station?.close())
  const of = (year: number) => station.get<Holiday[]>('GET', `/api/holidays?year=${year}`)

  test('are set, taken away and named by whom; what was known stays where nobody said anything', async () => {
    const day = { date: '2027-09-03', name: 'Nghỉ bù Quốc khánh' }
    await station.get('PUT', '/api/holidays', { days: [day, { date: '2027-09-02', name: null }] })
    const days = await of(2027)
    expect(days.find(({ date }) => date === day.date)).toMatchObject({ ...day, set: { by: expect.any(String) } })
    expect(days.map(({ date }) => date)).not.toContain('2027-09-02')
    expect(days.find(({ date }) => date === '2027-01-01')).toEqual({ date: '2027-01-01', name: 'Tết Dương lịch' })
    await station.get('PUT', '/api/holidays', { days: [{ date: '2027-09-02', name: 'Quốc khánh' }] })
    expect((await of(2027)).map(({ date }) => date)).toContain('2027-09-02')
  })

  test('are read from what was pasted and from a sheet written by the station itself, and kept only when taken', async () => {
    const pasted = await station.get<HolidaysRead>('POST', '/api/holidays/paste', {
      text: 'Ngày\tTên ngày nghỉ\n10/10/2028\tNghỉ riêng của đài',
    })
    expect(pasted).toEqual({ days: [{ date: '2028-10-10', name: 'Nghỉ riêng của đài' }], warnings: [] })
    expect((await of(2028)).map(({ date }) => date)).not.toContain('2028-10-10')
    const sheet = await station.ask('GET', '/api/holidays/xlsx?year=2027')
    const read = await station.get<HolidaysRead>('POST', '/api/holidays/import', formOf(sheet.raw, 'nghi.xlsx'))
    expect(read.days.map(({ date }) => date)).toEqual((await of(2027)).map(({ date }) => date))
  })

  test('refuse a day that does not exist, and keep nothing of it', async () => {
    const days = [{ date: '2027-02-30', name: 'Sai' }]
    expect((await station.refused('PUT', '/api/holidays', { days })).code).toBe('no-such-date')
  })
})
