import { describe, expect, it } from 'vitest'
import { columnsOf, readPastedTables, textIn } from '../../../server/tables/index.ts'

const WORDS = {
  helper: ['phoi hop', 'don vi phoi hop'],
  unit: ['don vi', 'chu tri'],
  content: ['noi dung'],
} as const

describe('the columns of a table', () => {
  it('are known by the words over them, with or without marks, whatever stands above', () => {
    const found = columnsOf(
      [['PHỤ LỤC'], ['TT', 'NỘI DUNG CÔNG VIỆC', 'Don vi phoi hop', 'Đơn vị chủ trì'], ['1', 'a', 'b', 'c']],
      WORDS,
      ['content'],
    )
    expect(found).toEqual({ of: { helper: [2], unit: [3], content: [1] }, rows: [['1', 'a', 'b', 'c']] })
  })

  it('may have their titles over two rows', () => {
    const found = columnsOf(
      [
        ['TT', 'Nội dung', 'Đơn vị thực hiện', ''],
        ['', '', 'Chủ trì', 'Phối hợp'],
        ['1', 'a', 'b', 'c'],
      ],
      WORDS,
      ['content'],
    )
    expect(found).toEqual({ of: { helper: [3], unit: [2], content: [1] }, rows: [['1', 'a', 'b', 'c']] })
  })

  it('are not found in sentences that happen to hold a word of theirs', () => {
    const sentence =
      'Căn cứ nội dung tại Danh mục ban hành kèm theo Kế hoạch này, các đơn vị chủ động xây dựng kế hoạch'
    expect(columnsOf([[sentence]], WORDS, ['content'])).toBeUndefined()
  })

  it('give the text of a row, one under another', () => {
    expect(textIn(['a', ' ', ' b '], [0, 1, 2])).toBe('a\nb')
  })
})

it('nothing pasted is told as such', () => {
  expect(() => readPastedTables(' \n\t\n')).toThrow(expect.objectContaining({ code: 'nothing-to-read' }))
})
