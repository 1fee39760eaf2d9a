import { describe, expect, it } from 'vitest'
import { type PresetRotaMonth, SA_DEC_2023 } from '../../../server/programmes/presets/sa-dec-2023.ts'
import { monthIn, rotaLinesOf } from '../../../server/rota/lines.ts'

const plain = (table: string[][]) => {
  const read = rotaLinesOf(table)
  return read && [...read.months].map(([month, lines]) => [month, ...lines.map(({ written }) => written)])
}

describe('a month in a cell', () => {
  it.each([
    ['Tháng 1', 1],
    ['tháng 01', 1],
    ['1', 1],
    ['12', 12],
    ['T3', 3],
    ['Tháng 3/2026', 3],
    ['tháng 3 năm 2026', 3],
    ['01/04/2026', 4],
    ['THÁNG 5', 5],
    ['Thang 6', 6],
  ])('“%s” is %i', (cell, month) => {
    expect(monthIn(cell)).toBe(month)
  })

  it('is none in other words, and one that there is not in others', () => {
    expect([monthIn(''), monthIn('Quý I'), monthIn('UBND phường 1')]).toEqual([undefined, undefined, undefined])
    expect([monthIn('Tháng 13'), monthIn('0')]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('a table with a line for each month', () => {
  it('as the plan of Sa Đéc has it gives its twelve lines as printed', () => {
    const rota: readonly PresetRotaMonth[] = SA_DEC_2023.rota
    const table = [
      ['TT', 'Tháng', 'Đơn vị'],
      ...rota.map(({ month, printed }) => [`${month}`, `Tháng ${month}`, printed]),
    ]
    expect(plain(table)).toEqual(rota.map(({ month, printed }) => [month, printed]))
  })

  it('with the names of the paper above it, cells over several lines, and several units in one cell', () => {
    expect(
      plain([
        ['UBND THÀNH PHỐ', '', ''],
        ['DANH SÁCH PHÂN CÔNG GỬI TIN, BÀI', '', ''],
        ['Tháng', 'Đơn vị', 'Số tin, bài'],
        ['1', 'UBND phường 1', '1'],
        ['', 'Phòng Nội vụ', '2'],
        ['2', 'UBND phường 2\nPhòng Kinh tế; Phòng Y tế', ''],
        ['3', '', ''],
      ]),
    ).toEqual([[1, 'UBND phường 1', 'Phòng Nội vụ'], [2, 'UBND phường 2', 'Phòng Kinh tế', 'Phòng Y tế'], [3]])
  })

  it('reads how much is owed, and says where that is no figure', () => {
    const read = rotaLinesOf([
      ['Tháng', 'Đơn vị', 'Số lượng'],
      ['1', 'UBND phường 1', '02 tin'],
      ['2', 'UBND phường 2', 'vài bài'],
    ])
    expect([...(read?.months ?? [])].map(([, [line]]) => line?.itemsOwed)).toEqual([2, 1])
    expect(read?.warnings).toEqual(['Dòng 2: số tin, bài chưa đúng nên lấy là 1.'])
  })

  it('takes each column of units, and needs no titles', () => {
    expect(
      plain([
        ['Tháng', 'Đơn vị 1', 'Đơn vị 2'],
        ['4', 'A', 'B'],
      ]),
    ).toEqual([[4, 'A', 'B']])
    expect(
      plain([
        ['Tháng 1', 'UBND phường 1'],
        ['Tháng 2', 'UBND phường 2'],
      ]),
    ).toEqual([
      [1, 'UBND phường 1'],
      [2, 'UBND phường 2'],
    ])
  })

  it('says which months it could not read, and goes on', () => {
    const read = rotaLinesOf([
      ['Tháng', 'Đơn vị'],
      ['Tháng 13', 'A'],
      ['', 'B'],
      ['Quý I', 'C'],
      ['2', 'D'],
    ])
    expect([...(read?.months.keys() ?? [])]).toEqual([2])
    expect(read?.warnings).toEqual([
      'Dòng 1: không hiểu tháng “Tháng 13” nên bỏ qua dòng này.',
      'Dòng 3: không hiểu tháng “Quý I” nên bỏ qua dòng này.',
    ])
  })
})

describe('a table with a column for each month', () => {
  it('gives each unit the months that are marked', () => {
    const read = rotaLinesOf([
      ['TT', 'Đơn vị', 'Tháng 1', 'Tháng 2', 'Tháng 3'],
      ['1', 'UBND phường 1', 'x', '', '2'],
      ['2', 'Phòng Nội vụ', '', 'X', ''],
    ])
    expect(Object.fromEntries(read?.months ?? [])).toEqual({
      1: [{ written: 'UBND phường 1', itemsOwed: 1 }],
      2: [{ written: 'Phòng Nội vụ', itemsOwed: 1 }],
      3: [{ written: 'UBND phường 1', itemsOwed: 2 }],
    })
  })
})

it('a table of something else is none', () => {
  expect(
    rotaLinesOf([
      ['Họ tên', 'Điện thoại'],
      ['Văn thư', '02773 861 000'],
    ]),
  ).toBeUndefined()
})
