/** What units send: the register, the units' own links, receipts, likeness, and where each item is placed. */
export { listSubmissions } from './list.ts'
export { expectedIn, placementsIn } from './periods.ts'
export { placeSubmission } from './placing.ts'
export { enterSubmission } from './register.ts'
export { registerIntake } from './routes.ts'
export { registerSending } from './sending.ts'
export { standsFor } from './turns.ts'
export { findSubmission } from './view.ts'
