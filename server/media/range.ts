/** A stretch of bytes, both ends inside, as HTTP counts them. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * Reads a Range header against a file's length. Undefined: no range, several ranges, or nonsense, all of which mean
 * the whole file.
 */
export function parseRange(header: string | undefined, bytesTotal: number): ByteRange | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return undefined
  const [from, to] = [found[1], found[2]].map((digits) => (digits ? Number(digits) : undefined))
  if (from === undefined) {
    const last = Math.min(to ?? 0, bytesTotal)
    return last === 0 ? 'unsatisfiable' : { first: bytesTotal - last, last: bytesTotal - 1 }
  }
  if (to !== undefined && to < from) return undefined
  if (from >= bytesTotal) return 'unsatisfiable'
  return { first: from, last: Math.min(to ?? bytesTotal - 1, bytesTotal - 1) }
}
