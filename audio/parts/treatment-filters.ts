import type { Treatment } from './treatment.ts'

/** Rises when the same treatment sounds different: parts that were made before are made again. */
export const treatmentVersion = 2

/** Two poles, Butterworth: nothing of a voice lies under it, but wind, traffic and handling noise do. */
const rumbleHz = 80

/**
 * The part of a treatment that FFmpeg does, as filters for house-format sound. None of them shifts the sound or changes its
 * length, in either of our FFmpegs. Noise is not among them: `afftdn` shifts the sound by 1 200 frames in FFmpeg 5.1, loses
 * 1 596 at the end in that of 2018, and reaches 2 to 4 dB in both (measured on speech 20 dB over pink noise).
 */
export function treatmentFilters({ highPass, deClick }: Treatment): string[] {
  return [
    ...(deClick === 'off' ? [] : [`adeclick=t=${deClick === 'light' ? 4 : 2}`]),
    ...(highPass ? [`highpass=f=${rumbleHz}`] : []),
  ]
}
