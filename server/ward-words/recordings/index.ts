/** Recordings that wards send, and what comparing them with the edition finds. */
export { WardRecordings } from './desk.ts'
export { listRecordings, type RecordingSent } from './store.ts'
