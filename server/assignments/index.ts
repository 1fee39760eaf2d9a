/** Whose read an item is and by when, and what waits for whom. */
export { registerAssignments } from './routes.ts'
export { workOf } from './work.ts'
