import { fold } from '../vietnamese/index.ts'
import type { Table } from './read.ts'

/** By which words the title of a column is known, without marks and in small letters; the surest first. */
export type ColumnWords<Key extends string> = Readonly<Record<Key, readonly string[]>>

export interface Columns<Key extends string> {
  /** The columns of each kind, from the left: a table may have several of one. */
  of: Readonly<Record<Key, readonly number[]>>
  /** The rows below the titles. */
  rows: Table
}

/** How far down titles are looked for: above them stand the names of the paper and of its issuer. */
const TITLES_WITHIN_ROWS = 15

/**
 * Finds which column of a table is which by the titles over them (pure): of the rows that have all the `needed` ones the first
 * with the most kinds, for the name of a paper may hold a word of theirs as well; with a second row of titles below it where
 * there is one. A title belongs to the kind whose word it is, else whose word it begins with, else to the first whose word is
 * in it. Undefined: there is no such row.
 */
export function columnsOf<Key extends string>(
  table: Table,
  words: ColumnWords<Key>,
  needed: readonly NoInfer<Key>[],
): Columns<Key> | undefined {
  const keys = Object.keys(words) as Key[]
  const titled = table.slice(0, TITLES_WITHIN_ROWS).flatMap((cells, place) => {
    const kinds = cells.map((cell) => kindOf(cell, words))
    const of = Object.fromEntries(
      keys.map((key) => [key, kinds.flatMap((kind, column) => (kind === key ? [column] : []))]),
    ) as Record<Key, number[]>
    return needed.every((key) => of[key].length > 0) ? [{ of, rows: table.slice(place + 1) }] : []
  })
  const kindsIn = ({ of }: Columns<Key>) => keys.filter((key) => of[key].length > 0).length
  const [found] = titled.toSorted((a, b) => kindsIn(b) - kindsIn(a))
  return found && withSecondTitles(found, words)
}

/** Titles over two rows (“Đơn vị thực hiện” over “Chủ trì” and “Phối hợp”): the lower ones count for their columns. */
function withSecondTitles<Key extends string>(found: Columns<Key>, words: ColumnWords<Key>): Columns<Key> {
  const [below = [], ...rows] = found.rows
  const written = below.flatMap((cell, column) => (cell.trim() === '' ? [] : [{ column, kind: kindOf(cell, words) }]))
  if (written.length === 0 || written.some(({ kind }) => kind === undefined)) return found
  const columns = written.map(({ column }) => column)
  const of = Object.fromEntries(
    (Object.keys(words) as Key[]).map((key) => [
      key,
      [
        ...found.of[key].filter((column) => !columns.includes(column)),
        ...written.filter(({ kind }) => kind === key).map(({ column }) => column),
      ].toSorted((a, b) => a - b),
    ]),
  ) as Record<Key, number[]>
  return { of, rows }
}

/** The text of a row in the columns of a kind, one under another; empty cells left out. */
export function textIn(cells: readonly string[], columns: readonly number[]): string {
  return columns
    .map((column) => (cells[column] ?? '').normalize('NFC').trim())
    .filter((text) => text !== '')
    .join('\n')
}

/** A title is a few words: a sentence that happens to hold one of them is none. */
const LONGEST_TITLE = 60

function kindOf<Key extends string>(cell: string, words: ColumnWords<Key>): Key | undefined {
  const title = fold(cell).trim()
  if (title === '' || title.length > LONGEST_TITLE) return undefined
  const kinds = Object.keys(words) as Key[]
  const isTitled = (test: (word: string) => boolean) => kinds.find((key) => words[key].some(test))
  return (
    isTitled((word) => title === word) ??
    isTitled((word) => title.startsWith(`${word} `)) ??
    isTitled((word) => ` ${title.replace(/[^a-z0-9]+/g, ' ')} `.includes(` ${word} `))
  )
}
