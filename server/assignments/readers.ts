import type { Db } from '../db/index.ts'
import { listReadTakes, type ReadTake, standingReaders } from './store.ts'

/** Who read something, as an account of the station. */
export interface Reader {
  id: string
  displayName: string
}

/**
 * Who read each of these takes. What was recorded in the studio was read by who was signed in; a file that was brought in by
 * whom its item was assigned to, and where that is nobody by who brought it; what was cut from another read by who read that.
 */
export async function readersOf(db: Db, takeIds: readonly string[]): Promise<Map<string, Reader>> {
  const takes = await originals(db, takeIds)
  const brought = [...takes.values()].filter(({ source }) => source === 'upload')
  const assigned = await standingReaders(
    db,
    brought.map(({ itemId }) => itemId),
  )
  return new Map([...takes].map(([id, take]) => [id, readerOf(take, assigned.get(take.itemId))]))
}

function readerOf({ source, bringer }: ReadTake, assigned: Reader | undefined): Reader {
  return source === 'upload' ? (assigned ?? bringer) : bringer
}

/** The takes themselves, or what they were first cut from. */
async function originals(db: Db, takeIds: readonly string[]): Promise<Map<string, ReadTake>> {
  const found = await listReadTakes(db, [...new Set(takeIds)])
  const cut = [...found].flatMap(([id, { parentTakeId }]) =>
    parentTakeId === undefined ? [] : [[id, parentTakeId] as const],
  )
  if (cut.length === 0) return found
  const parents = await originals(
    db,
    cut.map(([, parentId]) => parentId),
  )
  for (const [id, parentId] of cut) {
    const parent = parents.get(parentId)
    if (parent) found.set(id, parent)
  }
  return found
}
