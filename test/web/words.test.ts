import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bytesWords,
  countSyllables,
  dayWithYear,
  dbtpWords,
  dueWords,
  figure,
  gainWords,
  leftWords,
  lengthClock,
  lengthWords,
  lufsWords,
  momentWords,
  monthWords,
  nearDayInside,
  nearDayWords,
  positionClock,
  readClock,
  readingMs,
  readLength,
  readNumber,
  readTime,
  slotWords,
  spanWords,
  timeWithSeconds,
  typedFigure,
} from '../../web/words.ts'

describe('the words of the pages', () => {
  test('name an airing as people at a station do', () => {
    expect(slotWords('2025-11-18', '05:15')).toBe('05:15 Thứ Ba 18/11')
    expect(dayWithYear('2026-11-22')).toBe('Chủ Nhật, 22/11/2026')
    expect(monthWords('2026-02')).toBe('tháng 2/2026')
    expect(spanWords('2026-11-01', '2026-11-10')).toBe('01 – 10/11')
    expect(spanWords('2026-11-28', '2026-12-05')).toBe('28/11 – 05/12')
    expect(spanWords('2026-11-20', '2026-11-20')).toBe('20/11')
  })

  test('show instants on the station’s clock whatever the machine’s zone', () => {
    const fiveFifteen = Date.UTC(2026, 10, 17, 22, 15, 7)
    expect(timeWithSeconds(fiveFifteen)).toBe('05:15:07')
    expect(momentWords(fiveFifteen)).toBe('05:15 ngày 18/11/2026')
  })

  test('count down in words and never promise too little', () => {
    expect(leftWords(200_000)).toBe('còn 3 phút 20 giây')
    expect(leftWords(199_001)).toBe('còn 3 phút 20 giây')
    expect(leftWords(1)).toBe('còn 1 giây')
    expect(leftWords(0)).toBe('đến giờ')
    const due = (date: string) => dueWords(date, '2026-11-30')
    expect(['2026-11-28', '2026-11-30', '2026-12-01', '2026-12-03'].map(due)).toEqual([
      'quá hạn 2 ngày',
      'hôm nay',
      'ngày mai',
      'còn 3 ngày',
    ])
    expect(leftWords(3_600_000)).toBe('còn 1 giờ')
  })

  test('say lengths in at most two units', () => {
    expect(lengthWords(0)).toBe('0 giây')
    expect(lengthWords(45_400)).toBe('45 giây')
    expect(lengthWords(125 * 60_000)).toBe('2 giờ 5 phút')
    expect(lengthWords(100 * 3_600_000)).toBe('4 ngày 4 giờ')
    expect(lengthClock(200_900)).toBe('3:21')
    expect(lengthWords(200_900)).toBe('3 phút 21 giây')
    expect(positionClock(200_900)).toBe('3:20')
    expect(lengthClock(3_800_000)).toBe('1:03:20')
  })

  test('write levels with a true minus and a decimal comma', () => {
    expect(lufsWords(-23)).toBe('−23,0 LUFS')
    expect(dbtpWords(-1.24)).toBe('−1,2 dBTP')
    expect(lufsWords(undefined)).toBe('chưa rõ')
    expect(gainWords(3.21)).toBe('+3,2 dB')
    expect(gainWords(-0.04)).toBe('0,0 dB')
    expect(figure(1234567.5, 1)).toBe('1.234.567,5')
  })

  test('write sizes as disks are sold', () => {
    expect(bytesWords(840)).toBe('840 byte')
    expect(bytesWords(12_400_000)).toBe('12,4 MB')
    expect(bytesWords(4_000_000_000)).toBe('4,0 GB')
    expect(bytesWords(999_960)).toBe('1,0 MB')
  })

  test('call near days by their names', () => {
    expect(nearDayWords('2026-11-18', '2026-11-18')).toBe('Hôm nay')
    expect(nearDayWords('2026-12-01', '2026-11-30')).toBe('Ngày mai')
    expect(nearDayWords('2026-11-20', '2026-11-18')).toBe('Thứ Sáu 20/11')
    expect(nearDayInside('2026-11-19', '2026-11-18')).toBe('ngày mai')
    expect(nearDayInside('2026-11-20', '2026-11-18')).toBe('Thứ Sáu 20/11')
  })

  test('count syllables alike in every Unicode form', () => {
    const text = 'Bộ phận Một cửa phường 2, trả kết quả trong 24 giờ.'
    expect(countSyllables(text)).toBe(12)
    expect(countSyllables(text.normalize('NFD'))).toBe(12)
    expect(readingMs(233)).toBe(60_000)
  })

  test('read times as people type them', () => {
    for (const typed of ['5h15', '05:15', '5:15', '0515', '515', '5 giờ 15', '5H15', ' 05.15 '])
      expect(readTime(typed)).toBe('05:15')
    expect(readTime('5h')).toBe('05:00')
    expect(readTime('17')).toBe('17:00')
    expect(readTime('24:00')).toBeUndefined()
    expect(readTime('5h75')).toBeUndefined()
    expect(readTime('sáng')).toBeUndefined()
    expect(readTime('')).toBeUndefined()
  })

  test('read the start of a recording with or without its seconds', () => {
    for (const typed of ['04:58:30', '4:58:30', '4h58:30', '4 giờ 58 phút 30'])
      expect(readClock(typed)).toBe('04:58:30')
    expect(readClock('4h58')).toBe('04:58:00')
    expect(readClock('04:58:75')).toBeUndefined()
    expect(readClock('chưa rõ')).toBeUndefined()
    expect(readClock('')).toBeUndefined()
  })

  test('a longer length is never said as a shorter one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (ms) => {
        expect(lengthWords(ms)).not.toMatch(/^0 (?!giây)|-|NaN|undefined/)
        expect(lengthWords(ms).split(' ').length).toBeLessThanOrEqual(4)
      }),
    )
  })
})

