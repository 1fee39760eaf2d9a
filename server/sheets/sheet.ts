import type { CalendarDate } from '../../schedules/index.ts'

/** undefined: the cell is left empty. */
export type Cell = string | number | undefined

/**
 * How the cells of a column are written: `text` stays text whatever it looks like (telephone numbers, “001”); `number` is a
 * number, `dong` one with marks between thousands; `date` takes a `YYYY-MM-DD` and `instant` UTC milliseconds, both become real
 * dates of Excel, dd/MM/yyyy, the latter with the hour in the station's zone. What does not fit its column is written as text.
 */
export interface SheetColumn {
  title: string
  /** In characters of the standard font. */
  width: number
  kind: 'text' | 'number' | 'dong' | 'date' | 'instant'
}

/** One tab of a workbook: the titles in bold on its first line, which stays in sight. */
export interface Tab {
  /** Excel takes 31 characters without \ / ? * [ ] and :, no two alike; what is beyond is cut or replaced. */
  name: string
  columns: SheetColumn[]
  rows: Cell[][]
}

/** A tab as read: every cell as text, rows of equal length, empty rows at the end left out. */
export interface TabRead {
  name: string
  rows: string[][]
}

export interface SheetRead {
  tabs: TabRead[]
  /** Vietnamese sentences: an old encoding that was converted. */
  warnings: string[]
}

const MS_A_DAY = 86_400_000
/** 01/01/1970 in Excel, which counts days from 30/12/1899. */
const SERIAL_OF_1970 = 25_569
const LONGEST_NAME = 31

/** A date as Excel counts it. */
export function daySerial(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MS_A_DAY + SERIAL_OF_1970
}

/** Names of tabs as Excel takes them: short enough, without its signs, no two alike whatever their case. */
export function tabNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name, place) => {
    const plain =
      name
        .normalize('NFC')
        .replace(/[\\/?*[\]:\p{Cc}]+/gu, '-')
        .replace(/^'+|'+$/g, '')
        .trim() || `Trang ${place + 1}`
    let fitting = plain.slice(0, LONGEST_NAME)
    for (let number = 2; taken.has(fitting.toLowerCase()); number++)
      fitting = `${plain.slice(0, LONGEST_NAME - ` (${number})`.length)} (${number})`
    taken.add(fitting.toLowerCase())
    return fitting
  })
}

/** Rows of equal length, without empty rows at the end. */
export function squared(rows: readonly (readonly string[])[]): string[][] {
  const last = rows.findLastIndex((row) => row.some((cell) => cell !== ''))
  const kept = rows.slice(0, last + 1)
  const width = kept.reduce((most, row) => Math.max(most, row.findLastIndex((cell) => cell !== '') + 1), 0)
  return kept.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''))
}
