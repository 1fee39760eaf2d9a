/** Wards as producers: whose accounts and leaders are a ward's, what a ward's account may do, what others take up of a ward. */
export { registerGate } from './gate/index.ts'
export { listWardAccounts, listWardLeaders, wardOf } from './members/index.ts'
export { registerProducers } from './routes.ts'
