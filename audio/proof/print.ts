import { fourier } from '../fourier.ts'

/** Sound is compared as 8 kHz mono: what a telephone, a medium-wave tuner and an MP3 of 64 kbit/s all still carry. */
export const PRINT_RATE = 8000
const WINDOW = 1024
const HOP = 256
/** One frame of a print: 32 ms. */
export const FRAME_MS = (HOP / PRINT_RATE) * 1000
/** Values of a frame. */
export const PRINT_BANDS = 16
/** Frames over which the change of a band is taken: 96 ms. */
const STRIDE = 3
/** Below lies the hum of the mains, above what narrow transmissions cut off. */
const LOWEST_HZ = 300
const HIGHEST_HZ = 3000
const FULL = 127

/**
 * What is left of a sound when its level, the tone of its way and the hum below it are taken away: for every 32 ms and
 * each of 16 bands (a third of an octave and narrower, 300–3000 Hz), how much the band rose against its neighbour in
 * 96 ms. After J. Haitsma and T. Kalker, “A Highly Robust Audio Fingerprinting System” (ISMIR 2002), who keep the sign
 * only; the size, bounded, tells more.
 */
export interface SoundPrint {
  frames: number
  /** `PRINT_BANDS` for each frame, −127 … 127. */
  values: Int8Array
  /** Length of the sound. */
  durationMs: number
  /** RMS of its loudest frame, dBFS; −∞ for digital silence. */
  loudestDbfs: number
}

/** Makes a print of samples as they come, in memory that does not depend on their rate but on their length: 16 byte for 32 ms. */
export interface PrintMaker {
  /** Mono, 8 kHz, ±1 = full scale. */
  push(samples: Float32Array): void
  print(): SoundPrint
}

/**
 * Starts a print. What lies below `floorDbfs` (RMS over the whole band) counts as silence and leaves values near 0: a
 * master's pauses say nothing, while a recording may be very soft.
 */
export function printMaker(floorDbfs: number): PrintMaker {
  const ft = fourier(WINDOW)
  const edges = bandEdges()
  const window = new Float64Array(WINDOW)
  for (let i = 0; i < WINDOW; i++) window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / WINDOW)
  // Power of noise of that level in one bin under this window (whose mean square is 3/8).
  const floorPower = 10 ** (floorDbfs / 10) * WINDOW * 0.375
  const re = new Float64Array(WINDOW)
  const im = new Float64Array(WINDOW)
  const bandLogs = PRINT_BANDS + 1
  /** The last frames' band levels, as a ring. */
  const logs = Array.from({ length: STRIDE + 1 }, () => new Float64Array(bandLogs))
  let pending = new Float32Array(0)
  let values = new Int8Array(PRINT_BANDS * 4096)
  let frames = 0
  let samplesSeen = 0
  let loudest = 0

  const addFrame = (levels: Float64Array, power: number): void => {
    loudest = Math.max(loudest, power)
    const now = logs[frames % logs.length]
    const before = logs[(frames + 1) % logs.length]
    if (now === undefined || before === undefined) return
    now.set(levels)
    if ((frames + 1) * PRINT_BANDS > values.length) {
      const larger = new Int8Array(values.length * 2)
      larger.set(values)
      values = larger
    }
    if (frames >= STRIDE) {
      for (let b = 0; b < PRINT_BANDS; b++) {
        const rise = (now[b] ?? 0) - (now[b + 1] ?? 0) - ((before[b] ?? 0) - (before[b + 1] ?? 0))
        values[frames * PRINT_BANDS + b] = Math.round(FULL * Math.tanh(rise))
      }
    }
    frames++
  }

  const first = new Float64Array(bandLogs)
  const second = new Float64Array(bandLogs)
  /** Two frames in one transform: one as its real part, the other as its imaginary part. */
  const takeTwo = (samples: Float32Array, at: number, isPair: boolean): void => {
    let power = 0
    let powerOfSecond = 0
    for (let i = 0; i < WINDOW; i++) {
      const w = window[i] ?? 0
      const a = samples[at + i] ?? 0
      const b = isPair ? (samples[at + HOP + i] ?? 0) : 0
      power += a * a
      powerOfSecond += b * b
      re[i] = a * w
      im[i] = b * w
    }
    ft.transform(re, im)
    for (let b = 0; b < bandLogs; b++) {
      const from = edges[b] ?? 0
      const to = edges[b + 1] ?? 0
      let energy = floorPower * (to - from)
      let energyOfSecond = energy
      for (let k = from; k < to; k++) {
        const rk = re[k] ?? 0
        const ik = im[k] ?? 0
        const rm = re[WINDOW - k] ?? 0
        const jm = im[WINDOW - k] ?? 0
        energy += ((rk + rm) ** 2 + (ik - jm) ** 2) / 4
        energyOfSecond += ((ik + jm) ** 2 + (rk - rm) ** 2) / 4
      }
      first[b] = Math.log(energy)
      second[b] = Math.log(energyOfSecond)
    }
    addFrame(first, power / WINDOW)
    if (isPair) addFrame(second, powerOfSecond / WINDOW)
  }

  return {
    push(samples) {
      samplesSeen += samples.length
      const joined = new Float32Array(pending.length + samples.length)
      joined.set(pending)
      joined.set(samples, pending.length)
      let at = 0
      for (; at + WINDOW + HOP <= joined.length; at += 2 * HOP) takeTwo(joined, at, true)
      pending = joined.slice(at)
    },
    print() {
      if (pending.length >= WINDOW) takeTwo(pending, 0, false)
      pending = new Float32Array(0)
      return {
        frames,
        values: values.slice(0, frames * PRINT_BANDS),
        durationMs: (samplesSeen / PRINT_RATE) * 1000,
        loudestDbfs: 10 * Math.log10(loudest),
      }
    },
  }
}

/** Equal on a logarithmic scale, at least one bin each. */
function bandEdges(): number[] {
  const edges: number[] = []
  for (let b = 0; b <= PRINT_BANDS + 1; b++) {
    const hz = LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (b / (PRINT_BANDS + 1))
    edges.push(Math.max(Math.round((hz * WINDOW) / PRINT_RATE), (edges.at(-1) ?? 0) + 1))
  }
  return edges
}
