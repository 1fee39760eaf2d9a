import type { PcmShape } from './wav-stream.ts'

/** A waveform for the page: `perSecond` pairs of minimum and maximum over all channels, −128..127 (127 = full scale). */
export interface Peaks {
  perSecond: number
  pairs: number[]
}

/** Levels counted over a whole sound, in the terms the warnings need. */
export interface PcmLevels {
  frames: number
  sampleRateHz: number
  channels: number
  /** Runs of at least three neighbouring samples at full scale. */
  clippedRuns: number
  /** Share of 100 ms blocks under −60 dBFS RMS, 0..1. */
  silentShare: number
  /** RMS that 95 % of the 100 ms blocks do not exceed; undefined for digital silence. */
  loudBlockDbfs?: number
  /** RMS of each channel; undefined for digital silence. */
  channelRmsDbfs: (number | undefined)[]
  peaks: Peaks
}

const peaksPerSecond = 20
const blocksPerSecond = 10
const fullScale = 0.999
const shortestClippedRun = 3
const silenceDbfs = -60

/** Counts levels while samples stream by, in constant memory but for the waveform and one number per 100 ms. */
export class LevelCounter {
  private frames = 0
  private shape: PcmShape | undefined
  private clippedRuns = 0
  private run: number[] = []
  private channelSquares: number[] = []
  private blockSquares = 0
  private blockStart = 0
  private nextBlock = 0
  private readonly blockDbfs: number[] = []
  private low = 0
  private high = 0
  private nextPair = 0
  private readonly pairs: number[] = []

  /** Takes interleaved samples, ±1 = full scale. */
  add(samples: Float32Array, shape: PcmShape): void {
    if (this.shape === undefined) this.begin(shape)
    const { channels, sampleRateHz } = shape
    let { frames, low, high, blockSquares } = this
    for (let index = 0; index < samples.length; index += channels) {
      for (let channel = 0; channel < channels; channel++) {
        const sample = samples[index + channel] ?? 0
        const magnitude = sample < 0 ? -sample : sample
        if (magnitude >= fullScale) {
          const length = (this.run[channel] ?? 0) + 1
          this.run[channel] = length
          if (length === shortestClippedRun) this.clippedRuns++
        } else this.run[channel] = 0
        const square = sample * sample
        blockSquares += square
        this.channelSquares[channel] = (this.channelSquares[channel] ?? 0) + square
        if (sample < low) low = sample
        if (sample > high) high = sample
      }
      frames++
      if (frames >= this.nextPair) {
        this.pairs.push(toInt8(low), toInt8(high))
        low = 0
        high = 0
        this.nextPair = Math.ceil(((this.pairs.length / 2 + 1) * sampleRateHz) / peaksPerSecond)
      }
      if (frames >= this.nextBlock) {
        this.blockDbfs.push(dbfs(blockSquares, (frames - this.blockStart) * channels) ?? Number.NEGATIVE_INFINITY)
        blockSquares = 0
        this.blockStart = frames
        this.nextBlock = Math.ceil(((this.blockDbfs.length + 1) * sampleRateHz) / blocksPerSecond)
      }
    }
    Object.assign(this, { frames, low, high, blockSquares })
  }

  /** The counts so far; undefined before the first sample. */
  result(): PcmLevels | undefined {
    const { shape, frames } = this
    if (shape === undefined || frames === 0) return undefined
    const blocks = [...this.blockDbfs]
    if (frames > this.blockStart) {
      blocks.push(dbfs(this.blockSquares, (frames - this.blockStart) * shape.channels) ?? Number.NEGATIVE_INFINITY)
    }
    const pairs = [...this.pairs]
    const cut = this.nextPair - shape.sampleRateHz / peaksPerSecond
    if (frames > cut) pairs.push(toInt8(this.low), toInt8(this.high))
    const ordered = blocks.toSorted((a, b) => a - b)
    const loud = ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * 0.95))]
    return {
      frames,
      ...shape,
      clippedRuns: this.clippedRuns,
      silentShare: blocks.filter((level) => level < silenceDbfs).length / blocks.length,
      loudBlockDbfs: loud !== undefined && Number.isFinite(loud) ? loud : undefined,
      channelRmsDbfs: this.channelSquares.map((squares) => dbfs(squares, frames)),
      peaks: { perSecond: peaksPerSecond, pairs },
    }
  }

  private begin(shape: PcmShape): void {
    this.shape = shape
    this.run = new Array<number>(shape.channels).fill(0)
    this.channelSquares = new Array<number>(shape.channels).fill(0)
    this.nextPair = Math.ceil(shape.sampleRateHz / peaksPerSecond)
    this.nextBlock = Math.ceil(shape.sampleRateHz / blocksPerSecond)
  }
}

function dbfs(squares: number, samples: number): number | undefined {
  return squares > 0 ? 10 * Math.log10(squares / samples) : undefined
}

function toInt8(sample: number): number {
  return Math.max(-128, Math.min(127, Math.round(sample * 127)))
}
