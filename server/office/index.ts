/** The office: one letterhead for all papers of the station, and the day with which its periods are closed. */
export { BLANK_LETTERHEAD, headOf, signerOf, symbolOf } from './letterhead.ts'
export { registerOffice } from './routes.ts'
export { findOffice } from './store.ts'