describe('what people type', () => {
  test('numbers come with a comma or a point and any minus', () => {
    expect(['0,4', '0.4', ' 12 ', '+3,5', '-1,5', '−23', '–2', '-0', ',5'].map(readNumber)).toEqual([
      0.4, 0.4, 12, 3.5, -1.5, -23, -2, 0, 0.5,
    ])
    for (const none of ['', ',', '1,', '1,2,3', 'abc', '1 giây', '--1', '12345678'])
      expect(readNumber(none)).toBeUndefined()
  })

  test('in its field a number has no more decimals than it needs', () => {
    expect([
      typedFigure(1.5, 2),
      typedFigure(-2, 1),
      typedFigure(-0.001, 1),
      typedFigure(10, 0),
      typedFigure(1200, 1),
    ]).toEqual(['1,5', '−2', '0', '10', '1200'])
  })

  test('every figure that is shown is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), (tenths) => {
        fc.pre(Math.abs(tenths) < 10_000)
        expect(readNumber(figure(tenths / 10, 1).replaceAll('.', ''))).toBeCloseTo(tenths / 10)
      }),
    )
  })

  test('lengths are minutes and seconds in many spellings', () => {
    const read = [
      '28:00',
      '1:02:30',
      '90:00',
      "28'30",
      '28 phút',
      '28 phút 30 giây',
      '28p30',
      '45 giây',
      '1 giờ 5 phút',
      '0:45',
    ]
    expect(read.map((typed) => (readLength(typed) ?? Number.NaN) / 1000)).toEqual([
      1680, 3750, 5400, 1710, 1680, 1710, 1710, 45, 3900, 45,
    ])
    for (const none of ['', '28', '28:60', '1:60:00', 'abc', '28:', ':30', '1:2:3', '5 phút 75 giây'])
      expect(readLength(none)).toBeUndefined()
  })

  test('every length that is shown is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 35_999 }), (seconds) => {
        expect(readLength(lengthClock(seconds * 1000))).toBe(seconds * 1000)
      }),
    )
  })
})
