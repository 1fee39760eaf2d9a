/** What is looked at before every airing, and what is red until it is dealt with. */
export { Preflights } from './preflights.ts'
export { registerPreflight } from './routes.ts'
export { realProbes, type StationProbes } from './station-look.ts'
