import type { Recipe } from '../assembly/index.ts'
import { AudioError } from '../errors.ts'
import { type PartIo, type PartSource, type PartStore, type ReadyPart, untreated } from '../parts/index.ts'

/** The sounds of a recipe, each in its order, made ready. */
export interface ReadyMix {
  parts: ReadyPart[]
  beds: ReadyPart[]
}

/**
 * Makes all sounds of a recipe ready, or finds them ready. What sounds more than once is made once. Rejects with the
 * AudioError of the first that cannot be used (details carry its `title` and `sha256`), after the others have stopped.
 * The caller holds a lease of the store as long as the files are read.
 */
export async function readyMix(recipe: Recipe, store: PartStore, io: PartIo): Promise<ReadyMix> {
  const sources: PartSource[] = [
    ...recipe.parts.map(({ sha256, title, keep, treatment }) => ({ sha256, title, keep, treatment })),
    ...recipe.beds.map(({ sha256, title }) => ({ sha256, title, keep: [], treatment: untreated })),
  ]
  const keys = sources.map(({ title: _title, ...makes }) => JSON.stringify(makes))
  const distinct = new Map(keys.map((key, index) => [key, sources[index]]))
  const done = new Map<string, number>()
  const tell = (key: string, fraction: number): void => {
    done.set(key, fraction)
    io.onProgress?.([...done.values()].reduce((sum, part) => sum + part, 0) / distinct.size)
  }
  const stop = new AbortController()
  const signal = AbortSignal.any([io.signal, stop.signal])
  const ready = new Map<string, ReadyPart>()
  const settled = await Promise.allSettled(
    [...distinct].map(async ([key, source]) => {
      if (source === undefined) return
      try {
        ready.set(key, await store.ready(source, { ...io, signal, onProgress: (fraction) => tell(key, fraction) }))
        tell(key, 1)
      } catch (error) {
        if (!signal.aborted) stop.abort(error)
        throw error
      }
    }),
  )
  if (stop.signal.aborted) throw stop.signal.reason
  const failed = settled.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  const all = keys.map((key, index) => {
    const part = ready.get(key)
    if (part === undefined) throw new AudioError('decode-failed', { title: sources[index]?.title })
    return part
  })
  return { parts: all.slice(0, recipe.parts.length), beds: all.slice(recipe.parts.length) }
}
