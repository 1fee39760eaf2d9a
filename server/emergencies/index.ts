/** Emergencies: ordered here, sounded by the on-air process, kept for the log. */
export { LONGEST_LIVE_MS, registerEmergencies } from './routes.ts'
export { type EmergencyRow, findEmergencies, listEmergencies } from './store.ts'
