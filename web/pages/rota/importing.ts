/** What a person makes of a rota that was read: choices for lines that were not certain, and the rota that comes of it. Pure. */
import type { RotaImportMonth, RotaImportPreview, RotaLines, RotaSet } from '../../../server/contract/index.ts'

/** For a line that is not certain: a unit's id, or that it is a new one. */
export const NEW = 'mới'

/** By month and place: what was chosen. */
export type Choices = Readonly<Record<string, string>>

export const lineKey = (month: number, place: number) => `${month} ${place}`

/** The choices of all months but one. */
export function withoutMonth(choices: Choices, month: number): Choices {
  return Object.fromEntries(Object.entries(choices).filter(([key]) => !key.startsWith(`${month} `)))
}

/** How many lines still want a decision. */
export function undecided({ months }: RotaImportPreview, choices: Choices): number {
  return months
    .flatMap(({ month, written }) => written.map((line, place) => ({ line, choice: choices[lineKey(month, place)] })))
    .filter(({ line, choice }) => line.unit === undefined && !choice).length
}

/** The months that differ from what stands there: those that are to be set. */
export function monthsToSet({ months }: RotaImportPreview, choices: Choices): RotaSet['months'] {
  return months
    .filter(({ isChanged }) => isChanged)
    .map(({ month, written }) => ({
      month,
      places: written.map(({ unit, written: name, itemsOwed }, place) => {
        const choice = choices[lineKey(month, place)]
        if (unit) return { unitId: unit.unitId, itemsOwed }
        return choice === NEW ? { newName: name, itemsOwed } : { unitId: choice ?? '', learned: name, itemsOwed }
      }),
    }))
}

/** The lines as they stand, with those of one month written anew, to be read again. */
export function linesToRead({ months }: RotaImportPreview, year: number, month: number, text: string): RotaLines {
  return {
    year,
    months: months.map((one) => ({
      month: one.month,
      lines:
        one.month === month
          ? newLines(one, text)
          : one.written.map(({ written, itemsOwed }) => ({ written, itemsOwed })),
    })),
  }
}

/** A line that was there keeps its number of items. */
function newLines({ written }: RotaImportMonth, text: string): { written: string; itemsOwed: number }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({ written: line, itemsOwed: written.find((one) => one.written === line)?.itemsOwed ?? 1 }))
}
