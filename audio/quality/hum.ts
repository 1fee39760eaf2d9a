import { fourier } from '../fourier.ts'
import { houseRateHz } from '../house-format.ts'
import type { SpanMs } from './finding.ts'
import { voiceFromHz } from './voice-band.ts'

/** The mains and what it brings along lie far below 1 kHz: every 24 samples become one. */
const decimation = 24
const rateHz = houseRateHz / decimation
/** 256 ms, as long as a short pause; half of it anew each time. */
const windowFrames = 512
const hopFrames = windowFrames / 2
const binHz = rateHz / windowFrames
const highestHz = 660
const bins = Math.ceil(highestHz / binHz) + 12
const hann = Float64Array.from(
  { length: windowFrames },
  (_weight, n) => Math.sin((Math.PI * (n + 0.5)) / windowFrames) ** 2,
)
const hannPower = hann.reduce((sum, weight) => sum + weight * weight, 0)
/** Nothing is learnt from digital silence. */
const silentPower = 1e-10
/** The quietest so many windows are kept, whatever the length of the sound. */
const mostWindows = 64

interface QuietWindow {
  /** Mean square in the voice band: a pause is where no voice is, however loud the hum. */
  voicePower: number
  fromMs: number
  /** Power of the three bins around each bin, as the mean square of what would make it. */
  powers: Float32Array
}

/** Learns the low end of a sound in its pauses, in memory that does not grow with it. */
export class HumListener {
  private readonly transform = fourier(windowFrames)
  private readonly re = new Float64Array(windowFrames)
  private readonly im = new Float64Array(windowFrames)
  private readonly line = new Float64Array(windowFrames)
  private filled = 0
  private frames = 0
  private sum = 0
  private inSum = 0
  private readonly voicePowers: number[] = []
  /** The quietest so far, the loudest of them last. */
  private readonly quiet: QuietWindow[] = []
  private silent = 0

  /** Takes a block of mono samples (48 kHz, a multiple of 24) and its mean square in the voice band. */
  push(mono: Float32Array, voicePower: number): void {
    for (let n = 0; n < mono.length; n++) {
      this.sum += mono[n] as number
      if (++this.inSum < decimation) continue
      this.line[this.filled++] = this.sum / decimation
      this.voicePowers.push(voicePower)
      this.sum = 0
      this.inSum = 0
      this.frames++
      if (this.filled === windowFrames) this.look()
    }
  }

  /** The hum of the pauses of a sound whose voice has that level; undefined where there is none, or no pause to tell it from. */
  hum(speechDbfs: number): Hum | undefined {
    return humOf(this.quiet, this.silent, speechDbfs)
  }

  private look(): void {
    const voicePower = this.voicePowers.reduce((sum, power) => sum + power, 0) / windowFrames
    const loudest = this.quiet.at(-1)
    const isWanted = this.quiet.length < mostWindows || (loudest !== undefined && voicePower < loudest.voicePower)
    if (isWanted) this.keep(voicePower)
    this.line.copyWithin(0, hopFrames)
    this.voicePowers.splice(0, hopFrames)
    this.filled = hopFrames
  }

  private keep(voicePower: number): void {
    const mean = this.line.reduce((sum, sample) => sum + sample, 0) / windowFrames
    let power = 0
    for (let n = 0; n < windowFrames; n++) {
      const sample = (this.line[n] as number) - mean
      power += sample * sample
      this.re[n] = sample * (hann[n] as number)
      this.im[n] = 0
    }
    if (power < silentPower * windowFrames) {
      this.silent++
      return
    }
    this.transform.transform(this.re, this.im)
    const single = Float64Array.from({ length: bins + 1 }, (_power, bin) => {
      const [a, b] = [this.re[bin] as number, this.im[bin] as number]
      return (2 * (a * a + b * b)) / (windowFrames * hannPower)
    })
    const powers = Float32Array.from(
      { length: bins },
      (_power, bin) => (single[bin - 1] ?? 0) + (single[bin] ?? 0) + (single[bin + 1] ?? 0),
    )
    const place = this.quiet.findIndex((other) => other.voicePower > voicePower)
    const fromMs = ((this.frames - windowFrames) / rateHz) * 1_000
    this.quiet.splice(place < 0 ? this.quiet.length : place, 0, { voicePower, fromMs, powers })
    if (this.quiet.length > mostWindows) this.quiet.pop()
  }
}

