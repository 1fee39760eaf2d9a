import type { LoudnessTrace } from '../../audio/loudness/index.ts'

/** Which figure a case is about. */
export type Figure = 'integrated' | 'range' | 'true-peak' | 'short-term' | 'momentary'

/** A case of EBU Tech 3341 or 3342, made after its description. */
export interface EbuCase {
  /** `3341-5`. */
  id: string
  what: string
  figure: Figure
  /** Interleaved stereo of 48 kHz; several signals are to be measured one by one. */
  signals: () => Float32Array[]
  /** What each signal, or each stretch of the one signal, must read. */
  expected: number[]
  /** Length of a stretch where one signal holds several, s. */
  stretchS?: number
  /** The figure must stay within its tolerance all the time after so many seconds. */
  constantAfterS?: number
  below: number
  above: number
}

const rateHz = 48_000
type Piece = readonly [seconds: number, dbfs: number]
const SILENCE = Number.NEGATIVE_INFINITY
const numbers = Array.from({ length: 20 }, (_, place) => place)

/**
 * The cases that need no recording: 1–5 and 9–23 of Tech 3341 (2016), 1–4 of Tech 3342 (2011). Case 6 is five channels, 7 and 8
 * are programmes. 20–23 are made in the manner of the standard: its text gives the way, not the samples.
 */
export const EBU_CASES: readonly EbuCase[] = [
  loud('3341-1', 'âm 1 kHz, −23', [[20, -23]], -23),
  loud('3341-2', 'thấp hơn 10 dB', [[20, -33]], -33),
  loud('3341-3', 'hai đầu dưới ngưỡng tương đối', pieces([10, -36], [60, -23], [10, -36]), -23),
  loud('3341-4', 'hai đầu dưới ngưỡng tuyệt đối', pieces([10, -72], [10, -36], [60, -23], [10, -36], [10, -72]), -23),
  loud('3341-5', 'ba mức đều được tính', pieces([20, -26], [20.1, -20], [20, -26]), -23),
  {
    ...figure('3341-9', 'S đứng yên', 'short-term', 0.1, 0.1),
    signals: () => [tone(repeated(5, [1.34, -20], [1.66, -30]))],
    expected: [-23],
    constantAfterS: 3,
  },
  {
    ...figure('3341-10', 'S lớn nhất, 20 chỗ bắt đầu', 'short-term', 0.1, 0.1),
    signals: () => numbers.map((i) => tone(pieces([i * 0.15, SILENCE], [3, -23], [1, SILENCE]))),
    expected: numbers.map(() => -23),
  },
  {
    ...figure('3341-11', 'S lớn nhất, 20 mức liên tiếp', 'short-term', 0.1, 0.1),
    signals: () => [tone(numbers.flatMap((i) => pieces([i * 0.15, SILENCE], [3, i - 38], [3 - i * 0.15, SILENCE])))],
    expected: numbers.map((i) => i - 38),
    stretchS: 6,
  },
  {
    ...figure('3341-12', 'M đứng yên', 'momentary', 0.1, 0.1),
    signals: () => [tone(repeated(25, [0.18, -20], [0.22, -30]))],
    expected: [-23],
    constantAfterS: 1,
  },
  {
    ...figure('3341-13', 'M lớn nhất, 20 chỗ bắt đầu', 'momentary', 0.1, 0.1),
    signals: () => numbers.map((i) => tone(pieces([i * 0.02, SILENCE], [0.4, -23], [1, SILENCE]))),
    expected: numbers.map(() => -23),
  },
  {
    ...figure('3341-14', 'M lớn nhất, 20 mức liên tiếp', 'momentary', 0.1, 0.1),
    signals: () => [
      tone(numbers.flatMap((i) => pieces([i * 0.02, SILENCE], [0.4, i - 38], [0.4 - i * 0.02, SILENCE]))),
    ],
    expected: numbers.map((i) => i - 38),
    stretchS: 0.8,
  },
  peak('3341-15', 'fs/4, pha 0°', () => sine(4, 0, 0.5), -6.02),
  peak('3341-16', 'fs/4, pha 45°', () => sine(4, 45, 0.5), -6.02),
  peak('3341-17', 'fs/6, pha 60°', () => sine(6, 60, 0.5), -6.02),
  peak('3341-18', 'fs/8, pha 67,5°', () => sine(8, 67.5, 0.5), -6.02),
  peak('3341-19', 'fs/4, pha 45°, trên thang', () => sine(4, 45, Math.SQRT2), 3.01),
  ...[0, 1, 2, 3].map((offset) =>
    peak(`3341-${20 + offset}`, `một chu kỳ gấp đôi, lệch ${offset}/4 mẫu`, () => burst(offset), 0),
  ),
  range('3342-1', pieces([20, -20], [20, -30]), 10),
  range('3342-2', pieces([20, -20], [20, -15]), 5),
  range('3342-3', pieces([20, -40], [20, -20]), 20),
  range('3342-4', pieces([20, -50], [20, -35], [20, -20], [20, -35], [20, -50]), 15),
]

/** A measurement with, where the meter has it, the loudness of the last 3 s at the end of each second. */
export type CaseTrace = LoudnessTrace & { shortTermLufs?: readonly (number | undefined)[] }

/** A case's figure of one signal or stretch: twice the same but where it is to stand still. */
export interface CaseReading {
  expected: number
  lowest: number
  highest: number
}

