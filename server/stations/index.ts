/** Ward stations: secret links, editions to take, downloads on record. */
export { registerStations } from './routes.ts'
export { listWardStations, wardsReached } from './store.ts'
