import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { correctionWords, standardised } from '../../../../web/pages/edition/script/standard.ts'

const part = fc.constantFrom(
  'Bà',
  'con',
  'phường',
  'phường'.normalize('NFD'),
  '15',
  '1.250',
  '10:30',
  'TP.HCM',
  '"',
  '“',
  '”',
  '(',
  ')',
  ' ',
  '  ',
  '\u00a0',
  '\n',
  '\n\n\n',
  ',',
  ';',
  ':',
  '?',
  '!',
  '.',
  '...',
  '…',
  '-',
  '\u200b',
  '/QĐ-UBND',
)
const text = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''))

describe('a text put in order', () => {
  it('has the same letters and figures as before, in the same order', () => {
    const letters = (words: string) =>
      words
        .normalize('NFC')
        .match(/[\p{L}\p{N}]/gu)
        ?.join('')
    fc.assert(
      fc.property(text, (typed) => {
        expect(letters(standardised(typed).text)).toBe(letters(typed))
      }),
    )
  })

  it('is in order: a second time there is nothing left to do', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const once = standardised(typed).text
        expect(standardised(once)).toEqual({ text: once, corrections: [] })
      }),
    )
  })

  test.each([
    ['Hồ sơ  trả đúng hẹn .', 'Hồ sơ trả đúng hẹn.'],
    ['Bà con chú ý:ngày 15,phường họp', 'Bà con chú ý: ngày 15, phường họp'],
    ['xong.Bà con', 'xong. Bà con'],
    ['TP.HCM, lúc 10:30, số 1.250,5 đồng', 'TP.HCM, lúc 10:30, số 1.250,5 đồng'],
    ['gọi là "một cửa" ...', 'gọi là “một cửa”…'],
    ['màn hình 24" và 32"', 'màn hình 24" và 32"'],
    ['( trích ) “ lời ”', '(trích) “lời”'],
    ['https://dichvucong.gov.vn', 'https://dichvucong.gov.vn'],
    ['a\n\n\n\nb  ', 'a\n\nb'],
  ])('%j becomes %j', (before, after) => {
    expect(standardised(before).text).toBe(after)
  })

  it('says what was done', () => {
    expect(correctionWords(standardised('Một  hai , ba').corrections)).toBe(
      'Đã chỉnh 1 dấu cách thừa, 1 dấu cách trước dấu câu.',
    )
    expect(correctionWords([])).toBe('Đã gọn gàng, không có gì phải chỉnh.')
  })
})
