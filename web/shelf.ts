/** Work in progress kept in this browser: a power cut or a closed tab must not cost an hour of it. */

/** Where it is kept: the browser's storage, or anything like it. */
export interface Shelf {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** Keeps a value as JSON; false when the browser has no room for it. */
export function putOn(shelf: Shelf, key: string, value: unknown): boolean {
  try {
    shelf.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** What lies there, when it is what `isOne` knows; nothing and anything unreadable are undefined. */
export function takeFrom<T>(shelf: Shelf, key: string, isOne: (value: unknown) => value is T): T | undefined {
  const kept = shelf.getItem(key)
  if (kept === null) return undefined
  try {
    const read: unknown = JSON.parse(kept)
    return isOne(read) ? read : undefined
  } catch {
    return undefined
  }
}
