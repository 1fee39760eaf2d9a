import { highestRise, phases, reach } from './interpolate.ts'

const history = 2 * reach - 1
const blockFrames = 16

/** The highest true peak of one channel, from its samples as they come. */
export class TruePeak {
  /** As a magnitude, 1 = full scale; the samples themselves count as well as what lies between them. */
  highest = 0
  private line = new Float32Array(history)
  private maxima = new Float32Array(0)
  private readonly tail = new Float32Array(history)

  push(samples: Float32Array): void {
    const length = history + samples.length
    if (this.line.length < length) {
      this.line = new Float32Array(length)
      this.maxima = new Float32Array(Math.ceil(length / blockFrames))
    }
    this.line.set(this.tail)
    this.line.set(samples, history)
    this.look(length)
    this.tail.set(this.line.subarray(length - history, length))
  }

  /** After the last sample: what still swings after it counts too. */
  end(): void {
    this.push(new Float32Array(reach))
  }

  /** Only where the samples around a point are high enough that it could be the highest is it worked out. */
  private look(length: number): void {
    const { line, maxima } = this
    const blocks = Math.ceil(length / blockFrames)
    for (let block = 0; block < blocks; block++) {
      const most = highestOf(line, block * blockFrames, Math.min(length, (block + 1) * blockFrames))
      maxima[block] = most
      if (most > this.highest) this.highest = most
    }
    for (let block = 0; block < blocks; block++) {
      const after = block + 1 < blocks ? (maxima[block + 1] ?? 0) : 0
      if (Math.max(maxima[block - 1] ?? 0, maxima[block] ?? 0, after) * highestRise <= this.highest) continue
      const from = Math.max(reach - 1, block * blockFrames)
      const to = Math.min(length - reach, (block + 1) * blockFrames)
      for (let i = from; i < to; i++) this.highest = Math.max(this.highest, highestBetween(line, i, 1))
    }
  }
}

/** The highest magnitude among values `from` … `to` − 1. */
export function highestOf(values: Float32Array, from: number, to: number): number {
  let most = 0
  for (let i = from; i < to; i++) {
    const value = values[i] ?? 0
    const magnitude = value < 0 ? -value : value
    if (magnitude > most) most = magnitude
  }
  return most
}

/** The highest of the three points between the sample at `i` and the next of its channel, which lies `stride` further. */
export function highestBetween(values: Float32Array, i: number, stride: 1 | 2): number {
  let highest = 0
  for (const phase of phases) {
    let value = 0
    let at = i - (reach - 1) * stride
    for (let tap = 0; tap < 2 * reach; tap++) {
      value += (phase[tap] ?? 0) * (values[at] ?? 0)
      at += stride
    }
    const magnitude = value < 0 ? -value : value
    if (magnitude > highest) highest = magnitude
  }
  return highest
}
