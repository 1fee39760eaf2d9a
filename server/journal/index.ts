/** The on-air journal in the database. */
export { JournalReader } from './reader.ts'
export { type AiringEvent, listEvents } from './store.ts'
