/** Renders: what may be assembled, the queue that does it, what it delivered; and “may this air?”. */
export { airFactsOf } from './facts.ts'
export { RenderQueue } from './queue.ts'
export { type AirFacts, type Missing, missingForAir, missingForRender, missingSentence } from './readiness.ts'
export { registerRenders } from './routes.ts'
export { findRender, findSources, listRenders, newestVerified, rendersOfMasters, type VerifiedRender } from './store.ts'
