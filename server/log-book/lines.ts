import { setImmediate } from 'node:timers/promises'
import { asRunBetween } from '../airings/index.ts'
import { readersOf } from '../assignments/index.ts'
import type { AsRun, LogItem, LogLine } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { approvalAt, itemsThatSounded } from './rules.ts'
import {
  itemsOf,
  listApprovalsOf,
  listNotes,
  listRendersOf,
  newestRendersOf,
  outsideProofsOf,
  programmesOf,
  type RenderTold,
} from './store.ts'

/** So much is gathered at a time: between two stretches everybody else is answered. */
const STRETCH_MS = 31 * 86_400_000

/**
 * The log of what was aired within [from, to), UTC ms: each line of the as-run log with what sounded, who had approved it, who
 * read it, and what was added to the line since. In the order of the planned instants.
 */
export async function logBetween(db: Db, from: number, to: number, now: number): Promise<LogLine[]> {
  const lines: LogLine[] = []
  for (let start = from; start < to; start += STRETCH_MS) {
    if (start > from) await setImmediate()
    lines.push(...(await stretch(db, await asRunBetween(db, start, Math.min(to, start + STRETCH_MS), now))))
  }
  return lines
}

async function stretch(db: Db, told: readonly AsRun[]): Promise<LogLine[]> {
  const editionIds = [...new Set(told.flatMap(({ editionId }) => (editionId === '' ? [] : [editionId])))]
  const sounded = await listRendersOf(
    db,
    told.flatMap(({ masterSha256 }) => masterSha256 ?? []),
  )
  const outside = told.filter(({ outcome }) => outcome === 'outside')
  const newest = await newestRendersOf(
    db,
    outside.map(({ editionId }) => editionId),
  )
  const renders = [...sounded, ...newest.values()]
  const items = await itemsOf(
    db,
    renders.map(({ revisionId }) => revisionId),
  )
  const readers = await readersOf(
    db,
    renders.flatMap(({ reads }) => reads.map(({ takeId }) => takeId)),
  )
  const approvals = await listApprovalsOf(db, [...editionIds, ...renders.map(({ editionId }) => editionId)])
  const programmes = await programmesOf(db, editionIds)
  const proofs = await outsideProofsOf(
    db,
    outside.map(({ airingId }) => airingId),
  )
  const notes = await listNotes(
    db,
    told.map(({ airingId }) => airingId),
  )
  const contents = new Map(
    renders.map((render) => [render.id, itemsThatSounded(render, items.get(render.revisionId) ?? [], readers)]),
  )
  const renderOf = (line: AsRun) =>
    line.outcome === 'outside' ? newest.get(line.editionId) : renderThatSounded(line, sounded)
  return told.map((line): LogLine => {
    const render = renderOf(line)
    const programmeId = programmes.get(line.editionId)
    const approval = approvalAt(approvals, {
      // What sounded in the place of an edition was approved as what it is.
      editionId: render?.editionId ?? line.editionId,
      revisionId: render?.revisionId,
      // What was aired by other means is entered later, its approval with it: the one that stands now, with its own date.
      at: line.outcome === 'outside' ? Number.MAX_SAFE_INTEGER : (line.startedAt ?? line.plannedAt),
    })
    const outsideProof = proofs.get(line.airingId)
    const said = render ? (contents.get(render.id) ?? []) : []
    return {
      ...line,
      items: said,
      readers: readersIn(said),
      notes: notes.get(line.airingId) ?? [],
      ...(programmeId !== undefined && { programmeId }),
      ...(approval && { approval }),
      ...(render && { renderId: render.id }),
      ...(outsideProof && { outsideProof }),
    }
  })
}

/** Two renders may have delivered the same bytes: the edition's own is meant. */
function renderThatSounded(line: AsRun, renders: readonly RenderTold[]): RenderTold | undefined {
  if (line.masterSha256 === undefined) return undefined
  const same = renders.filter(({ masterSha256 }) => masterSha256 === line.masterSha256)
  return same.find(({ editionId }) => editionId === line.editionId) ?? same[0]
}

function readersIn(items: readonly LogItem[]): string[] {
  return [...new Set(items.flatMap(({ reader }) => reader ?? []))]
}
