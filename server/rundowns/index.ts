/** Rundowns: in which order, with which reads and over which beds an edition sounds. */
export { type AssembledRundown, assembledRundown } from './assembled.ts'
export { fitOf } from './fit.ts'
export { registerRundowns } from './routes.ts'
