import type { Play } from '../plays/index.ts'

/** A work with the airing in which it was heard for the first time. */
export interface FirstWork {
  /** The submission that it was made from, or else the item itself. */
  workId: string
  play: Play
  /** What of it sounded then: itself, or its parts. */
  itemIds: string[]
}

/** Somebody's read of an item with the airing in which it was heard for the first time. */
export interface FirstRead {
  itemId: string
  readerId: string
  /** What sounded. */
  takeId: string
  play: Play
}

/**
 * Each work once, with its first airing (pure). Items made from one submission are one work: its parts, and what other programmes
 * carry of it. So an author is counted once, however often and wherever the work is repeated.
 */
export function firstWorks(plays: readonly Play[], workOf: (itemId: string) => string): FirstWork[] {
  const first = new Map<string, FirstWork>()
  for (const play of inOrder(plays)) {
    const heard = Map.groupBy(play.itemIds, workOf)
    for (const [workId, itemIds] of heard) if (!first.has(workId)) first.set(workId, { workId, play, itemIds })
  }
  return [...first.values()]
}

/**
 * Each reader's read of an item once, with its first airing (pure): read anew by the same person it is the same read, by another
 * person it is another one. Recordings of which nothing is known are left out.
 */
export function firstReads(plays: readonly Play[], readerOf: (takeId: string) => string | undefined): FirstRead[] {
  const first = new Map<string, FirstRead>()
  for (const play of inOrder(plays)) {
    for (const { itemId, takeId } of play.reads) {
      const readerId = readerOf(takeId)
      if (readerId === undefined) continue
      const key = readLineId(itemId, readerId)
      if (!first.has(key)) first.set(key, { itemId, readerId, takeId, play })
    }
  }
  return [...first.values()]
}

/** The name of the line of somebody's read of an item. */
export function readLineId(itemId: string, readerId: string): string {
  return `r-${itemId}~${readerId}`
}

function inOrder(plays: readonly Play[]): Play[] {
  return plays.toSorted((a, b) => a.at - b.at || a.editionId.localeCompare(b.editionId))
}