/** Reads a case with a meter; what a meter does not tell reads as NaN. */
export function readCase(one: EbuCase, meter: (samples: Float32Array) => CaseTrace): CaseReading[] {
  const { stretchS } = one
  const signals = one.signals().flatMap((signal) => (stretchS === undefined ? [signal] : stretches(signal, stretchS)))
  return signals.map((signal, place) => {
    const found = valuesOf(one, meter(signal))
    const expected = one.expected[place] ?? Number.NaN
    return { expected, lowest: Math.min(...found), highest: Math.max(...found) }
  })
}

function valuesOf({ figure, constantAfterS }: EbuCase, trace: CaseTrace): number[] {
  if (figure === 'momentary' && constantAfterS !== undefined) return trace.momentaryLufs.slice(constantAfterS * 10)
  if (figure === 'short-term' && constantAfterS !== undefined && trace.shortTermLufs !== undefined)
    return trace.shortTermLufs.slice(constantAfterS - 1).map((lufs) => lufs ?? Number.NaN)
  if (figure === 'integrated') return [trace.integratedLufs ?? Number.NaN]
  if (figure === 'range') return [trace.rangeLu ?? Number.NaN]
  if (figure === 'true-peak') return [trace.truePeakDbtp ?? Number.NaN]
  return [(figure === 'momentary' ? trace.maxMomentaryLufs : trace.maxShortTermLufs) ?? Number.NaN]
}

function stretches(signal: Float32Array, seconds: number): Float32Array[] {
  const length = 2 * Math.round(seconds * rateHz)
  return Array.from({ length: signal.length / length }, (_, place) =>
    signal.subarray(place * length, (place + 1) * length),
  )
}

function loud(id: string, what: string, made: readonly Piece[], lufs: number): EbuCase {
  return { ...figure(id, what, 'integrated', 0.1, 0.1), signals: () => [tone(made)], expected: [lufs] }
}

function range(id: string, made: readonly Piece[], lu: number): EbuCase {
  const what = made.map(([, dbfs]) => dbfs).join(', ')
  return { ...figure(id, what, 'range', 1, 1), signals: () => [tone(made)], expected: [lu] }
}

function peak(id: string, what: string, signal: () => Float32Array, dbtp: number): EbuCase {
  return { ...figure(id, what, 'true-peak', 0.4, 0.2), signals: () => [signal()], expected: [dbtp] }
}

function figure(id: string, what: string, about: Figure, below: number, above: number) {
  return { id, what, figure: about, below, above }
}

function pieces(...made: Piece[]): Piece[] {
  return made
}

function repeated(times: number, ...made: Piece[]): Piece[] {
  return Array.from({ length: times }, () => made).flat()
}

/** A 1 kHz sine whose phase goes on through all pieces. */
function tone(made: readonly Piece[]): Float32Array {
  const lengths = made.map(([seconds]) => Math.round(seconds * rateHz))
  const samples = new Float32Array(2 * lengths.reduce((sum, length) => sum + length, 0))
  let frame = 0
  for (const [place, length] of lengths.entries()) {
    const amplitude = 10 ** ((made[place]?.[1] ?? SILENCE) / 20)
    for (const last = frame + length; frame < last; frame++)
      both(samples, frame, amplitude * Math.sin((2 * Math.PI * frame) / 48))
  }
  return samples
}

/** A second of a part of the sampling rate, faded at both ends: a sudden edge would be a peak of its own. */
function sine(part: number, degrees: number, amplitude: number): Float32Array {
  const samples = new Float32Array(2 * rateHz)
  for (let frame = 0; frame < rateHz; frame++) {
    const phase = (2 * Math.PI * frame) / part + (degrees * Math.PI) / 180
    both(samples, frame, amplitude * faded(frame, rateHz) * Math.sin(phase))
  }
  return samples
}

/**
 * At four times the rate a sine of fs/6 at half scale, one cycle of it at full scale; band-limited and thinned to 48 kHz from
 * each of the four places, which lie differently to the peak.
 */
function burst(offset: number): Float32Array {
  const fine = rateHz * 4
  const length = fine / 8
  const middle = length / 2
  const source = Float64Array.from({ length }, (_, at) => {
    const isRaised = at >= middle && at < middle + 24
    return (isRaised ? 1 : 0.5) * faded(at, length) * Math.sin((2 * Math.PI * (at - middle)) / 24)
  })
  const limited = lowPass(source)
  // Band-limiting takes a little of the one cycle: full scale is what is left of it.
  const highest = limited.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const samples = new Float32Array(2 * Math.floor(length / 4))
  for (let frame = 0; frame < samples.length / 2; frame++)
    both(samples, frame, (limited[frame * 4 + offset] ?? 0) / highest)
  return samples
}

/** A windowed sinc that ends at 22 kHz, for 192 kHz. */
function lowPass(source: Float64Array): Float64Array {
  const reach = 256
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, tap) => {
    const x = tap - reach
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (reach + 1))
    const turn = (2 * Math.PI * 22_000 * x) / (rateHz * 4)
    return (x === 0 ? 1 : Math.sin(turn) / turn) * window
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return source.map((_, at) => {
    let value = 0
    for (let tap = 0; tap < taps.length; tap++) value += (taps[tap] ?? 0) * (source[at + reach - tap] ?? 0)
    return value / sum
  })
}

function faded(frame: number, length: number): number {
  return Math.min(1, (10 * frame) / length, (10 * (length - frame)) / length)
}

function both(samples: Float32Array, frame: number, value: number): void {
  samples[2 * frame] = value
  samples[2 * frame + 1] = value
}
