/** The review meeting: what is chosen for an edition, in which order, and what was said of it. */
export { registerReview } from './routes.ts'
export type { Decision } from './rules.ts'
export { findEditionOf, findMinutes, type Origin, originsOfItems } from './store.ts'
export { decisionsIn, reviewCounts } from './table.ts'
