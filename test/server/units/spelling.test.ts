import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBare, keysOf, looseKeysOf, tidyName } from '../../../server/units/spelling.ts'

const meet = (one: string, other: string) => keysOf(one).some((key) => keysOf(other).includes(key))
const SYLLABLES = ['Phòng', 'Văn', 'hóa', 'thuý', 'Quy', 'Đông', 'uỷ', 'An', 'Hòa', 'giáo', 'dục', '10', 'Thể', 'thao']
const name = fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 7 }).map((words) => words.join(' '))

describe('two ways of writing a name are the same name', () => {
  it.each([
    ['UBND Phường 1', 'UBND phường 1'],
    ['UBND phường An Hòa', 'UBND phường An Hoà'],
    ['Phòng Văn hóa và Thông tin', 'phòng Văn hoá - Thông tin'],
    ['Phòng Văn hóa và Thông tin', 'Phòng VH-TT'],
    ['Phòng Văn hóa và Thông tin', 'P. VHTT'],
    ['Văn phòng HĐND và UBND', 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân'],
    ['Văn phòng HĐND và UBND', 'VP.HĐND-UBND'],
    ['Phòng Lao động - Thương binh và Xã hội', 'Phòng LĐ-TB&XH'],
    ['Phòng Tài nguyên và Môi trường', 'Phòng TN&MT'],
    ['Phòng Tài chính - Kế hoạch', 'P.TC-KH'],
    ['Phòng Giáo dục và Đào tạo', 'Phòng GD & ĐT'],
    ['UBND phường 3', 'UBND P.3'],
    ['UBND phường 03', 'UBND phường 3'],
    ['Ủy ban nhân dân xã Tân Quý Tây', 'UBND xã Tân Quí Tây'],
    ['Phòng Quản lý đô thị', 'phòng Quản lí đô thị'],
    ['UBND thành phố Sa Đéc', 'UBND TP. Sa Đéc'],
    ['  1.  UBND  phường 2 ;', 'UBND phường 2'],
    ['- Thanh tra Thành phố.', 'Thanh tra thành phố'],
  ])('%s = %s', (one, other) => {
    expect(meet(one, other)).toBe(true)
  })

  it.each([
    ['UBND phường 1', 'UBND phường 2'],
    ['UBND phường 1', 'UBND phường 10'],
    ['UBND xã Tân Quy Đông', 'UBND xã Tân Quy Tây'],
    ['Phòng Nội vụ', 'Phòng Tư pháp'],
    ['UBND phường Tân Phú', 'UBND xã Tân Phú'],
    ['Phòng Y tế', 'Trung tâm Y tế'],
  ])('%s is not %s', (one, other) => {
    expect(meet(one, other)).toBe(false)
  })

  it('whatever the letters are composed of, their size, and the kind of space between them', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('NFC', 'NFD', 'NFKC'), fc.boolean(), (text, form, isLoud) => {
        const other = (isLoud ? text.toLocaleUpperCase('vi') : text).normalize(form).replaceAll(' ', '\u00a0 ')
        expect(meet(text, other)).toBe(true)
      }),
    )
  })

  it('with whatever stands between two parts of it', () => {
    const joint = fc.constantFrom(' và ', ' - ', ' & ', ' – ', '-', ' ')
    fc.assert(
      fc.property(name, name, joint, joint, (one, other, first, second) => {
        expect(meet(`${one}${first}${other}`, `${one}${second}${other}`)).toBe(true)
      }),
    )
  })

  it('and is never read for ever, however doubtful', () => {
    expect(keysOf('p '.repeat(150)).length).toBeLessThanOrEqual(16)
  })
})

describe('a name', () => {
  it('is tidied the same once and twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 40 }), name), (text) => {
        expect(tidyName(tidyName(text))).toBe(tidyName(text))
        expect(tidyName(text)).toBe(tidyName(text).normalize('NFC'))
      }),
    )
  })

  it('loosely, is known without its town and without “UBND” before a ward', () => {
    expect(looseKeysOf('Phòng Nội vụ thành phố Sa Đéc')).toEqual(looseKeysOf('Phòng Nội vụ'))
    expect(looseKeysOf('UBND phường 1 thành phố Sa Đéc')).toEqual(looseKeysOf('Phường 1'))
    expect(looseKeysOf('UBND thành phố Sa Đéc')).not.toEqual(looseKeysOf('UBND'))
  })

  it('is bare when it was typed without any mark', () => {
    expect([isBare('UBND phuong An Hoa'), isBare('UBND phường An Hoa'), isBare('Đa Kao')]).toEqual([true, false, false])
  })
})
