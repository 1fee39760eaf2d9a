import { AudioError } from '../errors.ts'
import { type Loudness, neighbourToleranceLu, wholeMeets, wholeToleranceLu } from '../loudness/index.ts'
import type { Recipe } from './recipe.ts'
import type { RenderedPart } from './rendered.ts'

/**
 * Throws `target-missed` for what does not meet its bar: the whole within ±0.2 LU of its target and under its true peak (EBU
 * R 128), neighbouring reads within 1 LU of each other (AES TD1008) but for what somebody set apart by a gain of its own, and
 * for parts that were limited, which may lie lower: it is said so.
 */
export function judge(
  file: 'master' | 'mp3' | 'mono',
  recipe: Recipe,
  figures: Loudness,
  parts: readonly RenderedPart[],
): void {
  const { targetLufs, truePeakMaxDbtp } = recipe
  const details = { file, targetLufs, truePeakMaxDbtp, figures: figuresOf(figures), reads: parts }
  if (!wholeMeets(figures, targetLufs, wholeToleranceLu, truePeakMaxDbtp))
    throw new AudioError('target-missed', { what: 'loudness', ...details })
  let before: number | undefined
  for (const [index, { role, limited, deliveredLufs }] of parts.entries()) {
    if (role !== 'item' || limited || deliveredLufs === undefined) continue
    const lufs = deliveredLufs - (recipe.parts[index]?.gainDb ?? 0)
    if (before !== undefined && Math.abs(lufs - before) > neighbourToleranceLu && recipe.beds.length === 0)
      throw new AudioError('target-missed', { what: 'reads', ...details })
    before = lufs
  }
}

/** The figures alone, without the course that they were read from. */
export function figuresOf(trace: Loudness): Loudness {
  const { integratedLufs, truePeakDbtp, rangeLu, maxMomentaryLufs, maxShortTermLufs } = trace
  return { integratedLufs, truePeakDbtp, rangeLu, maxMomentaryLufs, maxShortTermLufs }
}
