import type { ApprovalMeans, LogApproval, LogAsked, LogItem, LogLine } from '../contract/index.ts'
import { compareVietnamese, hasWords } from '../vietnamese/index.ts'
import type { ItemTold, RenderTold } from './store.ts'

/** An approval of a revision, and when it was taken back. Instants are UTC ms. */
export interface ApprovalRow {
  editionId: string
  revisionId: string
  revisionNumber: number
  approver: string
  at: number
  means: ApprovalMeans
  withdrawnAt: number | undefined
}

/**
 * Who had approved what sounded when it sounded (pure): of the revision that sounded, or where it is not known which one did,
 * of the newest one that was approved by then. An approval that was taken back before counts no more; one that was taken back
 * later still stood.
 */
export function approvalAt(
  approvals: readonly ApprovalRow[],
  sounded: { editionId: string; revisionId: string | undefined; at: number },
): LogApproval | undefined {
  const standing = approvals.filter(
    ({ editionId, revisionId, at, withdrawnAt }) =>
      editionId === sounded.editionId &&
      (sounded.revisionId === undefined || revisionId === sounded.revisionId) &&
      at <= sounded.at &&
      (withdrawnAt === undefined || withdrawnAt > sounded.at),
  )
  const newest = standing.reduce<ApprovalRow | undefined>(
    (best, one) =>
      !best ||
      one.revisionNumber > best.revisionNumber ||
      (one.revisionNumber === best.revisionNumber && one.at > best.at)
        ? one
        : best,
    undefined,
  )
  if (!newest) return undefined
  const { approver, at, means, revisionNumber } = newest
  return { approver, at, means, revisionNumber }
}

/** Sounds of the library that say something: the rest is music and greetings. */
const SAYS_SOMETHING: ReadonlySet<string> = new Set(['notice', 'hotline', 'filler', 'item'])

/** What a render lets sound, in its order, each item once (pure). `readers`: by the take's id. */
export function itemsThatSounded(
  { reads, parts }: Pick<RenderTold, 'reads' | 'parts'>,
  items: readonly ItemTold[],
  readers: ReadonlyMap<string, { displayName: string }>,
): LogItem[] {
  const told = new Map<string, LogItem>()
  for (const { role, title, sha256 } of parts) {
    const read = reads.find(({ mediaSha256 }) => mediaSha256 === sha256)
    const item = read && items.find(({ itemId }) => itemId === read.itemId)
    const reader = read && readers.get(read.takeId)?.displayName
    if (read) {
      told.set(read.itemId, {
        title: item?.title ?? title,
        ...(item?.unitName !== undefined && { unitName: item.unitName }),
        ...(reader !== undefined && { reader }),
      })
    } else if (SAYS_SOMETHING.has(role)) told.set(sha256, { title })
  }
  return [...told.values()]
}

/** The lines that are asked for (pure): by time as they come, or by programme in the order of a Vietnamese list. */
export function linesAsked(lines: readonly LogLine[], asked: LogAsked): LogLine[] {
  const found = lines.filter(
    (line) =>
      (asked.programmeId === undefined || line.programmeId === asked.programmeId) &&
      (asked.outcome === undefined ||
        (asked.outcome === 'with-notes' ? line.notes.length > 0 : line.outcome === asked.outcome)) &&
      hasWords(wordsOf(line), asked.words ?? ''),
  )
  if (asked.order !== 'programme') return found
  return found.toSorted(
    (a, b) =>
      compareVietnamese(a.programmeName, b.programmeName) ||
      a.plannedAt - b.plannedAt ||
      compareVietnamese(a.editionTitle, b.editionTitle),
  )
}

function wordsOf(line: LogLine): string {
  return [
    line.programmeName,
    line.editionTitle,
    line.note,
    line.approval?.approver ?? '',
    line.orderedBy ?? '',
    ...line.readers,
    ...line.items.flatMap(({ title, unitName = '' }) => [title, unitName]),
    ...line.notes.flatMap(({ text, right = '', made }) => [text, right, made.by]),
  ].join(' ')
}

/** How long these lines sounded from loudspeakers, ms (pure): not into the null device, and not as somebody else noted it. */
export function soundedFromLoudspeakers(lines: readonly LogLine[]): number {
  return lines.reduce((sum, line) => sum + (line.deviceIsNull ? 0 : (line.soundedMs ?? 0)), 0)
}
