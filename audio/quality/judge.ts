import { type Activity, activityOf } from './activity.ts'
import { breathsOf } from './breaths.ts'
import type { Finding, SpanMs } from './finding.ts'
import type { Hum } from './hum.ts'
import { levelJumpsOf } from './level-jumps.ts'
import { readTimeOf } from './read-time.ts'
import { fastestFallDb } from './room.ts'
import { silencesOf, spokenMsOf } from './silences.ts'

/** All that is kept of a sound that has passed: a few numbers for each second of it. */
export interface Measured {
  durationMs: number
  /** dBFS in the voice band (from 200 Hz), every 10 ms. */
  levels: Float32Array
  /** As `Breadth` tells them, every 20 ms. */
  breadths: Float32Array
  /** The hum in the pauses of a voice of that level. */
  hum: (speechDbfs: number) => Hum | undefined
  /** As the meter tells them, every 100 ms. */
  momentaryLufs: readonly number[]
  clipped: readonly SpanMs[]
}

/** How far under a voice noise is noticed, and how far under it nobody can do without. */
const noticedNoiseDb = 33
const badNoiseDb = 25
/** The same for hum: it is deeper, and small loudspeakers give less of it. */
const badHumDb = 40
/**
 * Dry voices fall by 17 dB and more, limited ones by 15, and those in the three rooms of the tests by 4 to 7.5: nearer to the
 * rooms than to the voices, for people close their words more softly than speech synthesis does.
 */
const farFallDb = 9
/** Of suggestions of one kind as many as somebody would go through by hand. */
const mostOfAKind = 200

/**
 * What is found in a sound, in the order of its places (pure). `expectedMs`: how long its text takes to read, where it is the
 * read of a text.
 */
export function judge(measured: Measured, expectedMs?: number): Finding[] {
  const { levels, breadths, durationMs, momentaryLufs, clipped } = measured
  const findings: Finding[] = clipped.map((span) => ({ kind: 'clipping', ...span, severity: 'warning', figures: {} }))
  const activity = activityOf(levels)
  if (activity !== undefined) {
    const hum = measured.hum(activity.speechDbfs)
    findings.push(
      ...humFinding(hum, activity),
      ...noiseFinding(activity, hum),
      ...farFinding(levels, activity),
      ...levelJumpsOf(momentaryLufs),
      ...silencesOf(activity),
      ...breathsOf(levels, breadths, activity),
      ...(expectedMs === undefined ? [] : readTimeOf(spokenMsOf(activity), expectedMs, durationMs)),
    )
  }
  return fewEnough(findings.map((finding) => within(finding, durationMs))).sort(
    (one, other) => one.fromMs - other.fromMs || one.toMs - other.toMs,
  )
}

function humFinding(hum: Hum | undefined, { speechDbfs }: Activity): Finding[] {
  if (hum === undefined) return []
  const belowDb = speechDbfs - hum.levelDbfs
  const severity = belowDb < badHumDb ? 'warning' : 'note'
  return [{ kind: 'hum', ...hum.place, severity, figures: { hz: hum.hz, belowDb } }]
}

function noiseFinding({ speechDbfs, noiseDbfs, noisePlace }: Activity, hum: Hum | undefined): Finding[] {
  if (noiseDbfs === undefined || noisePlace === undefined) return []
  // What the pauses hold besides the hum, whose harmonics reach into the voice band.
  const restPower = 10 ** (noiseDbfs / 10) - (hum === undefined ? 0 : 10 ** (hum.voiceBandDbfs / 10))
  const belowDb = speechDbfs - 10 * Math.log10(Math.max(restPower, 1e-12))
  if (belowDb >= noticedNoiseDb) return []
  const severity = belowDb < badNoiseDb ? 'warning' : 'note'
  return [{ kind: 'noise', ...noisePlace, severity, figures: { belowDb } }]
}

function farFinding(levels: Float32Array, activity: Activity): Finding[] {
  const fallDb = fastestFallDb(levels, activity)
  if (fallDb === undefined || fallDb >= farFallDb) return []
  const [first, last] = [activity.sounding[0], activity.sounding.at(-1)]
  const place = { fromMs: first?.fromMs ?? 0, toMs: last?.toMs ?? activity.durationMs }
  return [{ kind: 'far-from-microphone', ...place, severity: 'warning', figures: {} }]
}

function within(finding: Finding, durationMs: number): Finding {
  const fromMs = Math.round(Math.min(Math.max(0, finding.fromMs), durationMs))
  return { ...finding, fromMs, toMs: Math.round(Math.min(Math.max(fromMs, finding.toMs), durationMs)) }
}

function fewEnough(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>()
  return findings.filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return count <= mostOfAKind
  })
}
