import type { FigureChange, FigureUnit, ReportFigures } from '../contract/index.ts'

/** One number of a report, and how it is called. */
interface Told {
  title: string
  unit: FigureUnit
  value: number | undefined
}

/** A hundredth is beyond what any report prints: sums of minutes may differ by less in the last places. */
const LEAST_CHANGE = 0.005

/** All numbers of a report by the names of their rows; the headline's words for one that stands in both. */
function numbersOf({ headlines, tables }: ReportFigures): Map<string, Told> {
  const numbers = new Map<string, Told>()
  for (const { title, unit, figure } of headlines) numbers.set(figure.rowsKey, { title, unit, value: figure.value })
  for (const table of tables) {
    for (const line of table.lines) {
      for (const [place, figure] of line.figures.entries()) {
        const column = table.columns[place]
        if (!column || numbers.has(figure.rowsKey)) continue
        const title = `${table.title}: ${line.title}, ${lowered(column.title)}`
        numbers.set(figure.rowsKey, { title, unit: column.unit, value: figure.value })
      }
    }
  }
  return numbers
}

/** What a table can say at all: a newer version of the program counts more, and that is no change of what was reported. */
function namesOf({ headlines, tables }: ReportFigures): Set<string> {
  return new Set([
    ...headlines.map(({ key }) => `headline ${key}`),
    ...tables.flatMap(({ key, columns }) => columns.map((column) => `${key} ${column.key}`)),
  ])
}

/** Only what both can say. */
function narrowed(figures: ReportFigures, names: ReadonlySet<string>): ReportFigures {
  return {
    ...figures,
    headlines: figures.headlines.filter(({ key }) => names.has(`headline ${key}`)),
    tables: figures.tables.map((table) => {
      const kept = table.columns.map(({ key }) => names.has(`${table.key} ${key}`))
      return {
        ...table,
        columns: table.columns.filter((_, place) => kept[place]),
        lines: table.lines.map((line) => ({ ...line, figures: line.figures.filter((_, place) => kept[place]) })),
      }
    }),
  }
}

/**
 * What is counted otherwise now than a report told it (pure), in the order of the report. `toldSince`: corrections of it that later
 * reports have told already, the oldest first; what they told is what counts as told. A line that was added with nothing in it is no
 * change; figures that only one of the two programs knew are not compared.
 */
export function changesSince(
  told: ReportFigures,
  now: ReportFigures,
  toldSince: readonly (readonly FigureChange[])[] = [],
): FigureChange[] {
  const [before, after] = [numbersOf(narrowed(told, namesOf(now))), numbersOf(narrowed(now, namesOf(told)))]
  for (const { rowsKey, title, unit, now: value } of toldSince.flat()) {
    const known = before.get(rowsKey)
    before.set(rowsKey, { title: known?.title ?? title, unit: known?.unit ?? unit, value })
  }
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((rowsKey): FigureChange[] => {
    const [was, is] = [before.get(rowsKey), after.get(rowsKey)]
    const named = was ?? is
    if (!named || isSame(was?.value, is?.value)) return []
    return [
      {
        title: named.title,
        unit: named.unit,
        rowsKey,
        ...(was?.value !== undefined && { told: was.value }),
        ...(is?.value !== undefined && { now: is.value }),
      },
    ]
  })
}

/** A reader of a correction takes “not known” and “none” for the same. */
function isSame(was: number | undefined, is: number | undefined): boolean {
  if (was === undefined || is === undefined) return (was ?? 0) === (is ?? 0)
  return Math.abs(was - is) < LEAST_CHANGE
}

function lowered(words: string): string {
  return `${words.charAt(0).toLocaleLowerCase('vi')}${words.slice(1)}`
}
