/** Wards × editions: what was sent, taken, confirmed, proven, and who is silent. */
export { registerMatrix } from './routes.ts'
export { cellOf, countsOf } from './rules.ts'
export { type MatrixAsked, matrixOf } from './view.ts'
