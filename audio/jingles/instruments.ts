import { houseRateHz } from '../house-format.ts'

/** A stereo recording being made: samples of left and right, ±1 = full scale. */
export interface Stereo {
  left: Float64Array
  right: Float64Array
}

/** One note. `pan` −1 left … 1 right; `velocity` 0..1 makes it louder and brighter. */
export interface Note {
  startSeconds: number
  lengthSeconds: number
  hz: number
  velocity: number
  pan: number
}

/**
 * A string of the đàn tranh, plucked near its end: partials whose strength follows the plucking point and that die the faster
 * the higher they are, the pitch settling from slightly above; long notes get the slow swaying of the left hand (rung).
 */
export function pluckZither(out: Stereo, note: Note): void {
  const pluckedAt = 0.13
  const stiffness = 0.00006
  for (let n = 1; n <= 24; n++) {
    const ratio = n * Math.sqrt(1 + stiffness * n * n)
    if (note.hz * ratio > 16_000) break
    const strength = Math.abs(Math.sin(Math.PI * n * pluckedAt)) / n ** (1.5 - 0.5 * note.velocity)
    addPartial(out, note, {
      ratio,
      amplitude: 0.5 * note.velocity * strength,
      decaySeconds: (0.9 * Math.sqrt(300 / note.hz)) / (1 + 0.05 * n * n),
      bendCents: (t) => 14 * Math.exp(-t / 0.03) + (note.lengthSeconds > 0.9 ? swaying(t) : 0),
    })
  }
}

/** A tube of the đàn t'rưng: three partials of struck bamboo, short and woody. */
export function strikeBamboo(out: Stereo, note: Note): void {
  const partials = [
    { ratio: 1, amplitude: 0.5, decaySeconds: 0.3 },
    { ratio: 3.02, amplitude: 0.16, decaySeconds: 0.09 },
    { ratio: 6.1, amplitude: 0.07, decaySeconds: 0.035 },
  ]
  for (const partial of partials) {
    addPartial(out, note, { ...partial, amplitude: partial.amplitude * note.velocity, bendCents: () => 0 })
  }
}

/** A warm bed: every note three times, slightly apart in pitch and place, swelling and sinking slowly. */
export function layPad(out: Stereo, note: Note): void {
  for (const [voice, cents] of [-5, 0, 5].entries()) {
    for (let n = 1; n <= 5; n++) {
      addPartial(
        out,
        { ...note, pan: note.pan + (voice - 1) * 0.5 },
        {
          ratio: n,
          amplitude: (0.022 * note.velocity) / n ** 2,
          bendCents: () => cents,
          swellSeconds: Math.min(1.4, note.lengthSeconds / 3),
        },
      )
    }
  }
}

interface Partial {
  ratio: number
  amplitude: number
  /** Time to 1/e; absent, it sounds on. */
  decaySeconds?: number
  bendCents: (seconds: number) => number
  /** Slow rise at the beginning and fall at the end; absent, struck at once. */
  swellSeconds?: number
}

/** Frames over which pitch and swell are taken as constant: 1.3 ms. */
const stepFrames = 64
const strikeSeconds = 0.002
const releaseSeconds = 0.05

function addPartial(out: Stereo, note: Note, partial: Partial): void {
  const first = Math.round(note.startSeconds * houseRateHz)
  const frames = Math.min(Math.round(note.lengthSeconds * houseRateHz), out.left.length - first)
  const decay = partial.decaySeconds === undefined ? 1 : Math.exp(-1 / (partial.decaySeconds * houseRateHz))
  const angle = ((Math.max(-1, Math.min(1, note.pan)) + 1) * Math.PI) / 4
  const toLeft = Math.cos(angle)
  const toRight = Math.sin(angle)
  const { left, right } = out
  let re = 0
  let im = partial.amplitude
  let gain = 0
  for (let step = 0; step < frames; step += stepFrames) {
    const seconds = step / houseRateHz
    const hz = note.hz * partial.ratio * 2 ** (partial.bendCents(seconds) / 1200)
    const turn = (2 * Math.PI * hz) / houseRateHz
    const cos = Math.cos(turn) * decay
    const sin = Math.sin(turn) * decay
    const end = Math.min(step + stepFrames, frames)
    const nextGain = envelope(end / houseRateHz, note.lengthSeconds, partial.swellSeconds)
    const slope = (nextGain - gain) / (end - step)
    for (let frame = first + step; frame < first + end; frame++) {
      gain += slope
      const turned = re * cos - im * sin
      im = re * sin + im * cos
      re = turned
      const sample = re * gain
      left[frame] = (left[frame] ?? 0) + sample * toLeft
      right[frame] = (right[frame] ?? 0) + sample * toRight
    }
  }
}

function envelope(seconds: number, lengthSeconds: number, swellSeconds: number | undefined): number {
  const rise = smooth(seconds / (swellSeconds ?? strikeSeconds))
  const fall = smooth((lengthSeconds - seconds) / (swellSeconds ?? releaseSeconds))
  return rise * fall
}

function smooth(x: number): number {
  const held = Math.max(0, Math.min(1, x))
  return held * held * (3 - 2 * held)
}

function swaying(seconds: number): number {
  return 11 * smooth((seconds - 0.25) / 0.4) * Math.sin(2 * Math.PI * 5.2 * seconds)
}
