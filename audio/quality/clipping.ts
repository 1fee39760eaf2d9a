import type { PcmShape } from '../probe/index.ts'
import { gathered, type SpanMs } from './finding.ts'
import { GrowingFloats } from './growing.ts'

/** Where samples stand that had no room above them. Lossy decoders go beyond it, which is loud, but cut off nowhere. */
const [fullScale, aboveFullScale] = [0.999, 1.0001]
const shortestFullRun = 3
/** Below full scale a flat top is as long as no wave of a voice is flat by itself: 125 µs within two steps of 16 bit. */
const shortestPlateauS = 125e-6
const flatWithin = 6e-5
const lowestPlateau = 0.2
/** A plateau is where the sound was cut off if nothing near it goes higher. */
const atTheTop = 10 ** (-0.3 / 20)
/** As many as make a warning: a single clipped plosive is not heard. */
const fewestRuns = 10
const fewestRunsASecond = 2

/**
 * Looks for clipping in a sound as it was sampled: another rate or a filter would round off the tops. Three kinds: runs at full
 * scale; plateaus under it, which a recording has that was clipped before its level was changed; and tops that are only
 * pressed together (an overdriven amplifier, a clipped sound after lossy coding), known by loud moments that fill their space
 * more than less loud ones do.
 */
export class ClippingWatch {
  private readonly shape: PcmShape
  private readonly shortestPlateau: number
  private readonly runs: Run[]
  private readonly loudness: Fullness
  private inSecond = 0
  private peak = 0
  private plateaus: number[] = []
  private fullRuns = 0
  /** Of each second: its highest sample, and its runs at the top. */
  private readonly peaks = new GrowingFloats()
  private readonly topRuns = new GrowingFloats()

  constructor(shape: PcmShape) {
    this.shape = shape
    this.shortestPlateau = Math.max(4, Math.round(shortestPlateauS * shape.sampleRateHz))
    this.runs = Array.from({ length: shape.channels }, () => ({ before: 0, first: 0, length: 0, full: 0 }))
    this.loudness = new Fullness(shape)
  }

  /** Takes whole interleaved frames, ±1 = full scale. */
  push(samples: Float32Array): void {
    const { channels, sampleRateHz } = this.shape
    for (let at = 0; at < samples.length; ) {
      const frames = Math.min(sampleRateHz - this.inSecond, (samples.length - at) / channels)
      const part = samples.subarray(at, at + frames * channels)
      for (const [channel, run] of this.runs.entries()) this.look(part, channel, run)
      this.loudness.push(part)
      this.inSecond += frames
      at += part.length
      if (this.inSecond === sampleRateHz) this.endSecond()
    }
  }

  /** Where it is clipped, in stretches of whole seconds; nothing may be pushed after it. */
  result(): SpanMs[] {
    if (this.inSecond > 0) this.endSecond()
    const topRuns = this.topRuns.all()
    let runs = 0
    for (const count of topRuns) runs += count >= fewestRunsASecond ? count : 0
    const isPressed = this.loudness.pressed()
    const spans: SpanMs[] = []
    for (let second = 0; second < topRuns.length; second++) {
      const isCut = runs >= fewestRuns && (topRuns[second] as number) >= fewestRunsASecond
      if (isCut || isPressed(second)) spans.push({ fromMs: second * 1_000, toMs: (second + 1) * 1_000 })
    }
    return gathered(spans, 2_000, 12)
  }

  private look(samples: Float32Array, channel: number, run: Run): void {
    const { channels } = this.shape
    let { before, first, length, full } = run
    let peak = this.peak
    for (let index = channel; index < samples.length; index += channels) {
      const sample = samples[index] as number
      const magnitude = Math.abs(sample)
      if (magnitude > peak) peak = magnitude
      if (magnitude < fullScale || magnitude > aboveFullScale) full = 0
      else if (++full === shortestFullRun) this.fullRuns++
      if (length > 0 && Math.abs(sample - first) <= flatWithin) {
        length++
        continue
      }
      if (length >= this.shortestPlateau && isTop(before, first, sample)) this.plateaus.push(Math.abs(first))
      if (length > 0) before = first
      first = sample
      length = 1
    }
    this.peak = peak
    Object.assign(run, { before, first, length, full })
  }

  private endSecond(): void {
    const limit = this.peak * atTheTop
    const cutUnder = this.plateaus.filter((level) => level >= limit && level < fullScale).length
    this.peaks.push(this.peak)
    this.topRuns.push(this.fullRuns + cutUnder)
    this.loudness.endSecond()
    this.inSecond = 0
    this.peak = 0
    this.plateaus = []
    this.fullRuns = 0
  }
}

interface Run {
  /** The last sample before the run. */
  before: number
  first: number
  length: number
  /** Samples at full scale without a break. */
  full: number
}

/** Whether a run at that level stands above what is before and after it, away from the middle. */
function isTop(before: number, level: number, after: number): boolean {
  const magnitude = Math.abs(level)
  if (magnitude < lowestPlateau) return false
  const sign = Math.sign(level)
  return sign * before < magnitude - flatWithin && sign * after < magnitude - flatWithin
}

