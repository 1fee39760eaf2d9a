/** Under a twentieth of a side's power the mean of both is not their sound but what is left of their difference. */
const CANCELLED = 0.05

/**
 * Two sides (16 bit, interleaved) as one: their mean, or the louder side where they cancel each other, as they do when a
 * balanced line is plugged into a stereo socket, which turns one side upside down.
 */
export function foldDown(stereo: Int16Array): Int16Array {
  const frames = stereo.length >> 1
  const mono = new Int16Array(frames)
  let left = 0
  let right = 0
  let mean = 0
  for (let i = 0; i < frames; i++) {
    const l = stereo[2 * i] ?? 0
    const r = stereo[2 * i + 1] ?? 0
    const middle = (l + r) / 2
    left += l * l
    right += r * r
    mean += middle * middle
    mono[i] = Math.round(middle)
  }
  if (mean >= CANCELLED * Math.max(left, right)) return mono
  const side = left >= right ? 0 : 1
  for (let i = 0; i < frames; i++) mono[i] = stereo[2 * i + side] ?? 0
  return mono
}
