/** Renders: what may be assembled, the queue that does it, what it delivered; and “may this air?”. */
export { withCurrency } from './currency.ts'
export { airFactsOf, missingForRender } from './facts.ts'
export { openPartStore } from './part-store.ts'
export { RenderQueue } from './queue.ts'
export { type AirFacts, type Missing, missingForAir, missingSentence } from './readiness.ts'
export { type EditionRecipe, recipeOf, soundKeyOf } from './recipe.ts'
export { registerRenders } from './routes.ts'
export { currentShare } from './share.ts'
export {
  findRender,
  findSheet,
  findSources,
  listRenders,
  newestVerified,
  type RenderSources,
  rendersOfMasters,
  type VerifiedRender,
} from './store.ts'
