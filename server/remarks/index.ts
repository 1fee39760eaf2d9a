/** What is said of the items of a script while it is edited. */
export { registerRemarks } from './routes.ts'
export { listItemRemarks } from './store.ts'
