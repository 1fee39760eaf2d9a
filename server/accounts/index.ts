/** Who may come in: accounts, sessions, the gate before every route. */
export { hashPassword, isPassword } from './passwords.ts'
export { registerPeople } from './people.ts'
export { registerAccounts } from './routes.ts'
export { personOf, registerSessions } from './sessions.ts'
export { findAccount, listAccounts } from './store.ts'
