export type { RenderPhase, RenderProgress } from './progress.ts'
export {
  type KeptRange,
  type PartRole,
  type ProgrammeTags,
  planRecipe,
  type Recipe,
  type RecipeBed,
  type RecipePart,
  type RecipeSettings,
  type RecipeVersion1,
  type Rundown,
  type RundownBed,
  type RundownSlot,
  readRecipe,
} from './recipe.ts'
export {
  type Levelled,
  type RenderIo,
  render,
  renderOnly,
} from './render.ts'
export type { Rendered, RenderedFile, RenderedPart } from './rendered.ts'
