/** The door of what keeps the two processes alive. */
export { pagesAreOld } from './pages.ts'
export { stopOnSignals } from './signals.ts'
export { type StationParts, type Supervised, superviseStation } from './station.ts'