/** Levels of moments in steps of half a decibel, from −40 dBFS. */
const stepDb = 0.5
const lowestDb = -40
const steps = 100
/** The top is where so many moments reach. */
const fewestAtTop = 5
/** What is loud lies so near the top, what is less loud so far under it. */
const nearTopDb = 1
const [lessLoudFromDb, lessLoudToDb] = [4, 12]
/**
 * In a voice that nothing presses together few of the loud moments reach the same height (9 % at most in those of the tests),
 * and they are hardly fuller than the others. A limiter brings many there and leaves them as pointed as they were.
 */
const pressings = [
  { share: 0.12, ratio: 1.25 },
  { share: 0.2, ratio: 1.13 },
] as const
const fewestPressed = 30
const fewestPressedASecond = 8

/** How much of the room under its highest sample each 10 ms fill, by how high that is. */
class Fullness {
  private readonly channels: number
  private readonly momentFrames: number
  private readonly counts = new Float64Array(steps)
  private readonly sums = new Float64Array(steps)
  private readonly momentPeaks: number[] = []
  private inMoment = 0
  private readonly squares: Float64Array
  private readonly highest: Float64Array
  /** Of each second: the highest moment, and how many lie near it. */
  private readonly tops = new GrowingFloats()
  private readonly nearTops = new GrowingFloats()

  constructor({ channels, sampleRateHz }: PcmShape) {
    this.channels = channels
    this.momentFrames = Math.max(1, Math.round(sampleRateHz / 100))
    this.squares = new Float64Array(channels)
    this.highest = new Float64Array(channels)
  }

  push(samples: Float32Array): void {
    const { channels } = this
    for (let at = 0; at < samples.length; ) {
      const frames = Math.min(this.momentFrames - this.inMoment, (samples.length - at) / channels)
      const end = at + frames * channels
      for (let channel = 0; channel < channels; channel++) {
        let [sum, peak] = [this.squares[channel] as number, this.highest[channel] as number]
        for (let index = at + channel; index < end; index += channels) {
          const square = (samples[index] as number) ** 2
          sum += square
          if (square > peak) peak = square
        }
        this.squares[channel] = sum
        this.highest[channel] = peak
      }
      this.inMoment += frames
      at = end
      if (this.inMoment === this.momentFrames) this.endMoment()
    }
  }

  endSecond(): void {
    const top = this.momentPeaks.reduce((most, peak) => Math.max(most, peak), lowestDb)
    this.tops.push(top)
    this.nearTops.push(this.momentPeaks.filter((peak) => peak >= top - nearTopDb).length)
    this.momentPeaks.length = 0
  }

  /** Tells of each second whether it is pressed together. */
  pressed(): (second: number) => boolean {
    const { topDb, share, ratio, count } = this.figures()
    const isPressed = pressings.some((least) => share >= least.share && ratio >= least.ratio)
    if (!isPressed || count < fewestPressed) return () => false
    const [tops, nearTops] = [this.tops.all(), this.nearTops.all()]
    return (second) =>
      (tops[second] ?? lowestDb) >= topDb - nearTopDb && (nearTops[second] ?? 0) >= fewestPressedASecond
  }

  /** How many moments lie at the top, as a share of the loud ones, and how much fuller they are than less loud ones. */
  figures(): { topDb: number; share: number; ratio: number; count: number } {
    let top = steps - 1
    while (top > 0 && (this.counts[top] as number) < fewestAtTop) top--
    const between = (fromDb: number, toDb: number): { count: number; fullness: number } => {
      let [count, sum] = [0, 0]
      for (let step = Math.max(0, top - toDb / stepDb); step <= Math.min(steps - 1, top - fromDb / stepDb); step++) {
        count += this.counts[step] as number
        sum += this.sums[step] as number
      }
      return { count, fullness: count === 0 ? 0 : sum / count }
    }
    // What few moments reach above the top belongs to it.
    const near = between(-2, nearTopDb)
    const lessLoud = between(lessLoudFromDb, lessLoudToDb)
    const loud = near.count + between(nearTopDb + stepDb, lessLoudToDb).count
    return {
      topDb: lowestDb + top * stepDb,
      share: loud === 0 ? 0 : near.count / loud,
      ratio: lessLoud.fullness === 0 ? 0 : near.fullness / lessLoud.fullness,
      count: near.count,
    }
  }

  private endMoment(): void {
    for (let channel = 0; channel < this.channels; channel++) {
      const peak = this.highest[channel] as number
      const peakDb = 10 * Math.log10(Math.max(peak, 1e-20))
      if (peakDb >= lowestDb) {
        const step = Math.min(steps - 1, Math.floor((peakDb - lowestDb) / stepDb))
        this.counts[step] = (this.counts[step] as number) + 1
        this.sums[step] = (this.sums[step] as number) + (this.squares[channel] as number) / (this.inMoment * peak)
        this.momentPeaks.push(peakDb)
      }
      this.squares[channel] = 0
      this.highest[channel] = 0
    }
    this.inMoment = 0
  }
}
