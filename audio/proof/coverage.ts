import { inRecording, type Line } from './lines.ts'
import { PRINT_BANDS, type SoundPrint } from './print.ts'

/** Which line each frame of the master was heard on; −1: it was not. */
export type Coverage = Int16Array

/**
 * How much the evidence of neighbouring frames and bands repeats itself: windows overlap by three quarters, bands leak.
 * Divides what is counted, so that a second of evidence weighs as a second.
 */
const REPEATS = 8
/** What a change between heard and missing has to be worth, in units of log likelihood: a quarter of a second of clear speech. */
const CHANGE = 5
/** Of the swing of the master, how much is found again on its line; measured: 0.9 after MP3, 0.4 in loud noise. */
const LEAST_GAIN = 0.3

/**
 * Decides for every frame of the master on which of the lines it was heard, or that it was not: the most likely course
 * (Viterbi), where every change costs. Frames without sound say nothing and follow their neighbours; between two that
 * disagree the border is put in the middle of what says nothing.
 */
export function coverageOf(master: SoundPrint, recording: SoundPrint, lines: readonly Line[]): Coverage {
  const evidence = lines.map((line) => evidenceOn(line, master, recording))
  const course = likeliest(evidence, master.frames)
  centreBorders(course, evidence)
  return course
}

/** For each frame: the log likelihood that it was heard there, against that it was not. */
function evidenceOn(line: Line, master: SoundPrint, recording: SoundPrint): Float32Array {
  const product = new Float32Array(master.frames)
  const energy = new Float32Array(master.frames)
  let power = 0
  let powerFrames = 0
  for (let n = 0; n < master.frames; n++) {
    const place = inRecording(line, n)
    const before = Math.floor(place)
    if (before < 0 || before + 1 >= recording.frames) {
      // What the recording does not reach was not heard in it.
      product[n] = Number.NaN
      continue
    }
    const part = place - before
    let sum = 0
    let own = 0
    let heard = 0
    for (let b = 0; b < PRINT_BANDS; b++) {
      const a = (master.values[n * PRINT_BANDS + b] ?? 0) / 127
      const at = before * PRINT_BANDS + b
      const r = ((recording.values[at] ?? 0) * (1 - part) + (recording.values[at + PRINT_BANDS] ?? 0) * part) / 127
      sum += a * r
      own += a * a
      heard += r * r
    }
    product[n] = sum
    energy[n] = own
    power += heard
    powerFrames++
  }
  const gain = gainOn(line, product, energy)
  const variance = Math.max(0.05, power / Math.max(1, powerFrames * PRINT_BANDS))
  const result = new Float32Array(master.frames)
  for (let n = 0; n < master.frames; n++) {
    const sum = product[n] ?? 0
    result[n] = Number.isNaN(sum) ? -1 : (2 * gain * sum - gain * gain * (energy[n] ?? 0)) / (2 * variance * REPEATS)
  }
  return result
}

/** The regression of the recording on the master, where blocks were seen on the line. */
function gainOn(line: Line, product: Float32Array, energy: Float32Array): number {
  let sum = 0
  let own = 0
  for (const { masterFrame } of line.sightings) {
    for (let n = masterFrame; n < Math.min(masterFrame + 128, product.length); n++) {
      const value = product[n] ?? 0
      if (Number.isNaN(value)) continue
      sum += value
      own += energy[n] ?? 0
    }
  }
  return own === 0 ? 1 : Math.max(LEAST_GAIN, Math.min(1, sum / own))
}

function likeliest(evidence: readonly Float32Array[], frames: number): Coverage {
  const states = evidence.length + 1
  const score = new Float64Array(states)
  const cameFrom = new Int8Array(states * frames)
  for (let n = 0; n < frames; n++) {
    let best = 0
    for (let s = 1; s < states; s++) if ((score[s] ?? 0) > (score[best] ?? 0)) best = s
    const bestScore = (score[best] ?? 0) - (n === 0 ? 0 : CHANGE)
    for (let s = 0; s < states; s++) {
      const stays = score[s] ?? 0
      const from = stays >= bestScore ? s : best
      cameFrom[n * states + s] = from
      score[s] = Math.max(stays, bestScore) + (s === 0 ? 0 : (evidence[s - 1]?.[n] ?? 0))
    }
  }
  let state = 0
  for (let s = 1; s < states; s++) if ((score[s] ?? 0) > (score[state] ?? 0)) state = s
  const course = new Int16Array(frames)
  for (let n = frames - 1; n >= 0; n--) {
    course[n] = state - 1
    state = cameFrom[n * states + state] ?? 0
  }
  return course
}

/** Less than this in a frame says nothing. */
const SAYS_NOTHING = 0.02

function centreBorders(course: Coverage, evidence: readonly Float32Array[]): void {
  const silentAt = (n: number, a: number, b: number): boolean =>
    Math.abs(evidence[a]?.[n] ?? 0) < SAYS_NOTHING && Math.abs(evidence[b]?.[n] ?? 0) < SAYS_NOTHING
  const borders: number[] = []
  for (let n = 1; n < course.length; n++) if (course[n] !== course[n - 1]) borders.push(n)
  for (const border of borders) {
    const before = course[border - 1] ?? -1
    const after = course[border] ?? -1
    let from = border
    while (from > 0 && course[from - 1] === before && silentAt(from - 1, before, after)) from--
    let to = border
    while (to < course.length && course[to] === after && silentAt(to, before, after)) to++
    const middle = Math.round((from + to) / 2)
    for (let n = from; n < to; n++) course[n] = n < middle ? before : after
  }
}
