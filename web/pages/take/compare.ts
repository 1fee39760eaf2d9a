/** Hearing two reads one against the other: equally loud, at the same place. */

/**
 * What each of two reads is brought down by, dB (0 or less): the louder one to the softer, for the louder of two always seems
 * the better one. Where a loudness is unknown, nothing.
 */
export function gainsDb(aLufs: number | undefined, bLufs: number | undefined): readonly [number, number] {
  if (aLufs === undefined || bLufs === undefined) return [0, 0]
  return [Math.min(0, bLufs - aLufs), Math.min(0, aLufs - bLufs)]
}

/** The place in one read that lies as far on in it as `atMs` does in the other. */
export const sameShare = (atMs: number, ofMs: number, inMs: number) =>
  ofMs <= 0 ? 0 : Math.min(1, Math.max(0, atMs / ofMs)) * inMs
