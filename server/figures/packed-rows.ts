import type { FigureRows } from '../contract/index.ts'

/**
 * The rows behind all figures of a report, by their keys, as bytes: hundreds of thousands of them pass from thread to thread, and
 * nobody who only hands them on has to wait for that. The same rows are the same bytes.
 */
export type PackedRows = Uint8Array<ArrayBuffer>

/** Packs them (pure). */
export function packRows(rows: ReadonlyMap<string, FigureRows>): PackedRows {
  const inOrder = [...rows].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return new TextEncoder().encode(JSON.stringify(inOrder))
}

/** What was packed (pure). */
export function unpackRows(packed: PackedRows): Map<string, FigureRows> {
  return new Map(JSON.parse(new TextDecoder().decode(packed)))
}
