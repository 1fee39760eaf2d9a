/** Reads recorded in the browser, chunk by chunk. */
export { registerRecordings } from './routes.ts'
