/** Text that was typed and not yet saved, kept in this browser beside the station's own draft: for when the line is down. */

import type { ItemKind } from '../../../../server/contract/index.ts'
import { putOn, type Shelf, takeFrom } from '../../../shelf.ts'
import { ITEM_KINDS } from '../../../slot-words.ts'

/** What is kept of a draft. */
export interface KeptDraft {
  parentId: string | undefined
  savedAt: number
  /** The station's draft that the window knew: what is gone on with follows it. Drafts of an earlier release have none. */
  follows?: number | undefined
  /** Drafts kept by an earlier release have no kinds. */
  items: { itemId: string | undefined; kind?: ItemKind; title: string; text: string; unitName: string }[]
}

const key = (editionId: string) => `len-song.kich-ban.${editionId}`

/** Keeps a draft; false when the browser has no room for it. */
export const keepDraft = (shelf: Shelf, editionId: string, draft: KeptDraft): boolean =>
  putOn(shelf, key(editionId), draft)

export function forgetDraft(shelf: Shelf, editionId: string): void {
  shelf.removeItem(key(editionId))
}

/** The draft kept for an edition; anything unreadable counts as none. */
export const keptDraft = (shelf: Shelf, editionId: string): KeptDraft | undefined =>
  takeFrom(shelf, key(editionId), isKeptDraft)

/** A draft that an earlier visit left. */
export interface LeftDraft extends KeptDraft {
  from: 'station' | 'browser'
}

/**
 * What an earlier visit left (pure), the newest first: the station's draft and this browser's, one of them where both say the
 * same.
 */
export function leftDrafts(station: KeptDraft | undefined, browser: KeptDraft | undefined): LeftDraft[] {
  const left: LeftDraft[] = []
  if (station) left.push({ ...station, from: 'station' })
  // Where the same is kept twice the station's counts, for it is what other windows see.
  const isTwice = station !== undefined && browser !== undefined && wordsOf(station) === wordsOf(browser)
  if (browser && !isTwice) left.push({ ...browser, from: 'browser' })
  return left.toSorted((a, b) => b.savedAt - a.savedAt)
}

function wordsOf({ items }: KeptDraft): string {
  return JSON.stringify(items.map(({ itemId, kind, title, text, unitName }) => [itemId, kind, title, text, unitName]))
}

function isKeptDraft(read: unknown): read is KeptDraft {
  if (typeof read !== 'object' || read === null) return false
  if (!('savedAt' in read) || typeof read.savedAt !== 'number') return false
  if (!('items' in read) || !Array.isArray(read.items)) return false
  return read.items.every(
    (item: unknown) =>
      typeof item === 'object' &&
      item !== null &&
      'title' in item &&
      typeof item.title === 'string' &&
      'text' in item &&
      typeof item.text === 'string' &&
      'unitName' in item &&
      typeof item.unitName === 'string' &&
      (!('kind' in item) || ITEM_KINDS.some((kind) => kind === item.kind)),
  )
}
