/** What units send: the register, the units' own links, receipts, likeness, and where each item is placed. */
export { type ExpectedIn, expectedIn, type PlacementsIn, placementsIn } from './periods.ts'
export { placeSubmission } from './placing.ts'
export { registerIntake } from './routes.ts'
export { registerSending } from './sending.ts'
export { findSubmission, listSubmissions } from './view.ts'
