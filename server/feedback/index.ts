/** What listeners say, and what became of it. */
export { registerFeedback } from './routes.ts'
