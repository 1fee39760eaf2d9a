import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digitWords, fractionWords, ordinalWords, romanValue, wholeWords } from '../../../server/speech/numerals.ts'

describe('whole numbers', () => {
  test.each([
    ['0', 'không'],
    ['00', 'không'],
    ['1', 'một'],
    ['02', 'hai'],
    ['4', 'bốn'],
    ['5', 'năm'],
    ['10', 'mười'],
    ['11', 'mười một'],
    ['14', 'mười bốn'],
    ['15', 'mười lăm'],
    ['20', 'hai mươi'],
    ['21', 'hai mươi mốt'],
    ['24', 'hai mươi tư'],
    ['25', 'hai mươi lăm'],
    ['55', 'năm mươi lăm'],
    ['100', 'một trăm'],
    ['101', 'một trăm linh một'],
    ['105', 'một trăm linh năm'],
    ['110', 'một trăm mười'],
    ['115', 'một trăm mười lăm'],
    ['121', 'một trăm hai mươi mốt'],
    ['1000', 'một nghìn'],
    ['1005', 'một nghìn không trăm linh năm'],
    ['1050', 'một nghìn không trăm năm mươi'],
    ['1100', 'một nghìn một trăm'],
    ['1975', 'một nghìn chín trăm bảy mươi lăm'],
    ['2000', 'hai nghìn'],
    ['2026', 'hai nghìn không trăm hai mươi sáu'],
    ['10000', 'mười nghìn'],
    ['100021', 'một trăm nghìn không trăm hai mươi mốt'],
    ['1000000', 'một triệu'],
    ['1000005', 'một triệu không trăm linh năm'],
    ['1250000', 'một triệu hai trăm năm mươi nghìn'],
    ['1005000', 'một triệu không trăm linh năm nghìn'],
    ['1000000000', 'một tỷ'],
    ['12500000000', 'mười hai tỷ năm trăm triệu'],
    ['1000000000000', 'một nghìn tỷ'],
  ])('%s', (digits, said) => {
    expect(wholeWords(digits)).toBe(said)
  })

  test('say the same value again', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), (value) => {
        expect(readBack(wholeWords(String(value)))).toBe(value)
      }),
      { numRuns: 2_000 },
    )
  })

  test('of more digits than an amount has are said digit by digit', () => {
    expect(wholeWords('1234567890123456')).toBe(digitWords('1234567890123456'))
  })
})

test('decimals: two digits are a number, others are said one by one', () => {
  expect(fractionWords('5')).toBe('năm')
  expect(fractionWords('25')).toBe('hai mươi lăm')
  expect(fractionWords('05')).toBe('không năm')
  expect(fractionWords('125')).toBe('một hai năm')
})

test('ordinals have a first and a fourth of their own', () => {
  expect([1, 2, 3, 4, 5, 14].map((value) => ordinalWords(value))).toEqual([
    'nhất',
    'hai',
    'ba',
    'tư',
    'năm',
    'mười bốn',
  ])
})

test('Roman numerals up to thirty-nine, and nothing else', () => {
  expect(['I', 'II', 'IV', 'V', 'IX', 'XIV', 'XIX', 'XXI', 'XXXIX'].map(romanValue)).toEqual([
    1, 2, 4, 5, 9, 14, 19, 21, 39,
  ])
  expect(['', 'IIII', 'VX', 'IC', 'ABC', 'XXXX'].map(romanValue)).toEqual(Array(6).fill(undefined))
})

/** Reads the words back, knowing nothing of how they were made. */
function readBack(words: string): number {
  const ones: Record<string, number> = {
    không: 0,
    một: 1,
    mốt: 1,
    hai: 2,
    ba: 3,
    bốn: 4,
    tư: 4,
    năm: 5,
    lăm: 5,
    sáu: 6,
    bảy: 7,
    tám: 8,
    chín: 9,
  }
  let total = 0
  let group = 0
  let last = 0
  for (const word of words.split(' ')) {
    if (word === 'triệu' || word === 'nghìn') {
      total += (group + last) * (word === 'triệu' ? 1_000_000 : 1_000)
      group = 0
      last = 0
    } else if (word === 'trăm') {
      group += last * 100
      last = 0
    } else if (word === 'mươi') {
      group += last * 10
      last = 0
    } else if (word === 'mười') group += 10
    else if (word !== 'linh') last = ones[word] ?? Number.NaN
  }
  return total + group + last
}
