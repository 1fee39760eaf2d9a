/** Where items are posted besides the air: channels, the approval to post, links, quotas and how they stand. */
export { registerPostings } from './routes.ts'
export { quotaStandings, registerQuotas } from './standings.ts'
export { postingsOf } from './store.ts'
