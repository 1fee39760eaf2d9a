/** Where items are posted besides the air: channels, the approval to post, links, quotas and how they stand. */
export { holdsIn, listQuotas, postedWithin, quotaPeriodName, quotaSpan, standingOf } from './quotas/index.ts'
export { registerPostings } from './routes.ts'
export { quotaStandings, registerQuotas } from './standings.ts'
export { listPostings, postingsOf, subjectsOf } from './store.ts'
