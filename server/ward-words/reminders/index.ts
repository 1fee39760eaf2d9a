/** Whom to remind of what, with the words to do it with. */
export { editionsToRemind } from './due.ts'
export { registerReminders } from './routes.ts'