export interface Hum {
  hz: 50 | 60
  /** Of its lines together, dBFS. */
  levelDbfs: number
  /** Of those that lie in the voice band. */
  voiceBandDbfs: number
  /** Where it was heard best. */
  place: SpanMs
}

/** Pauses lie so far under the voice; of those the quietest count, up to so much louder than the very quietest. */
const pauseUnderDb = 12
const alikeDb = 8
const fewestWindows = 4
/** A line counts that stands so far above the spectrum beside it: 10 dB is twice what noise alone does in windows of this length. */
const lineDb = 10
/** One line alone must be clearer, and be the mains itself or its double. */
const singleLineDb = 16
const fewestLines = 2
/** Hum without any of its first lines would be something else: the end of a voice has lines of its own. */
const firstLines = 3
/** What lies further under the voice, or under −80 dBFS, nobody hears. */
const audibleUnderDb = 50
const audibleDbfs = -80

function humOf(quiet: readonly QuietWindow[], silent: number, speechDbfs: number): Hum | undefined {
  const quietest = quiet[0]
  if (quietest === undefined || decibels(quietest.voicePower) > speechDbfs - pauseUnderDb) return undefined
  const limit = Math.min(quietest.voicePower * 10 ** (alikeDb / 10) + 1e-9, 10 ** ((speechDbfs - pauseUnderDb) / 10))
  const pauses = quiet.filter(({ voicePower }) => voicePower <= limit)
  // Hum never stops: where most pauses are digital silence, what the others hold is the ends of words.
  if (pauses.length < Math.max(fewestWindows, silent)) return undefined
  // For the same reason the lower quarter is taken: what only some pauses have (the end of a voice, a car) is left out.
  const steady = Float64Array.from({ length: bins }, (_power, bin) =>
    quantile(
      pauses.map(({ powers }) => powers[bin] ?? 0),
      0.25,
    ),
  )
  const [fifty, sixty] = [linesOf(steady, 50), linesOf(steady, 60)]
  const [hz, lines] = fifty.power >= sixty.power ? ([50, fifty] as const) : ([60, sixty] as const)
  const isHum = (lines.count >= fewestLines && lines.hasFirst) || lines.clearest >= singleLineDb
  const levelDbfs = decibels(lines.power)
  if (!isHum || levelDbfs < Math.max(audibleDbfs, speechDbfs - audibleUnderDb)) return undefined
  return {
    hz,
    levelDbfs,
    voiceBandDbfs: decibels(lines.voicePower),
    place: { fromMs: quietest.fromMs, toMs: quietest.fromMs + (windowFrames / rateHz) * 1_000 },
  }
}

/** The lines of a mains frequency that stand out: how many, how far the clearer of the first two, and their power together. */
function linesOf(
  steady: Float64Array,
  hz: number,
): { count: number; hasFirst: boolean; clearest: number; power: number; voicePower: number } {
  const found = { count: 0, hasFirst: false, clearest: Number.NEGATIVE_INFINITY, power: 0, voicePower: 0 }
  for (let harmonic = 1; harmonic * hz <= highestHz - 5 * binHz; harmonic++) {
    const bin = Math.round((harmonic * hz) / binHz)
    const beside = [-7, -6, -5, 5, 6, 7].map((offset) => steady[bin + offset] ?? 0)
    const power = Math.max(steady[bin - 1] ?? 0, steady[bin] ?? 0, steady[bin + 1] ?? 0)
    const standsOutDb = decibels(power) - decibels(quantile(beside, 0.5))
    if (standsOutDb < lineDb) continue
    found.count++
    found.power += power
    if (harmonic <= firstLines) found.hasFirst = true
    if (harmonic * hz >= voiceFromHz) found.voicePower += power
    if (harmonic <= 2) found.clearest = Math.max(found.clearest, standsOutDb)
  }
  return found
}

function quantile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((one, other) => one - other)
  return ordered[Math.floor((ordered.length - 1) * share)] ?? 0
}

function decibels(power: number): number {
  return 10 * Math.log10(Math.max(power, 1e-20))
}
