/** Figures from facts: headlines and tables, each number with the rows it was counted from. */
export { allRows, type Compared, rowsOfKey, shownFigures } from './compare.ts'
export type { Counted, CountedSheet, CountedTable } from './counted.ts'
export { type PlannedDays, plannedDays } from './plan.ts'
export { type SheetAsked, sheetOf } from './sheet.ts'
