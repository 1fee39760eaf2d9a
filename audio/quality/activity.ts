import type { SpanMs } from './finding.ts'

/** Levels are told for every 10 ms. */
export const levelStepMs = 10

/** What a sound is made of, seen from its levels. */
export interface Activity {
  durationMs: number
  /** Level of what sounds, dBFS in the voice band. */
  speechDbfs: number
  /** Level of the steady noise in the pauses; undefined where there is no pause, or nothing in it. */
  noiseDbfs: number | undefined
  /** The longest stretch of such noise. */
  noisePlace: SpanMs | undefined
  /** Stretches that sound, in order, apart from one another. */
  sounding: SpanMs[]
}

/** The loudest twentieth, and no more than 10 s, is speech for certain; what lies up to 18 dB under its softest counts as well. */
const surelyLoudShare = 0.05
const surelyLoudSteps = 1_000
const speechRangeDb = 18
const inaudibleDbfs = -75
/** What lies so far under the voice is silence, however quiet the room; and what stands so little above the noise of the room. */
const silentUnderDb = 32
const aboveNoiseDb = 6
/** Never so far up that soft ends of words count as silence. */
const softUnderDb = 12
const shortestSoundMs = 30
const loudClickDb = 6
/** Closed lips inside a word. */
const bridgedMs = 150

/** Sorts a sound into what sounds and what does not; undefined where nothing does. `levels` are dBFS in the voice band. */
export function activityOf(levels: Float32Array): Activity | undefined {
  const speechDbfs = speechLevel(levels)
  if (speechDbfs === undefined) return undefined
  const { noiseDbfs, noisePlace } = steadyNoise(levels, speechDbfs)
  const aboveNoise = noiseDbfs === undefined ? Number.NEGATIVE_INFINITY : noiseDbfs + aboveNoiseDb
  const threshold = Math.min(speechDbfs - softUnderDb, Math.max(speechDbfs - silentUnderDb, aboveNoise))
  const durationMs = levels.length * levelStepMs
  return { durationMs, speechDbfs, noiseDbfs, noisePlace, sounding: soundingSpans(levels, threshold, speechDbfs) }
}

function speechLevel(levels: Float32Array): number | undefined {
  if (levels.length === 0) return undefined
  const ordered = levels.slice().sort()
  const loudest = Math.max(1, Math.min(surelyLoudSteps, Math.floor(ordered.length * surelyLoudShare)))
  const surelyLoud = ordered[ordered.length - loudest] as number
  if (surelyLoud < inaudibleDbfs) return undefined
  let [power, count] = [0, 0]
  for (let place = ordered.length - 1; place >= 0; place--) {
    const level = ordered[place] as number
    if (level < surelyLoud - speechRangeDb) break
    power += 10 ** (level / 10)
    count++
  }
  return 10 * Math.log10(power / count)
}

/** Noise is steady: over a fifth of a second its means of 50 ms stay within so much. The end of a word falls faster. */
const meanSteps = 5
const meansInStretch = 4
const steadyWithinDb = 4
const noiseUnderDb = 8
const digitalSilenceDbfs = -95
const fewestStretches = 8
/** In so many pauses, or so long in one: what is heard in a single short one is a breath. */
const fewestPauses = 3
const longStretches = 40
/** Where nearly all quiet stretches are digital silence, the few others are not the noise of a room. */
const mostSilentTimes = 3
const leastShare = 0.01

function steadyNoise(
  levels: Float32Array,
  speechDbfs: number,
): { noiseDbfs: number | undefined; noisePlace: SpanMs | undefined } {
  const means = new Float32Array(Math.floor(levels.length / meanSteps))
  for (let place = 0; place < means.length; place++) {
    let power = 0
    for (let step = 0; step < meanSteps; step++) power += 10 ** ((levels[place * meanSteps + step] as number) / 10)
    means[place] = 10 * Math.log10(power / meanSteps)
  }
  const steady: { place: number; dbfs: number }[] = []
  let silent = 0
  for (let place = 0; place + meansInStretch <= means.length; place++) {
    let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
    for (let other = place; other < place + meansInStretch; other++) {
      const mean = means[other] as number
      low = Math.min(low, mean)
      high = Math.max(high, mean)
      sum += mean
    }
    if (high < digitalSilenceDbfs) silent++
    else if (high - low <= steadyWithinDb && high < speechDbfs - noiseUnderDb)
      steady.push({ place, dbfs: sum / meansInStretch })
  }
  const pauses: number[] = []
  for (const [index, { place, dbfs }] of steady.entries()) {
    const isNew = place - (steady[index - 1]?.place ?? Number.NEGATIVE_INFINITY) > meansInStretch
    if (isNew) pauses.push(dbfs)
    else pauses[pauses.length - 1] = Math.min(dbfs, pauses.at(-1) ?? dbfs)
  }
  const isEnough =
    steady.length >= Math.max(fewestStretches, means.length * leastShare) &&
    (pauses.length >= fewestPauses || steady.length >= longStretches)
  if (!isEnough || silent > mostSilentTimes * steady.length) return { noiseDbfs: undefined, noisePlace: undefined }
  const noiseDbfs = pauses.sort((one, other) => one - other)[Math.floor((pauses.length - 1) / 4)] ?? 0
  return { noiseDbfs, noisePlace: longestNear(steady, noiseDbfs) }
}

/** The longest unbroken row of stretches about as loud as the noise. */
function longestNear(steady: readonly { place: number; dbfs: number }[], noiseDbfs: number): SpanMs | undefined {
  const stepMs = meanSteps * levelStepMs
  let longest: SpanMs | undefined
  let current: SpanMs | undefined
  for (const { place, dbfs } of steady) {
    if (Math.abs(dbfs - noiseDbfs) > steadyWithinDb) continue
    const [fromMs, toMs] = [place * stepMs, (place + meansInStretch) * stepMs]
    current = current !== undefined && fromMs <= current.toMs ? { fromMs: current.fromMs, toMs } : { fromMs, toMs }
    if (longest === undefined || current.toMs - current.fromMs > longest.toMs - longest.fromMs) longest = current
  }
  return longest
}

function soundingSpans(levels: Float32Array, threshold: number, speechDbfs: number): SpanMs[] {
  const spans: SpanMs[] = []
  let from = 0
  let loudest = Number.NEGATIVE_INFINITY
  for (let step = 0; step <= levels.length; step++) {
    const level = step < levels.length ? (levels[step] as number) : Number.NEGATIVE_INFINITY
    if (level >= threshold) {
      loudest = Math.max(loudest, level)
      continue
    }
    const [fromMs, toMs] = [from * levelStepMs, step * levelStepMs]
    const isSound = toMs - fromMs >= shortestSoundMs || (step > from && loudest >= speechDbfs - loudClickDb)
    from = step + 1
    loudest = Number.NEGATIVE_INFINITY
    if (!isSound) continue
    const last = spans.at(-1)
    if (last !== undefined && fromMs - last.toMs < bridgedMs) last.toMs = toMs
    else spans.push({ fromMs, toMs })
  }
  return spans
}
