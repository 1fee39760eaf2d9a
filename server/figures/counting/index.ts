/** Counting, in a thread of its own. */
export { type CountAnswer, type CountAsked, Counter } from './count.ts'
export { CountingThread } from './thread.ts'
