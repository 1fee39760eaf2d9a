/** Text that was typed and not yet saved, kept in this browser. */

import type { ItemKind } from '../../../../server/contract/index.ts'
import { putOn, type Shelf, takeFrom } from '../../../shelf.ts'
import { ITEM_KINDS } from '../../../slot-words.ts'

/** What is kept of a draft. */
export interface KeptDraft {
  parentId: string | undefined
  savedAt: number
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
