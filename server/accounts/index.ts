/** Who may come in: accounts, sessions, the gate before every route. */
export { registerAccounts } from './routes.ts'
export { personOf, registerSessions } from './sessions.ts'
