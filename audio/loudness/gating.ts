/** Loudness is never reported at or under this level: the absolute gate of ITU-R BS.1770-5. */
export const absoluteGateLufs = -70
const relativeGateLu = 10

/**
 * Integrated loudness of 400 ms blocks given by their own loudness in LUFS: the two-stage gate of ITU-R BS.1770-5,
 * absolute at −70 LUFS, then 10 LU under the mean of what passed. Undefined when nothing passes.
 */
export function gatedLoudness(blocksLufs: readonly number[]): number | undefined {
  const audible = blocksLufs.filter((block) => block > absoluteGateLufs)
  const ungated = meanLoudness(audible)
  if (ungated === undefined) return undefined
  return meanLoudness(audible.filter((block) => block > ungated - relativeGateLu))
}

function meanLoudness(blocksLufs: readonly number[]): number | undefined {
  if (blocksLufs.length === 0) return undefined
  let power = 0
  for (const block of blocksLufs) power += 10 ** (block / 10)
  return 10 * Math.log10(power / blocksLufs.length)
}
