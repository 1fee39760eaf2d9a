/** Which accounts and leaders are a ward's; the station's own are in no list. */
export { registerMembers } from './routes.ts'
export { listWardAccounts, listWardLeaders, type Ward, wardOf, wardOfLeader } from './store.ts'
