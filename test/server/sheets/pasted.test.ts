import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPasted } from '../../../server/sheets/index.ts'
import { toTcvn3 } from '../encodings/encoders.ts'

describe('cells pasted from Excel', () => {
  it('come as rows of equal length', () => {
    expect(readPasted('Tháng\tĐơn vị\r\n1\tPhường 1\r\n2\r\n')).toEqual([
      ['Tháng', 'Đơn vị'],
      ['1', 'Phường 1'],
      ['2', ''],
    ])
  })

  it('keep line ends, tabs and quotes that stand in quotes', () => {
    expect(readPasted('"Dòng một\nDòng ""hai"""\tB\n"C\tD"\tE')).toEqual([
      ['Dòng một\nDòng "hai"', 'B'],
      ['C D', 'E'],
    ])
  })

  it('take a quote in a plain text as it is', () => {
    expect(readPasted('"Một cửa" là gì?\tB\n"chưa đóng\tC')).toEqual([
      ['"Một cửa" là gì?', 'B'],
      ['"chưa đóng', 'C'],
    ])
  })

  it('are tidied: composed, without no-break spaces, empty rows and columns at the end', () => {
    expect(readPasted(`\u00a0Phường 1 \t\t\n\n${'Sa Đéc'.normalize('NFD')}\t\n\t\t\n\n`)).toEqual([
      ['Phường 1'],
      [''],
      ['Sa Đéc'],
    ])
    expect(readPasted('')).toEqual([])
    expect(readPasted('một ô')).toEqual([['một ô']])
    expect(readPasted('\tB')).toEqual([['', 'B']])
  })

  it('of an old encoding come in Unicode', () => {
    const rows = ['phòng nội vụ thành phố\tquý một', 'văn phòng ủy ban\tquý bốn']
    expect(readPasted(rows.map(toTcvn3).join('\n'))).toEqual(rows.map((row) => row.split('\t')))
  })

  it('come back as Excel had them, whatever is in them', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ă', '1', ' ', '"', '\n', '\t', '.'), maxLength: 6 })
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      )
    fc.assert(
      fc.property(table, (rows) => {
        const copied = rows.map((row) => row.map(quoted).join('\t')).join('\r\n')
        const read = readPasted(copied)
        const wanted = rows.map((row) =>
          row.map((text) =>
            text
              .replace(/[\t ]+/g, ' ')
              .replace(/ ?\n ?/g, '\n')
              .trim(),
          ),
        )
        expect(read.map((row) => row.join('|').replace(/\|+$/, ''))).toEqual(
          wanted
            .slice(0, wanted.findLastIndex((row) => row.some(Boolean)) + 1)
            .map((row) => row.join('|').replace(/\|+$/, '')),
        )
      }),
    )
  })
})

/** As Excel copies a cell. */
function quoted(text: string): string {
  return /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
