import { houseChannels, houseRateHz } from '../house-format.ts'
import { SampleMeter } from '../loudness/index.ts'
import { Breadth } from './breadth.ts'
import type { SpanMs } from './finding.ts'
import { GrowingFloats } from './growing.ts'
import { HumListener } from './hum.ts'
import type { Measured } from './judge.ts'
import { VoiceBand } from './voice-band.ts'

/** 10 ms. */
const blockFrames = houseRateHz / 100
const silentDbfs = -120
/** Under a twentieth of a side's power the mean of both is not their sound but what is left of their difference. */
const cancelled = 0.05

/** Listens once to a sound of the house's format (48 kHz, stereo, interleaved) and keeps what a judgement needs. */
export class SoundListener {
  private readonly meter = new SampleMeter({ truePeaks: false })
  private readonly voice = new VoiceBand()
  private readonly breadth = new Breadth()
  private readonly humListener = new HumListener()
  private readonly levels = new GrowingFloats()
  private readonly block = new Float32Array(houseChannels * blockFrames)
  private readonly mono = new Float32Array(blockFrames)
  private filled = 0
  private frames = 0

  /** Takes whole frames of real numbers, ±1 = full scale. */
  push(samples: Float32Array): void {
    this.meter.push(samples)
    this.frames += samples.length / houseChannels
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + this.block.length - this.filled)
      this.block.set(part, this.filled)
      this.filled += part.length
      at += part.length
      if (this.filled < this.block.length) continue
      this.filled = 0
      this.look()
    }
  }

  /** All that is to be judged, and the loudness; nothing may be pushed after it. */
  result(clipped: readonly SpanMs[]): { measured: Measured; loudnessLufs: number | undefined } {
    const { integratedLufs, momentaryLufs } = this.meter.result()
    return {
      measured: {
        durationMs: (this.frames / houseRateHz) * 1_000,
        levels: this.levels.all(),
        breadths: this.breadth.all(),
        hum: (speechDbfs) => this.humListener.hum(speechDbfs),
        momentaryLufs,
        clipped,
      },
      loudnessLufs: integratedLufs,
    }
  }

  private look(): void {
    foldDown(this.block, this.mono)
    const power = this.voice.meanSquare(this.mono)
    this.levels.push(power > 0 ? Math.max(silentDbfs, 10 * Math.log10(power)) : silentDbfs)
    this.breadth.push(this.mono)
    this.humListener.push(this.mono, power)
  }
}

/** Both sides as one: their mean, or the louder where they cancel each other. */
function foldDown(stereo: Float32Array, mono: Float32Array): void {
  let [left, right, middle] = [0, 0, 0]
  for (let frame = 0; frame < mono.length; frame++) {
    const one = stereo[2 * frame] as number
    const other = stereo[2 * frame + 1] as number
    const mean = (one + other) / 2
    left += one * one
    right += other * other
    middle += mean * mean
    mono[frame] = mean
  }
  if (middle >= cancelled * Math.max(left, right)) return
  const side = left >= right ? 0 : 1
  for (let frame = 0; frame < mono.length; frame++) mono[frame] = stereo[2 * frame + side] as number
}
