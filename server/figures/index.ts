/** Figures: what is counted for reports, and the rows behind every number. */
export { countFigures, countWithRows, type FigureDeps, rowsBehind } from './asked.ts'
export { readScope, readSpan, scopeCode, spanCode } from './codes.ts'
export { UnitLines } from './facts/index.ts'
export { type PackedRows, packRows, unpackRows } from './packed-rows.ts'
export { registerFigures } from './routes.ts'
export { type Days, daysOfMonth, daysOfSpan, monthOfDate, spanBefore, titleOfSpan } from './spans.ts'
