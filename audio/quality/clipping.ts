import type { PcmShape } from '../probe/index.ts'
import { gathered, type SpanMs } from './finding.ts'
import { GrowingFloats } from './growing.ts'

/** Where samples stand that had no room above them. Lossy decoders go beyond it, which is loud, but cut off nowhere. */
const [fullScale, aboveFullScale] = [0.999, 1.0001]
const shortestFullRun = 3
/** Below full scale a flat top is as long as no wave of a voice is flat by itself: 170 µs within two steps of 16 bit. */
const shortestPlateauS = 170e-6
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
  { share: 0.12, ratio: 1.2 },
  { share: 0.2, ratio: 1.13 },
] as const
/** Where a sound swells and fades its loud moments are fuller as well, but not each of their waves. */
const leastWaveRatio = 1.08
const fewestPressed = 30
const fewestPressedASecond = 8

/**
 * How full each 10 ms is, by how high it is: its mean square by that of its highest wave; and how full that wave itself is, the
 * mean between two passages through zero by the highest sample: 0.64 for a sine however its level moves, more where its top is
 * pressed flat.
 */
class Fullness {
  private readonly channels: number
  private readonly momentFrames: number
  private readonly counts = new Float64Array(steps)
  /** Of each step: the fullness of its moments, and of the highest wave in each, added up. */
  private readonly sums = new Float64Array(steps)
  private readonly waveSums = new Float64Array(steps)
  private readonly momentPeaks: number[] = []
  private inMoment = 0
  private readonly waves: Wave[]
  /** Of each second: the highest moment, and how many lie near it. */
  private readonly tops = new GrowingFloats()
  private readonly nearTops = new GrowingFloats()

  constructor({ channels, sampleRateHz }: PcmShape) {
    this.channels = channels
    this.momentFrames = Math.max(1, Math.round(sampleRateHz / 100))
    this.waves = Array.from({ length: channels }, () => ({
      sign: 0,
      sum: 0,
      peak: 0,
      length: 0,
      squares: 0,
      best: 0,
      bestFullness: 0,
    }))
  }

  push(samples: Float32Array): void {
    const { channels } = this
    for (let at = 0; at < samples.length; ) {
      const frames = Math.min(this.momentFrames - this.inMoment, (samples.length - at) / channels)
      const end = at + frames * channels
      for (const [channel, wave] of this.waves.entries()) follow(wave, samples, at + channel, end, channels)
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
    const { topDb, share, ratio, waveRatio, count } = this.figures()
    const isPressed =
      waveRatio >= leastWaveRatio && pressings.some((least) => share >= least.share && ratio >= least.ratio)
    if (!isPressed || count < fewestPressed) return () => false
    const [tops, nearTops] = [this.tops.all(), this.nearTops.all()]
    return (second) =>
      (tops[second] ?? lowestDb) >= topDb - nearTopDb && (nearTops[second] ?? 0) >= fewestPressedASecond
  }

  /** How many moments lie at the top, as a share of the loud ones; how much fuller they, and their waves, are than less loud ones. */
  figures(): { topDb: number; share: number; ratio: number; waveRatio: number; count: number } {
    let top = steps - 1
    while (top > 0 && (this.counts[top] as number) < fewestAtTop) top--
    const under = (db: number): number => top - db / stepDb
    // What few moments reach above the top belongs to it.
    const near = this.between(under(nearTopDb), steps - 1)
    const lessLoud = this.between(under(lessLoudToDb), under(lessLoudFromDb))
    const loud = this.between(under(lessLoudToDb), steps - 1)
    return {
      topDb: lowestDb + top * stepDb,
      share: near.count / Math.max(1, loud.count),
      ratio: lessLoud.fullness === 0 ? 0 : near.fullness / lessLoud.fullness,
      waveRatio: lessLoud.waveFullness === 0 ? 0 : near.waveFullness / lessLoud.waveFullness,
      count: near.count,
    }
  }

  private between(from: number, to: number): { count: number; fullness: number; waveFullness: number } {
    let [count, sum, waveSum] = [0, 0, 0]
    for (let step = Math.max(0, from); step <= to; step++) {
      count += this.counts[step] as number
      sum += this.sums[step] as number
      waveSum += this.waveSums[step] as number
    }
    return { count, fullness: sum / Math.max(1, count), waveFullness: waveSum / Math.max(1, count) }
  }

  private endMoment(): void {
    for (const wave of this.waves) {
      const peakDb = 20 * Math.log10(Math.max(wave.best, 1e-10))
      if (peakDb >= lowestDb) {
        const step = Math.min(steps - 1, Math.floor((peakDb - lowestDb) / stepDb))
        this.counts[step] = (this.counts[step] as number) + 1
        this.sums[step] = (this.sums[step] as number) + wave.squares / (this.inMoment * wave.best ** 2)
        this.waveSums[step] = (this.waveSums[step] as number) + wave.bestFullness
        this.momentPeaks.push(peakDb)
      }
      wave.squares = 0
      wave.best = 0
      wave.bestFullness = 0
    }
    this.inMoment = 0
  }
}

/** What passes between two passages through zero, and the highest such wave of the moment. */
interface Wave {
  sign: number
  sum: number
  peak: number
  length: number
  /** Of the whole moment. */
  squares: number
  best: number
  bestFullness: number
}

function follow(wave: Wave, samples: Float32Array, from: number, to: number, step: number): void {
  let { sign, sum, peak, length, squares } = wave
  for (let index = from; index < to; index += step) {
    const sample = samples[index] as number
    if (sample * sign < 0) {
      if (peak > wave.best) {
        wave.best = peak
        wave.bestFullness = sum / (length * peak)
      }
      sum = 0
      peak = 0
      length = 0
    }
    if (sample !== 0) sign = sample
    const magnitude = sample < 0 ? -sample : sample
    sum += magnitude
    squares += sample * sample
    length++
    if (magnitude > peak) peak = magnitude
  }
  Object.assign(wave, { sign, sum, peak, length, squares })
}
