/** The leaders who approve: who they are, the telephones they approve with, and how they prove that it is they. */
export { addressOf, PHONE_PATH, phoneOf } from './gate.ts'
export { LeaderKeys } from './keys/index.ts'
export { registerLeaders } from './routes.ts'
export { listCurrentLeaders, type Phone } from './store.ts'
export { leaderOf } from './words.ts'
