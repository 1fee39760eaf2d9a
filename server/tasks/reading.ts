import { columnsOf, type Table, textIn } from '../tables/index.ts'
import { fold } from '../vietnamese/index.ts'

/** A task as a table writes it. */
export interface TaskLine {
  section: string
  content: string
  form: string
  time: string
  unitText: string
  helperText: string
}

const COLUMNS = {
  helper: ['phoi hop', 'don vi phoi hop', 'co quan phoi hop'],
  time: ['thoi gian', 'thoi han', 'tien do', 'han', 'han hoan thanh', 'thang'],
  form: ['hinh thuc', 'cach thuc', 'san pham', 'phuong thuc'],
  content: ['noi dung', 'nhiem vu', 'cong viec', 'ten nhiem vu', 'noi dung cong viec'],
  unit: ['don vi', 'chu tri', 'co quan', 'don vi thuc hien', 'don vi chu tri', 'phan cong', 'nguoi thuc hien'],
  number: ['tt', 'stt', 'so tt'],
} as const

/**
 * Reads tasks out of a table (pure), such as the “Phụ lục” and “Danh mục” of plans: columns by their titles. A line with a roman
 * figure or a letter for its number, or with nothing but words for its content, is a heading for those below; a line without
 * content goes on with the one above. Undefined where no column is of contents.
 */
export function taskLinesOf(table: Table): TaskLine[] | undefined {
  const found = columnsOf(table, COLUMNS, ['content'])
  if (!found || found.of.time.length + found.of.unit.length + found.of.form.length === 0) return undefined
  const { of, rows } = found
  const tasks: TaskLine[] = []
  let section = ''
  for (const cells of rows) {
    const line: TaskLine = {
      section,
      content: tidy(textIn(cells, of.content)),
      form: tidy(textIn(cells, of.form)),
      time: tidy(textIn(cells, of.time)),
      unitText: tidy(textIn(cells, of.unit)),
      helperText: tidy(textIn(cells, of.helper)),
    }
    const number = textIn(cells, of.number)
    const heading = headingIn(cells, line, number, of.number.length > 0)
    if (heading !== undefined) section = heading
    else if (line.content !== '' && !isColumnNumbers(cells)) tasks.push({ ...line, section })
    else if (line.content === '') goOn(tasks, line)
  }
  return tasks
}

/** The name of the list (pure): the line with “Danh mục” or “Phụ lục”, and what goes on from it in capitals. */
export function titleIn(lines: readonly string[]): string | undefined {
  const at = lines.findIndex((line) => /^(danh muc|phu luc|bang phan cong|ke hoach)\b/.test(fold(line).trim()))
  const first = lines[at]
  if (first === undefined) return undefined
  const next = lines[at + 1] ?? ''
  const goesOn =
    next.trim().split(/\s+/).length >= 3 &&
    next.length < 200 &&
    !/^[([]|kem theo/i.test(fold(next)) &&
    isInCapitals(next)
  return tidy([first, ...(goesOn ? [next] : [])].join(' '))
    .replace(/\n/g, ' ')
    .slice(0, 300)
}

/** The year that a list is for (pure): “năm 2024” in its title or near it. */
export function yearIn(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const year = /\bnam\s+(20\d{2})\b/.exec(fold(line))?.[1]
    if (year !== undefined) return Number(year)
  }
  return undefined
}

const ROMAN_OR_LETTER = /^(?:[IVX]{1,5}|[A-ZĐ])[.)]?$/u

function headingIn(
  cells: readonly string[],
  { content, form, time, unitText, helperText }: TaskLine,
  number: string,
  hasNumbers: boolean,
): string | undefined {
  const written = [...new Set(cells.map((cell) => tidy(cell)).filter((cell) => cell !== '' && cell !== number))]
  const isAlone = written.length === 1 || (form === '' && time === '' && unitText === '' && helperText === '')
  if (!isAlone) return undefined
  const words = content !== '' ? content : (written[0] ?? '')
  if (!/\p{L}{2}/u.test(words)) return undefined
  // A title over all columns repeats itself in each of them where cells are joined.
  const isSpread = written.length === 1 && cells.filter((cell) => tidy(cell) === words).length > 1
  const isNumbered = ROMAN_OR_LETTER.test(number)
  const isBare = hasNumbers && number === '' && isInCapitals(words)
  return isNumbered || isSpread || isBare ? words.replace(/\n/g, ' ').slice(0, 500) : undefined
}

/** “(1) (2) (3)” below the titles. */
function isColumnNumbers(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell.trim() !== '').every((cell) => /^\(?\d{1,2}\)?$/.test(cell.trim()))
}

function goOn(tasks: TaskLine[], line: TaskLine): void {
  const last = tasks.at(-1)
  if (!last) return
  const joined = (one: string, other: string) => (one === other ? one : [one, other].filter(Boolean).join('\n'))
  tasks[tasks.length - 1] = {
    ...last,
    form: joined(last.form, line.form),
    time: joined(last.time, line.time),
    unitText: joined(last.unitText, line.unitText),
    helperText: joined(last.helperText, line.helperText),
  }
}

function isInCapitals(text: string): boolean {
  return text === text.toLocaleUpperCase('vi') && /\p{L}/u.test(text)
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}
