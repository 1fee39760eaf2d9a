export type { RenderPhase, RenderProgress } from './progress.ts'
export { minPartMs } from './read-parts.ts'
export {
  type PartRole,
  type ProgrammeTags,
  planRecipe,
  type Recipe,
  type RecipeSettings,
  type Rundown,
  type RundownSlot,
} from './recipe.ts'
export {
  type Levelled,
  type RenderIo,
  render,
  renderMaster,
} from './render.ts'
export type { Rendered, RenderedFile, RenderedPart } from './rendered.ts'
