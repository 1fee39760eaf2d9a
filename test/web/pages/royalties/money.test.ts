import { describe, expect, it } from 'vitest'
import { dongWords, rateWords, readCoefficient, readDong, typedAmount } from '../../../../web/pages/royalties/money.ts'
import { periodChoices } from '../../../../web/pages/royalties/periods.ts'

describe('amounts', () => {
  it('are read as people write them, and nothing else is', () => {
    for (const typed of ['50000', '50.000', '50 000', '50.000 đ', '50.000đồng', ' 50.000 VND ']) {
      expect(readDong(typed), typed).toBe(50_000)
    }
    expect(readDong('1.250.000')).toBe(1_250_000)
    for (const typed of ['', 'đ', '50,5', '5.00', '1.2500', '-5', 'năm mươi nghìn']) {
      expect(readDong(typed), typed).toBeUndefined()
    }
  })

  it('are written with points between thousands, and read back as they were', () => {
    expect(dongWords(1_250_000)).toBe('1.250.000 đồng')
    expect(dongWords(0)).toBe('0 đồng')
    expect(dongWords(undefined)).toBe('–')
    for (const amount of [0, 7, 999, 1000, 50_000, 1_234_567]) {
      expect(readDong(typedAmount({ amount, measure: 'dong' }))).toBe(amount)
    }
    for (const amount of [0.3, 1, 12.25, 0.0015]) {
      expect(readCoefficient(typedAmount({ amount, measure: 'coefficient' }))).toBe(amount)
    }
  })

  it('say what they are for', () => {
    expect(rateWords({ amount: 50_000, measure: 'dong', basis: 'each' }, 'author')).toBe('50.000 đồng mỗi tác phẩm')
    expect(rateWords({ amount: 0.3, measure: 'coefficient', basis: 'each' }, 'reader')).toBe('hệ số 0,3 mỗi lượt đọc')
    expect(rateWords({ amount: 12.5, measure: 'dong', basis: 'word' }, 'author')).toBe('12,5 đồng mỗi chữ')
  })
})

describe('the periods of the ledger', () => {
  it('are offered from the newest, and what is shown is always among them', () => {
    const [months, quarters, years] = periodChoices('2026-11', '2019-03')
    expect(months?.periods.slice(0, 2)).toEqual([
      { period: '2026-12', words: 'Tháng 12/2026' },
      { period: '2026-11', words: 'Tháng 11/2026' },
    ])
    expect(months?.periods.at(-1)?.period).toBe('2019-03')
    expect(quarters?.periods[0]).toEqual({ period: '2026-Q4', words: 'Quý IV/2026' })
    expect(years?.periods[0]).toEqual({ period: '2026', words: 'Năm 2026' })
    expect(periodChoices('2026-12', '2027-01')[1]?.periods[0]?.period).toBe('2027-Q1')
  })
})
