import { toUnicode } from '../encodings/index.ts'
import { squared } from './sheet.ts'

/**
 * Cells copied from Excel, or from a table of Word, as rows of equal length: tabs part cells, line ends part rows, a cell with a
 * line end, a tab or a quote in it stands in quotes, its own quotes doubled. Text in NFC, an old encoding converted; empty rows at
 * the end are left out.
 */
export function readPasted(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    const { cell, end } = cellAt(text, at)
    rows.at(-1)?.push(cell)
    if (text[end] === '\t') {
      at = end + 1
      // A tab at the very end leaves an empty last cell.
      if (at >= text.length) rows.at(-1)?.push('')
    } else {
      at = end + (text.startsWith('\r\n', end) ? 2 : 1)
      if (at < text.length) rows.push([])
    }
  }
  const { texts } = toUnicode(rows.flat())
  let next = 0
  return squared(rows.map((row) => row.map(() => tidyCell(texts[next++] ?? ''))))
}

/** A cell as it is kept: no blanks around it, no no-break spaces, line ends \n. */
export function tidyCell(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\ufeff\u200b\u00ad]/g, '')
    .replace(/[\u00a0\u202f\t ]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

function cellAt(text: string, start: number): { cell: string; end: number } {
  if (text[start] === '"') {
    const close = closingQuote(text, start + 1)
    if (close !== undefined) return { cell: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
  }
  let end = start
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { cell: text.slice(start, end), end }
}

/** Where the quoted cell ends; undefined when the quote was only a quote (“"Một cửa" là gì”). */
function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at += 1
      continue
    }
    const after = text[at + 1]
    return after === undefined || after === '\t' || after === '\n' || after === '\r' ? at : undefined
  }
  return undefined
}
