/** Cutting a read without touching it: which stretches are kept, in milliseconds of the read as it was recorded. */
import type { KeptRange } from '../../../../../server/contract/index.ts'

/** Nothing shorter is kept or cut: less than a sound of speech. */
export const SHORTEST_MS = 50

/** What is heard: `keep`, or all of it; inside the read and in whole milliseconds. */
export function keptRanges(keep: readonly KeptRange[], totalMs: number): KeptRange[] {
  const end = Math.floor(totalMs)
  if (keep.length === 0) return [{ fromMs: 0, toMs: end }]
  return keep
    .map(({ fromMs, toMs }) => ({ fromMs: Math.round(fromMs), toMs: Math.min(end, Math.round(toMs)) }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
}

/** What is left out, in order. */
export function cutRanges(keep: readonly KeptRange[], totalMs: number): KeptRange[] {
  const end = Math.floor(totalMs)
  const cuts: KeptRange[] = []
  let at = 0
  for (const { fromMs, toMs } of keptRanges(keep, totalMs)) {
    if (fromMs > at) cuts.push({ fromMs: at, toMs: fromMs })
    at = toMs
  }
  if (at < end) cuts.push({ fromMs: at, toMs: end })
  return cuts
}

/** How long a read is with its cuts. */
export const keptMs = (keep: readonly KeptRange[], totalMs: number) =>
  keep.length === 0 ? totalMs : keptRanges(keep, totalMs).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

/**
 * Leaves a stretch out. Slivers that would remain beside it go with it. Undefined when nothing would be left, or when there
 * is nothing to leave out.
 */
export function cutOut(
  keep: readonly KeptRange[],
  totalMs: number,
  fromMs: number,
  toMs: number,
): KeptRange[] | undefined {
  const [from, to] = [Math.round(Math.min(fromMs, toMs)), Math.round(Math.max(fromMs, toMs))]
  if (to - from < SHORTEST_MS) return undefined
  const before = keptRanges(keep, totalMs)
  const left = before
    .flatMap((range) => [
      { fromMs: range.fromMs, toMs: Math.min(range.toMs, from) },
      { fromMs: Math.max(range.fromMs, to), toMs: range.toMs },
    ])
    .filter((range) => range.toMs - range.fromMs >= SHORTEST_MS)
  const isSame = JSON.stringify(left) === JSON.stringify(before)
  return left.length === 0 || isSame ? undefined : left
}

/** Takes a stretch that was left out back in; empty when all is kept again. */
export function putBack(keep: readonly KeptRange[], totalMs: number, cut: KeptRange): KeptRange[] {
  const all = [...keptRanges(keep, totalMs), cut].toSorted((a, b) => a.fromMs - b.fromMs)
  const joined: KeptRange[] = []
  for (const { fromMs, toMs } of all) {
    const last = joined.at(-1)
    if (last && fromMs - last.toMs < SHORTEST_MS) last.toMs = Math.max(last.toMs, toMs)
    else joined.push({ fromMs, toMs })
  }
  const [only] = joined
  const isWhole = joined.length === 1 && only?.fromMs === 0 && only.toMs >= Math.floor(totalMs)
  return isWhole ? [] : joined
}

/** Where listening goes on from a place: there, or after the cut that holds it; undefined behind the last kept sound. */
export function nextKept(keep: readonly KeptRange[], totalMs: number, atMs: number): number | undefined {
  const range = keptRanges(keep, totalMs).find(({ toMs }) => toMs > atMs)
  return range && Math.max(atMs, range.fromMs)
}
