import type { CalendarDate } from '../../schedules/index.ts'
import type { MyRead, ReadAssignment, ReadState, ScriptItem, Signed, Take } from '../contract/index.ts'
import { isInUse, mayBeUsed } from '../takes/index.ts'

/** One decision on whose read an item is; without a reader it is nobody's. */
export interface Assignment {
  itemId: string
  reader: { id: string; displayName: string } | undefined
  dueOn: CalendarDate | undefined
  assigned: Signed
}

type Item = Pick<ScriptItem, 'itemId' | 'title' | 'textHash'>
type Read = Pick<Take, 'itemId' | 'textHash' | 'choice' | 'listening'>

/**
 * What counts of all decisions that were taken on an edition's items, in whichever revision (pure): the newest of each item.
 * An item keeps its id through all revisions, so its reader and its day go with it until somebody changes them.
 */
export function standingAssignments(decisions: readonly Assignment[]): Map<string, Assignment> {
  const standing = new Map<string, Assignment>()
  for (const decision of decisions) {
    const known = standing.get(decision.itemId)
    if (!known || decision.assigned.at > known.assigned.at) standing.set(decision.itemId, decision)
  }
  return standing
}

/**
 * How far a read is (pure). A read of the words as they stand, in use: done, whoever made it. A day that is over is overdue
 * only while the words are approved: before that nobody is late, for the words may still change.
 */
export function readStateOf(facts: {
  hasReader: boolean
  dueOn: CalendarDate | undefined
  isRead: boolean
  isApproved: boolean
  today: CalendarDate
}): ReadState {
  if (facts.isRead) return 'read'
  if (!facts.hasReader) return 'unassigned'
  return facts.isApproved && facts.dueOn !== undefined && facts.dueOn < facts.today ? 'overdue' : 'assigned'
}

/** What is known of an edition when it is asked whose its reads are. */
export interface EditionReads {
  items: readonly Item[]
  isApproved: boolean
  takes: readonly Read[]
  decisions: readonly Assignment[]
  today: CalendarDate
}

/** Whose read each item of the newest revision is (pure). */
export function assignmentsOf({ items, isApproved, takes, decisions, today }: EditionReads): ReadAssignment[] {
  const standing = standingAssignments(decisions)
  return items.map(({ itemId, title, textHash }, place) => {
    const { reader, dueOn, assigned } = standing.get(itemId) ?? {}
    const isRead = takes.some((take) => take.itemId === itemId && take.textHash === textHash && isInUse(take))
    return {
      itemId,
      number: place + 1,
      title,
      state: readStateOf({ hasReader: reader !== undefined, dueOn, isRead, isApproved, today }),
      ...(reader && { reader, ...(assigned && { assigned }), ...(dueOn !== undefined && { dueOn }) }),
    }
  })
}

/** How many reads of an item's words wait to be chosen (pure). */
export function undecidedOf(item: Pick<Item, 'itemId' | 'textHash'>, takes: readonly Read[]): number {
  return takes.filter(
    (take) =>
      take.itemId === item.itemId && take.textHash === item.textHash && take.choice === undefined && mayBeUsed(take),
  ).length
}

/** What waits for a person, the most pressing first (pure): overdue, sent back, by day, without a day last. */
export function byUrgency(reads: readonly MyRead[]): MyRead[] {
  const rank = ({ isOverdue, sentBack }: MyRead) => (isOverdue ? 0 : sentBack ? 1 : 2)
  const day = ({ dueOn }: MyRead) => dueOn ?? '9999-12-31'
  return reads.toSorted((a, b) => rank(a) - rank(b) || day(a).localeCompare(day(b)) || a.number - b.number)
}
