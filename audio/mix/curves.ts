/** Steps of the table: between two of them the curve is a straight line to better than a millionth. */
const steps = 1024

/**
 * A quarter of a sine, rounded to 32 bit: the same numbers whatever a machine's last bit of `Math.sin` is.
 */
const quarterSine = Float32Array.from({ length: steps + 2 }, (_value, step) =>
  step >= steps ? 1 : Math.sin((Math.PI / 2) * (step / steps)),
)

/**
 * How much of a sound passes when so much (0..1) of its fade-in is over: equal power. What fades out while something else
 * fades in over the same time keeps its loudness with it, since two different sounds add by their powers; and the end of a
 * fade is silence, which no straight line in decibels reaches.
 */
export function fadeWeight(share: number): number {
  if (share <= 0) return 0
  if (share >= 1) return 1
  const at = share * steps
  const step = Math.floor(at)
  const before = quarterSine[step] ?? 1
  return before + ((quarterSine[step + 1] ?? 1) - before) * (at - step)
}

/** Decibels as a factor, rounded to 32 bit for the same reason. */
export function factorOf(gainDb: number): number {
  return Math.fround(10 ** (gainDb / 20))
}

/** What a sound's own fades let pass at a frame of it. */
export function fadesAt(
  frame: number,
  { frames, fadeInFrames, fadeOutFrames }: { frames: number; fadeInFrames: number; fadeOutFrames: number },
): number {
  if (frame < 0 || frame >= frames) return 0
  // Half a frame: a fade and its mirror image meet sample for sample.
  const fadedIn = fadeInFrames === 0 ? 1 : fadeWeight((frame + 0.5) / fadeInFrames)
  const fadedOut = fadeOutFrames === 0 ? 1 : fadeWeight((frames - frame - 0.5) / fadeOutFrames)
  return fadedIn * fadedOut
}
