/** What listeners say, and what became of it. */
export { registerFeedback } from './routes.ts'
export { feedbackOf } from './rules.ts'
export { listRecords as listFeedback } from './store.ts'
