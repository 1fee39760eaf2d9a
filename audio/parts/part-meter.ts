import { SampleMeter, type SampleTrace } from '../loudness/index.ts'
import type { Peaks } from '../probe/index.ts'
import { ClippedRuns, fullScale } from './clipped-runs.ts'

/** A part is looked at in blocks of 10 ms. */
const blockFrames = 480
const blocksPerPair = 5
const peaksPerSecond = 20
const blocksPerNoise = 10
const floorDbfs = -120

/** What one channel of a sound carries besides any constant offset. */
export interface ChannelLevel {
  /** The mean of its samples, linear. */
  offset: number
  /** RMS around that mean, linear. */
  rms: number
}

/** Counts all that is to be known of a part while its samples pass once. */
export class PartMeter {
  private readonly loudness = new SampleMeter({ truePeaks: true })
  private readonly clipped = new ClippedRuns(2)
  private frames = 0
  private highestSample = 0
  private readonly sums: [number, number] = [0, 0]
  private readonly squares: [number, number] = [0, 0]
  private products = 0
  /** Mean square of both channels, lowest and highest sample of each block. */
  private readonly blockPowers: number[] = []
  private readonly lows: number[] = []
  private readonly highs: number[] = []
  private inBlock = 0
  /** Sums, sums of squares and of products of both channels in the block: they grow in one order, however the sound is cut into pushes. */
  private readonly block: [number, number, number, number, number] = [0, 0, 0, 0, 0]
  private low = 0
  private high = 0

  /** Takes whole interleaved frames. */
  push(samples: Float32Array): void {
    this.loudness.push(samples)
    for (let at = 0; at < samples.length; ) {
      const frames = Math.min(blockFrames - this.inBlock, (samples.length - at) / 2)
      this.look(samples, at, at + 2 * frames)
      if (this.high >= fullScale || this.low <= -fullScale) this.clipped.push(samples.subarray(at, at + 2 * frames))
      else this.clipped.interrupt()
      this.inBlock += frames
      at += 2 * frames
      if (this.inBlock === blockFrames) this.endBlock()
    }
    this.frames += samples.length / 2
  }

  result(): PartMeasurement {
    if (this.inBlock > 0) this.endBlock()
    const channel = (index: 0 | 1): ChannelLevel => {
      const offset = this.sums[index] / Math.max(1, this.frames)
      return { offset, rms: Math.sqrt(Math.max(0, this.squares[index] / Math.max(1, this.frames) - offset ** 2)) }
    }
    const trace = this.loudness.result()
    const [left, right] = [channel(0), channel(1)]
    const covariance = this.products / Math.max(1, this.frames) - left.offset * right.offset
    return {
      frames: this.frames,
      highestSample: this.highestSample,
      trace,
      clippedRuns: this.clipped.runs,
      channels: [left, right],
      middleRms: Math.sqrt(Math.max(0, (left.rms ** 2 + right.rms ** 2 + 2 * covariance) / 4)),
      noiseFloorDbfs: noiseFloor(this.blockPowers),
      silences: silences(this.blockPowers, trace.integratedLufs, this.frames),
      peaks: waveform(this.lows, this.highs),
    }
  }

  private look(samples: Float32Array, from: number, to: number): void {
    let [sumLeft, sumRight, squaresLeft, squaresRight, products] = this.block
    let { low, high } = this
    for (let index = from; index < to; index += 2) {
      const left = samples[index] as number
      const right = samples[index + 1] as number
      sumLeft += left
      sumRight += right
      squaresLeft += left * left
      squaresRight += right * right
      products += left * right
      if (left < low) low = left
      if (left > high) high = left
      if (right < low) low = right
      if (right > high) high = right
    }
    this.block[0] = sumLeft
    this.block[1] = sumRight
    this.block[2] = squaresLeft
    this.block[3] = squaresRight
    this.block[4] = products
    this.low = low
    this.high = high
  }

  private endBlock(): void {
    const [sumLeft, sumRight, squaresLeft, squaresRight, products] = this.block
    this.sums[0] += sumLeft
    this.sums[1] += sumRight
    this.squares[0] += squaresLeft
    this.squares[1] += squaresRight
    this.products += products
    this.block.fill(0)
    this.blockPowers.push((squaresLeft + squaresRight) / (2 * this.inBlock))
    this.lows.push(this.low)
    this.highs.push(this.high)
    this.highestSample = Math.max(this.highestSample, this.high, -this.low)
    this.inBlock = 0
    this.low = 0
    this.high = 0
  }
}

export interface PartMeasurement {
  frames: number
  /** Linear. */
  highestSample: number
  trace: SampleTrace
  /** Of each channel. */
  clippedRuns: readonly number[]
  channels: readonly [ChannelLevel, ChannelLevel]
  /** RMS of the mean of both channels, which is what one loudspeaker plays, around its own mean. */
  middleRms: number
  noiseFloorDbfs: number | undefined
  silences: { atFrame: number; frames: number }[]
  peaks: Peaks
}

/** A brisk reader pauses for a twentieth of the time; a tenth already holds the ends of words. */
const quietShare = 0.05
const loudShare = 0.95
/** By so much a pause lies under the loud passages. Continuous music varies less. */
const pauseDb = 10

/** RMS that the quietest twentieth of the blocks of 100 ms do not exceed. */
function noiseFloor(blockPowers: readonly number[]): number | undefined {
  const levels = new Float64Array(Math.floor(blockPowers.length / blocksPerNoise)).map((_level, index) => {
    let power = 0
    for (let block = 0; block < blocksPerNoise; block++) power += blockPowers[index * blocksPerNoise + block] ?? 0
    return dbfs(power / blocksPerNoise)
  })
  if (levels.length === 0) return undefined
  levels.sort()
  const at = (share: number): number => levels[Math.floor((levels.length - 1) * share)] ?? floorDbfs
  return at(loudShare) - at(quietShare) >= pauseDb ? at(quietShare) : undefined
}

const silenceDbfs = -60
/** So far under the loudness of the whole nothing is taken for speech, however loudly it was recorded. */
const silentUnderLu = 30
const shortestSilenceBlocks = 200

function silences(
  blockPowers: readonly number[],
  integratedLufs: number | undefined,
  frames: number,
): { atFrame: number; frames: number }[] {
  const limit = 10 ** (Math.max(silenceDbfs, (integratedLufs ?? silenceDbfs) - silentUnderLu) / 10)
  const found: { atFrame: number; frames: number }[] = []
  let from = 0
  for (let block = 0; block <= blockPowers.length; block++) {
    const power = blockPowers[block]
    if (power !== undefined && power < limit) continue
    if (block - from >= shortestSilenceBlocks) {
      const atFrame = from * blockFrames
      found.push({ atFrame, frames: Math.min(block * blockFrames, frames) - atFrame })
    }
    from = block + 1
  }
  return found
}

function waveform(lows: readonly number[], highs: readonly number[]): Peaks {
  const pairs: number[] = []
  for (let block = 0; block < lows.length; block += blocksPerPair) {
    let [low, high] = [0, 0]
    for (let index = block; index < Math.min(block + blocksPerPair, lows.length); index++) {
      low = Math.min(low, lows[index] ?? 0)
      high = Math.max(high, highs[index] ?? 0)
    }
    pairs.push(toInt8(low), toInt8(high))
  }
  return { perSecond: peaksPerSecond, pairs }
}

function toInt8(sample: number): number {
  return Math.max(-128, Math.min(127, Math.round(sample * 127)))
}

function dbfs(power: number): number {
  return power > 0 ? Math.max(floorDbfs, 10 * Math.log10(power)) : floorDbfs
}
