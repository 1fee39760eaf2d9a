/** What was read again: stretches of a recording that fall out of the take. Pure; everything in frames. */
import type { FrameRange } from '../../../../server/contract/index.ts'

/** The same stretches in order, none touching another, none empty. */
export function joined(cuts: readonly FrameRange[]): FrameRange[] {
  const result: FrameRange[] = []
  for (const cut of cuts.toSorted((a, b) => a.fromFrame - b.fromFrame)) {
    if (cut.toFrame <= cut.fromFrame) continue
    const last = result.at(-1)
    if (last && cut.fromFrame <= last.toFrame) last.toFrame = Math.max(last.toFrame, cut.toFrame)
    else result.push({ ...cut })
  }
  return result
}

/** How many of `frames` frames are left. */
export function framesLeft(frames: number, cuts: readonly FrameRange[]): number {
  return joined(cuts).reduce(
    (left, { fromFrame, toFrame }) => left - Math.max(0, Math.min(toFrame, frames) - Math.min(fromFrame, frames)),
    frames,
  )
}

/**
 * The last `frames` frames before a place as they will be heard, in order: what was cut is passed over. Fewer when the
 * recording has fewer.
 */
export function heardBefore(place: number, frames: number, cuts: readonly FrameRange[]): FrameRange[] {
  const ranges: FrameRange[] = []
  let to = place
  let left = frames
  for (const cut of joined(cuts).toReversed()) {
    if (left <= 0) break
    if (cut.fromFrame >= to) continue
    const from = Math.max(cut.toFrame, to - left)
    if (to > from) {
      ranges.unshift({ fromFrame: from, toFrame: to })
      left -= to - from
    }
    to = Math.min(to, cut.fromFrame)
  }
  const from = Math.max(0, to - left)
  if (to > from && left > 0) ranges.unshift({ fromFrame: from, toFrame: to })
  return ranges
}
