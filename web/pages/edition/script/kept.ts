/**
 * Text that was typed and not yet saved, kept in this browser: a power cut or a closed tab must not cost an hour's work.
 */

import type { ItemKind } from '../../../../server/contract/index.ts'
import { ITEM_KINDS } from '../../../slot-words.ts'

/** What is kept of a draft. */
export interface KeptDraft {
  parentId: string | undefined
  savedAt: number
  /** Drafts kept by an earlier release have no kinds. */
  items: { itemId: string | undefined; kind?: ItemKind; title: string; text: string; unitName: string }[]
}

/** Where drafts are kept: the browser's storage, or anything like it. */
export interface Shelf {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const key = (editionId: string) => `len-song.kich-ban.${editionId}`

/** Keeps a draft; false when the browser has no room for it. */
export function keepDraft(shelf: Shelf, editionId: string, draft: KeptDraft): boolean {
  try {
    shelf.setItem(key(editionId), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function forgetDraft(shelf: Shelf, editionId: string): void {
  shelf.removeItem(key(editionId))
}

/** The draft kept for an edition; anything unreadable counts as none. */
export function keptDraft(shelf: Shelf, editionId: string): KeptDraft | undefined {
  const kept = shelf.getItem(key(editionId))
  if (kept === null) return undefined
  try {
    const read: unknown = JSON.parse(kept)
    return isKeptDraft(read) ? read : undefined
  } catch {
    return undefined
  }
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
