import type { Render } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { recipeOf, soundsTheSame } from './recipe.ts'
import { findSources } from './store.ts'

/**
 * Says of each verified render of one edition whether the rundown as it stands now would sound the same. Nothing is said while
 * the rundown lacks a sound.
 */
export async function withCurrency(db: Db, editionId: string, renders: readonly Render[]): Promise<Render[]> {
  if (!renders.some(({ state }) => state === 'verified')) return [...renders]
  const now = await recipeOf(db, editionId)
  const recipe = now?.missing.length === 0 ? now.recipe : undefined
  if (!recipe) return [...renders]
  const told: Render[] = []
  for (const render of renders) {
    const sources = render.state === 'verified' ? await findSources(db, render.id) : undefined
    told.push(sources ? { ...render, isCurrent: soundsTheSame(recipe, sources.recipe) } : render)
  }
  return told
}
