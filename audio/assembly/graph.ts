import { houseRateHz } from '../house-format.ts'
import { loudnessMeterFilters, meterFilters, samplePeakLimiter, truePeakLimiter } from '../loudness/index.ts'

/** How one part goes into the mix. Its sound is in the house format, its length is known. */
export interface MixPart {
  gainDb: number
  gapAfterFrames: number
  /** Both channels as they are, or the living one on both sides. */
  channel: 'both' | 'left' | 'right'
}

export interface MixPlan {
  parts: readonly MixPart[]
  /** Added to the whole. */
  extraGainDb: number
  /** True peaks are limited to this; absent, nothing is limited. */
  ceilingDbtp?: number
}

/** FFmpeg graph: parts from inputs 0…n−1, metered as they sound in 16 bit, to pads `pcm` and `metered`. */
export function masterGraph(plan: MixPlan): string {
  return `${mixGraph(plan)},${toSixteenBit},asplit=2[pcm][copy];[copy]${meterFilters}[metered]`
}

/** FFmpeg graph: the mix, limited by its samples at 48 kHz only and metered without true peaks, to pad `metered`. */
export function rehearsalGraph({ ceilingDbtp, ...plan }: MixPlan): string {
  const limiter = ceilingDbtp === undefined ? '' : `,${samplePeakLimiter(ceilingDbtp)}`
  return `${mixGraph(plan)}${limiter},${loudnessMeterFilters}[metered]`
}

/** FFmpeg graph: the mix in floating point, which the MP3 encoder takes as it is, to pad `pcm`. */
export function encoderGraph(plan: MixPlan): string {
  return `${mixGraph(plan)}[pcm]`
}

/** Triangular dither: rounding to 16 bit leaves noise, not distortion. */
const toSixteenBit = `aresample=${houseRateHz}:osf=s16:dither_method=triangular,aformat=sample_fmts=s16`

/** Every part is in the one format before they are joined: the concat filter takes its format from its first input. */
function mixGraph({ parts, extraGainDb, ceilingDbtp }: MixPlan): string {
  const chains = parts.map((part, index) => `[${index}:a]${partFilters(part, extraGainDb)}[part${index}]`)
  const pads = parts.map((_part, index) => `[part${index}]`).join('')
  const joined = `${pads}concat=n=${parts.length}:v=0:a=1`
  return [...chains, ceilingDbtp === undefined ? joined : `${joined},${truePeakLimiter(ceilingDbtp)}`].join(';')
}

function partFilters(part: MixPart, extraGainDb: number): string {
  const source = { both: undefined, left: 'c0', right: 'c1' }[part.channel]
  return [
    'aformat=sample_fmts=flt:channel_layouts=stereo',
    ...(source === undefined ? [] : [`pan=stereo|c0=${source}|c1=${source}`]),
    `volume=${(part.gainDb + extraGainDb).toFixed(4)}dB`,
    ...(part.gapAfterFrames === 0 ? [] : [`apad=pad_len=${part.gapAfterFrames}`]),
  ].join(',')
}
