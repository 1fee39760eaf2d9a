/** A read being edited and not yet saved, kept in this browser. */
import { putOn, type Shelf, takeFrom } from '../../shelf.ts'
import type { Line } from './pieces.ts'

/** What is edited: the line, and the suggestions that were refused (by their keys). */
export interface Content {
  readonly line: Line
  readonly refused: readonly string[]
}

export interface KeptEdit {
  savedAt: number
  content: Content
}

const key = (takeId: string) => `len-song.ban-thu.${takeId}`

/** Keeps it; false when the browser has no room. */
export const keepEdit = (shelf: Shelf, takeId: string, kept: KeptEdit): boolean => putOn(shelf, key(takeId), kept)

export function forgetEdit(shelf: Shelf, takeId: string): void {
  shelf.removeItem(key(takeId))
}

/** What was kept of a read's edit; anything unreadable counts as nothing. */
export const keptEdit = (shelf: Shelf, takeId: string): KeptEdit | undefined => takeFrom(shelf, key(takeId), isKept)

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isPiece = (piece: unknown) =>
  isObject(piece) &&
  typeof piece.takeId === 'string' &&
  typeof piece.fromMs === 'number' &&
  typeof piece.toMs === 'number' &&
  piece.fromMs >= 0 &&
  piece.toMs > piece.fromMs

function isKept(read: unknown): read is KeptEdit {
  if (!isObject(read) || typeof read.savedAt !== 'number' || !isObject(read.content)) return false
  const { line, refused } = read.content
  if (!Array.isArray(line) || line.length === 0 || !line.every(isPiece)) return false
  return Array.isArray(refused) && refused.every((name) => typeof name === 'string')
}
