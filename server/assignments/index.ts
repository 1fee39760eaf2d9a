/** Whose read an item is and by when, and what waits for whom. */
export { type Reader, readersOf } from './readers.ts'
export { registerAssignments } from './routes.ts'
export { workOf } from './work.ts'
