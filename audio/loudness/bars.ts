import type { Loudness } from './meter.ts'

/** How far the whole may lie from its target (EBU R 128 v5). */
export const wholeToleranceLu = 0.2
/** What the loops try for, so that another meter still finds the whole within its bar. */
export const wholeAimLu = 0.1
/** Neighbouring reads may differ by this much: about the just noticeable difference (AES TD1008). */
export const neighbourToleranceLu = 1
/** What the loops try for. */
export const partAimLu = 0.4
/** True peaks are kept this far under their bar: two meters that both follow BS.1770 differ by as much. */
export const truePeakMarginDb = 0.1
/** Rounds after which a render that still misses is refused. */
export const maxRounds = 5

/** Whether a whole meets loudness within `toleranceLu` and the true-peak bar. */
export function wholeMeets(
  figures: Loudness,
  targetLufs: number,
  toleranceLu: number,
  truePeakMaxDbtp: number,
): boolean {
  const { integratedLufs, truePeakDbtp } = figures
  if (integratedLufs === undefined || truePeakDbtp === undefined) return false
  return Math.abs(integratedLufs - targetLufs) <= toleranceLu && truePeakDbtp <= truePeakMaxDbtp
}
