import { asRunOf } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { listOutside } from '../outside/index.ts'
import { findSources, newestVerified, type RenderSources, rendersOfMasters } from '../renders/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { listTold, revisionsOf } from './store.ts'

/** One time that an edition was heard, whole and by listeners. */
export interface Play {
  editionId: string
  /** UTC ms: when it began. */
  at: number
  /** Aired by other means, as somebody noted with a proof. */
  isOutside: boolean
  /** The items of its script whose reads sounded. */
  itemIds: ReadonlySet<string>
  /** The sounds that it was made of, by hash: reads, tunes, spots, beds. */
  sounds: ReadonlySet<string>
  /** Whose words it was; undefined: nobody noted. */
  revisionId: string | undefined
  /** The reads that sounded; none of what was aired by other means without a render. */
  reads: readonly { itemId: string; takeId: string }[]
}

type Contents = Pick<Play, 'itemIds' | 'sounds' | 'revisionId' | 'reads'>

/**
 * What was heard whole, the oldest first, of all editions or of some. What sounded into the null device was heard by nobody,
 * and what sounded in part may have left out the very thing that is counted: neither is a play. Of an airing outside the
 * system the newest render tells what it was made of, or else the approved script.
 */
export async function listPlays(db: Db, editionIds?: readonly string[]): Promise<Play[]> {
  const inside = await playsInside(db, editionIds)
  const outside = await playsOutside(db, editionIds)
  return [...inside, ...outside].sort((a, b) => a.at - b.at)
}

async function playsInside(db: Db, editionIds: readonly string[] | undefined): Promise<Play[]> {
  const heard = (await listTold(db, editionIds)).flatMap(({ airingId, editionId, events }) => {
    const { outcome, startedAt, masterSha256, device } = asRunOf(airingId, events)
    if (outcome !== 'aired' || startedAt === undefined || masterSha256 === undefined || device?.isNull) return []
    return [{ editionId, at: startedAt, masterSha256 }]
  })
  const renders = await rendersOfMasters(db, [...new Set(heard.map(({ masterSha256 }) => masterSha256))])
  const revisions = await revisionsOf(
    db,
    [...renders.values()].map(({ id }) => id),
  )
  const made = new Map<string, Contents>()
  for (const [masterSha256, { id }] of renders) {
    const sources = await findSources(db, id)
    if (sources) made.set(masterSha256, contentsOf(sources, revisions.get(id)))
  }
  return heard.flatMap(({ editionId, at, masterSha256 }) => {
    const contents = made.get(masterSha256)
    return contents ? [{ editionId, at, isOutside: false, ...contents }] : []
  })
}

async function playsOutside(db: Db, editionIds: readonly string[] | undefined): Promise<Play[]> {
  const all = await listOutside(db, { from: 0, to: Number.MAX_SAFE_INTEGER })
  const wanted = editionIds && new Set(editionIds)
  const rows = wanted ? all.filter(({ editionId }) => wanted.has(editionId)) : all
  const made = new Map<string, Contents>()
  for (const editionId of new Set(rows.map((row) => row.editionId))) {
    const render = await newestVerified(db, editionId)
    made.set(editionId, render ? contentsOf(render.sources, render.revisionId) : await approvedItems(db, editionId))
  }
  return rows.flatMap(({ editionId, startsAt }) => {
    const contents = made.get(editionId)
    return contents ? [{ editionId, at: startsAt, isOutside: true, ...contents }] : []
  })
}

function contentsOf({ reads, recipe }: RenderSources, revisionId: string | undefined): Contents {
  return {
    itemIds: new Set(reads.map(({ itemId }) => itemId)),
    sounds: new Set([...recipe.parts, ...recipe.beds].map(({ sha256 }) => sha256)),
    revisionId,
    reads: reads.map(({ itemId, takeId }) => ({ itemId, takeId })),
  }
}

async function approvedItems(db: Db, editionId: string): Promise<Contents> {
  const approved = (await listRevisions(db, editionId)).find(({ approval }) => approval)
  const revision = approved && (await findRevision(db, approved.id))
  return {
    itemIds: new Set(revision?.items.map(({ itemId }) => itemId)),
    sounds: new Set(),
    revisionId: approved?.id,
    reads: [],
  }
}
