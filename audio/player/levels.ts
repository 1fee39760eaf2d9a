import { CHANNELS, RATE } from '../system/index.ts'

/** What was handed to the device: the peak of each side, and the RMS of both in steps. */
export interface LevelMeter {
  /** Takes the first `frames` frames of `samples`, which the stream holds from `streamFrame` on. */
  add(samples: Int16Array, frames: number, streamFrame: number): void
  /** Peak of each side since the last call, 0 … 32768. */
  takePeak(): { left: number; right: number }
  /** The whole steps since the last call, when there is half a second of them: the stream's frame where the first begins. */
  takeSteps(): { streamFrame: number; rms: Float32Array } | undefined
  /** The stream begins anew: what is not told yet is not told at all. */
  restart(): void
}

export const STEP_MS = 20
const STEP_FRAMES = (RATE * STEP_MS) / 1000
const STEPS = 25
const FULL_SCALE = 32_768

export function levelMeter(): LevelMeter {
  let left = 0
  let right = 0
  let sum = 0
  let inStep = 0
  let from = 0
  let rms: number[] = []

  return {
    add(samples, frames, streamFrame) {
      if (rms.length === 0 && inStep === 0) from = streamFrame
      // In variables of its own: this runs for every sample.
      let [peakLeft, peakRight] = [left, right]
      for (let i = 0; i < frames; ) {
        const end = Math.min(frames, i + STEP_FRAMES - inStep)
        inStep += end - i
        let power = 0
        for (; i < end; i++) {
          const one = samples[i * CHANNELS] as number
          const other = samples[i * CHANNELS + 1] as number
          peakLeft = Math.max(peakLeft, one, -one)
          peakRight = Math.max(peakRight, other, -other)
          power += (one + other) * (one + other)
        }
        sum += power
        if (inStep < STEP_FRAMES) continue
        rms.push(Math.sqrt(sum / STEP_FRAMES) / (CHANNELS * FULL_SCALE))
        sum = 0
        inStep = 0
      }
      left = peakLeft
      right = peakRight
    },
    takePeak() {
      const peak = { left, right }
      left = 0
      right = 0
      return peak
    },
    takeSteps() {
      if (rms.length < STEPS) return undefined
      const steps = { streamFrame: from, rms: Float32Array.from(rms) }
      from += rms.length * STEP_FRAMES
      rms = []
      return steps
    },
    restart() {
      sum = 0
      inStep = 0
      rms = []
    },
  }
}
