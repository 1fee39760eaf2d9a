import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVietnamese, fold } from '../../../server/vietnamese/index.ts'
import * as page from '../../../web/vietnamese.ts'

describe('Vietnamese text as it is looked for', () => {
  test.each([
    ['Ủy ban nhân dân xã Tân Phú Đông', 'uy ban nhan dan xa tan phu dong'],
    ['ĐƯỜNG DÂY NÓNG', 'duong day nong'],
    ['Ủy  ban\u00a0nhân dân'.normalize('NFD'), 'uy ban nhan dan'],
    ['văn hoá', 'van hoa'],
    ['tê\u0301 ngã', 'te nga'],
  ])('%s is found as %s', (written, typed) => {
    expect(fold(written)).toBe(typed)
  })

  test('of a text in NFC every character keeps its place', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'aăâbđeêioôơuưyẰỆỘỮỳÝ 19,.Đ'), { maxLength: 60 }), (letters) => {
        const text = letters.join('').replace(/ +/g, ' ').normalize('NFC')
        expect(fold(text)).toHaveLength(text.length)
      }),
    )
  })

  test('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

describe('the order of a Vietnamese list', () => {
  test('letters with marks follow their own letter, đ follows d, figures count', () => {
    const units = ['Đồng Tháp', 'Dĩ An', 'Ất', 'Ăn', 'An', 'Phường 10', 'Phường 2', 'Em', 'Dương']
    expect(units.toSorted(compareVietnamese)).toEqual([
      'An',
      'Ăn',
      'Ất',
      'Dĩ An',
      'Dương',
      'Đồng Tháp',
      'Em',
      'Phường 2',
      'Phường 10',
    ])
  })

  test('pages and station agree', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(page.fold(a)).toBe(fold(a))
        expect(page.compareVietnamese(a, b)).toBe(compareVietnamese(a, b))
      }),
    )
  })
})
