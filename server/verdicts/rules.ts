import type { ScriptItem, Take, TakeRemark, VerdictRecorded } from '../contract/index.ts'
import { isInUse, mayBeUsed } from '../takes/index.ts'

type Verdict = Pick<VerdictRecorded, 'verdict' | 'listener' | 'at'>
type Remark = Pick<TakeRemark, 'text' | 'made'>

/** A verdict as it is about to be recorded; `reason` is empty where none was written. */
export interface VerdictWanted {
  verdict: VerdictRecorded['verdict']
  listener: string
  reason: string
}

/**
 * Whether somebody who sends a read back has said why (pure): in a reason, or in a remark made since the verdict before. What
 * was remarked earlier has had its answer.
 */
export function saysWhy(
  { verdict, reason }: Pick<VerdictWanted, 'verdict' | 'reason'>,
  newest: Verdict | undefined,
  remarks: readonly Remark[],
): boolean {
  return verdict === 'approved' || reason !== '' || since(newest, remarks).length > 0
}

/** Whether the same listener has just said the same (pure): a button that was pressed twice is one verdict. */
export function isSaidAlready(
  { verdict, listener, reason }: VerdictWanted,
  newest: Verdict | undefined,
  remarks: readonly Remark[],
): boolean {
  if (!newest || newest.verdict !== verdict || newest.listener !== listener) return false
  if (since(newest, remarks).length > 0) return false
  return reason === '' || remarks.some(({ text, made }) => text === reason && made.at === newest.at)
}

function since(newest: Verdict | undefined, remarks: readonly Remark[]): readonly Remark[] {
  return newest ? remarks.filter(({ made }) => made.at > newest.at) : remarks
}

/** The instant of a new fact: now, but never at or before the newest one of its kind, whatever the clock was set to (pure). */
export function instantAfter(newestAt: number | undefined, now: number): number {
  return newestAt === undefined ? now : Math.max(now, newestAt + 1)
}

/** Remarks in the order of the read (pure): those of the whole first, then by place, then as they were made. */
export function inOrderOfRead<R extends Pick<TakeRemark, 'atMs' | 'made'>>(remarks: readonly R[]): R[] {
  return remarks.toSorted((a, b) => (a.atMs ?? -1) - (b.atMs ?? -1) || a.made.at - b.made.at)
}

type Read = Pick<Take, 'id' | 'itemId' | 'textHash' | 'choice' | 'listening' | 'created'>
type Item = Pick<ScriptItem, 'itemId' | 'textHash'>

/**
 * The read of an item that was sent back and that nobody has answered yet with another (pure): none of its words is in use,
 * and no usable one was made after it. Undefined: nothing of this item waits to be read again.
 */
export function sentBackUnanswered<R extends Read>(item: Item, takes: readonly R[]): R | undefined {
  const mine = takes.filter((take) => take.itemId === item.itemId && take.textHash === item.textHash)
  if (mine.some(isInUse)) return undefined
  const [newest] = mine.filter((take) => take.listening === 'sent-back').toSorted((a, b) => b.created.at - a.created.at)
  if (!newest) return undefined
  const isAnswered = mine.some((take) => mayBeUsed(take) && take.created.at > newest.created.at)
  return isAnswered ? undefined : newest
}

/**
 * The read that a listener hears after this one (pure): of the items that follow in the script, then from its beginning, the
 * first whose read nobody has listened to: the one in use, else the newest that may be used.
 */
export function nextToHear<I extends Item, R extends Read>(
  items: readonly I[],
  takes: readonly R[],
  current: Pick<Read, 'id' | 'itemId'> | undefined,
): { item: I; take: R } | undefined {
  const place = current ? items.findIndex(({ itemId }) => itemId === current.itemId) : -1
  for (const item of [...items.slice(place + 1), ...items.slice(0, place + 1)]) {
    const mine = takes
      .filter((take) => take.itemId === item.itemId && take.textHash === item.textHash && mayBeUsed(take))
      .toSorted((a, b) => b.created.at - a.created.at)
    const take = mine.find(isInUse) ?? mine[0]
    if (take && take.id !== current?.id && take.listening === undefined) return { item, take }
  }
  return undefined
}
