/** Where things stand on the picture of a rundown: pure arithmetic of the drawing. */
import type { Bed, RundownPicture } from '../../../../../server/contract/index.ts'

/** The loudness scale of the picture, LUFS: from a whispered pause to louder than any target. */
export const LOUDEST_LUFS = -6
export const SOFTEST_LUFS = -36
export const SCALE_LUFS = [-10, -20, -30] as const

/** A loudness on the scale, 0 (loudest) … 1. */
export const loudnessPlace = (lufs: number) =>
  Math.min(1, Math.max(0, (lufs - LOUDEST_LUFS) / (SOFTEST_LUFS - LOUDEST_LUFS)))

/** The curve as an SVG path, a second a step; silence breaks it. */
export function loudnessPath(lufs: readonly (number | null)[], totalMs: number, width: number, height: number): string {
  let isDrawn = false
  return lufs
    .map((value, second) => {
      if (value === null) {
        isDrawn = false
        return ''
      }
      const x = (Math.min(totalMs, (second + 1) * 1000) / totalMs) * width
      const command = `${isDrawn ? 'L' : 'M'}${x.toFixed(1)} ${(loudnessPlace(value) * height).toFixed(1)}`
      // A second between two silences is a dot, not nothing.
      const dot = isDrawn ? '' : 'h0.1'
      isDrawn = true
      return command + dot
    })
    .join('')
}

type PlacedSlot = NonNullable<RundownPicture['slots']>[number]

/** The place that sounds at a moment: the last that has begun. */
export const slotAt = (slots: readonly PlacedSlot[], ms: number): PlacedSlot | undefined =>
  slots.findLast(({ startMs }) => startMs <= ms) ?? slots[0]

/** Where a bed begins and ends, with its lead and tail inside the programme. */
export function bedSpan(
  bed: Bed,
  slots: readonly PlacedSlot[],
  totalMs: number,
): { fromMs: number; toMs: number } | undefined {
  const first = slots.find(({ slotId }) => slotId === bed.fromSlotId)
  const last = slots.find(({ slotId }) => slotId === bed.toSlotId)
  if (!first || !last) return undefined
  return {
    fromMs: Math.max(0, first.startMs - bed.leadMs),
    toMs: Math.min(totalMs, last.startMs + last.durationMs + bed.tailMs),
  }
}

/** Steps of a time axis that leave its figures apart: the smallest that makes at most `most` of them, milliseconds. */
export function axisMarks(totalMs: number, most: number): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000)
  const step = steps.find((one) => totalMs / one <= most) ?? 3_600_000
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step)
}
