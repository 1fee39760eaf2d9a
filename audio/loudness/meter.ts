import { absoluteGateLufs } from './gating.ts'

/** Figures of EBU R 128. Undefined where a sound is silent or shorter than the window of the figure. */
export interface Loudness {
  /** Whole, gated. */
  integratedLufs?: number
  /** Highest true peak of any channel. */
  truePeakDbtp?: number
  /** Loudness range, EBU Tech 3342. */
  rangeLu?: number
  /** Loudest 400 ms. */
  maxMomentaryLufs?: number
  /** Loudest 3 s. */
  maxShortTermLufs?: number
}

/** A measurement with its course: what a plan for gains needs beyond the figures. */
export interface LoudnessTrace extends Loudness {
  /** Loudness of the 400 ms ending at 100 ms, 200 ms, …; the first three windows are not full and lie under any gate. */
  momentaryLufs: number[]
  /** True peak of each channel, undefined for digital silence. */
  channelPeaksDbtp: (number | undefined)[]
}

/**
 * The meter as FFmpeg filters for house-format sound: the ebur128 filter (it passes the cases of EBU Tech 3341, loudnorm's
 * meter does not), which prints its values with three decimals to standard output every 100 ms.
 */
export const meterFilters = 'ebur128=peak=true:metadata=1:framelog=verbose,ametadata=mode=print:file=-'

/** Reads what `meterFilters` prints, in chunks of any size. */
export class MeterReader {
  private rest = ''
  private integrated: number | undefined
  private range: number | undefined
  private readonly momentary: number[] = []
  private shortTermMax = Number.NEGATIVE_INFINITY
  private readonly channelPeaks: number[] = []

  push(chunk: Buffer): void {
    const lines = (this.rest + chunk.toString('latin1')).split('\n')
    this.rest = lines.pop() ?? ''
    for (const line of lines) this.read(line)
  }

  /** The measurement after all was pushed. `log` is FFmpeg's, whose summary resolves low peaks better. */
  result(log: string): LoudnessTrace {
    this.read(this.rest)
    const maxMomentary = this.momentary.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
    const peaks = this.channelPeaks.map((peak) => (peak > 0 ? 20 * Math.log10(peak) : undefined))
    const highest = peaks.reduce<number | undefined>(
      (most, peak) => (peak === undefined || (most !== undefined && most > peak) ? most : peak),
      undefined,
    )
    const measurable = this.integrated !== undefined && this.integrated > absoluteGateLufs
    return {
      integratedLufs: measurable ? this.integrated : undefined,
      truePeakDbtp: highest === undefined || highest < coarseBelowDbtp ? (summaryPeak(log) ?? highest) : highest,
      rangeLu: measurable && Number.isFinite(this.shortTermMax) ? this.range : undefined,
      maxMomentaryLufs: maxMomentary > absoluteGateLufs ? maxMomentary : undefined,
      maxShortTermLufs: this.shortTermMax > absoluteGateLufs ? this.shortTermMax : undefined,
      momentaryLufs: this.momentary,
      channelPeaksDbtp: peaks,
    }
  }

  private read(line: string): void {
    const found = /^lavfi\.r128\.(M|S|I|LRA|true_peaks_ch(\d))=(.+)$/.exec(line)
    if (found === null) return
    const value = Number(found[3])
    if (found[1] === 'M') this.momentary.push(Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value)
    if (Number.isNaN(value)) return
    if (found[1] === 'S')
      this.shortTermMax = Math.max(this.shortTermMax, value > notFilledLufs ? value : Number.NEGATIVE_INFINITY)
    if (found[1] === 'I') this.integrated = value
    if (found[1] === 'LRA') this.range = value
    if (found[2] !== undefined) {
      const channel = Number(found[2])
      this.channelPeaks[channel] = Math.max(this.channelPeaks[channel] ?? 0, value)
    }
  }
}

/** Three decimals of a linear value are finer than a tenth of a decibel down to here. */
const coarseBelowDbtp = -20
/** What the filter gives for a window that is not full yet. */
const notFilledLufs = -120

function summaryPeak(log: string): number | undefined {
  const found = /^\s*Peak:\s+(-?[\d.]+) dBFS/m.exec(log)
  return found === null ? undefined : Number(found[1])
}
