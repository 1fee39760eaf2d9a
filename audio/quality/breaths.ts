import { type Activity, levelStepMs } from './activity.ts'
import { breadthStepMs } from './breadth.ts'
import type { Finding, SpanMs } from './finding.ts'

/** Words are loud; what lies between two stretches of them may hold a breath. */
const wordsUnderDb = 13
const betweenSyllablesMs = 120
const shortestWordsMs = 100
/** A breath that is heard lies between these under the voice, and this far above what pauses hold where nobody breathes. */
const [loudestUnderDb, softestUnderDb] = [12, 42]
const aboveNoiseDb = 8
/** Some pauses are all breath; the quietest moments of the quieter ones are what is left of the room. */
const quietPauseShare = 0.2
const quietSteps = 5
const digitalSilenceDbfs = -95
/** Rushing air has its power spread evenly; a voice, and the room that answers it, do not. */
export const leastBreadth = 0.12
/** Longer than a breath that is merely taken, shorter than a sigh in a silence. */
const [shortestMs, longestMs] = [250, 1_500]
const interruptedMs = 40
/** A breath swells; what is left of a word in a room fades from its first instant. */
const fadesDb = 4

/** Breaths between phrases that are heard as such; `breadths` as `Breadth` tells them. */
export function breathsOf(levels: Float32Array, breadths: Float32Array, activity: Activity): Finding[] {
  const { speechDbfs, noiseDbfs = Number.NEGATIVE_INFINITY } = activity
  const pauses = pausesBetweenWords(levels, speechDbfs)
  const quiet = Math.max(noiseDbfs, quietOf(levels, pauses))
  const floor = Math.max(speechDbfs - softestUnderDb, quiet + aboveNoiseDb)
  const ceiling = speechDbfs - loudestUnderDb
  const isBreath = (step: number): boolean => {
    const level = meanLevel(levels, step)
    return level >= floor && level <= ceiling && (breadths[step] ?? 0) >= leastBreadth
  }
  const findings: Finding[] = []
  for (const pause of pauses) {
    for (const { fromMs, toMs } of runs(pause, isBreath)) {
      const lasts = toMs - fromMs
      if (lasts < shortestMs || lasts > longestMs || isFading(levels, fromMs, toMs)) continue
      findings.push({ kind: 'long-breath', fromMs, toMs, severity: 'note', suggestion: 'cut', figures: {} })
    }
  }
  return findings
}

/** Level of the window of a breadth, in its middle 20 ms. */
function meanLevel(levels: Float32Array, step: number): number {
  const at = step * (breadthStepMs / levelStepMs) + 1
  return 10 * Math.log10((10 ** ((levels[at] ?? -120) / 10) + 10 ** ((levels[at + 1] ?? -120) / 10)) / 2)
}

/** The pauses before each stretch of words, the one at the beginning among them. */
function pausesBetweenWords(levels: Float32Array, speechDbfs: number): SpanMs[] {
  const words: SpanMs[] = []
  let from = 0
  for (let step = 0; step <= levels.length; step++) {
    if (step < levels.length && (levels[step] as number) >= speechDbfs - wordsUnderDb) continue
    if (step > from) {
      const last = words.at(-1)
      if (last !== undefined && from * levelStepMs - last.toMs < betweenSyllablesMs) last.toMs = step * levelStepMs
      else words.push({ fromMs: from * levelStepMs, toMs: step * levelStepMs })
    }
    from = step + 1
  }
  const spoken = words.filter(({ fromMs, toMs }) => toMs - fromMs >= shortestWordsMs)
  return spoken.map(({ fromMs }, place) => ({ fromMs: spoken[place - 1]?.toMs ?? 0, toMs: fromMs }))
}

/** The level of the quietest 50 ms of the quieter pauses. */
function quietOf(levels: Float32Array, pauses: readonly SpanMs[]): number {
  const quietest = pauses.map(({ fromMs, toMs }) => {
    let least = Number.POSITIVE_INFINITY
    for (let step = fromMs / levelStepMs; step + quietSteps <= toMs / levelStepMs; step++) {
      let power = 0
      for (let other = step; other < step + quietSteps; other++) power += 10 ** ((levels[other] ?? -120) / 10)
      const dbfs = 10 * Math.log10(power / quietSteps)
      if (dbfs > digitalSilenceDbfs) least = Math.min(least, dbfs)
    }
    return least
  })
  const ordered = quietest.filter(Number.isFinite).sort((one, other) => one - other)
  return ordered[Math.floor((ordered.length - 1) * quietPauseShare)] ?? Number.NEGATIVE_INFINITY
}

/** Runs of steps in a pause for which something holds, short interruptions bridged. */
function runs({ fromMs, toMs }: SpanMs, holds: (step: number) => boolean): SpanMs[] {
  const found: SpanMs[] = []
  for (let step = Math.ceil(fromMs / breadthStepMs); (step + 1) * breadthStepMs <= toMs; step++) {
    if (!holds(step)) continue
    const at = { fromMs: step * breadthStepMs + levelStepMs, toMs: (step + 1) * breadthStepMs + levelStepMs }
    const last = found.at(-1)
    if (last !== undefined && at.fromMs - last.toMs <= interruptedMs) last.toMs = at.toMs
    else found.push(at)
  }
  return found
}

function isFading(levels: Float32Array, fromMs: number, toMs: number): boolean {
  const [from, to] = [Math.round(fromMs / levelStepMs), Math.round(toMs / levelStepMs)]
  const half = Math.floor((from + to) / 2)
  const mean = (first: number, last: number): number => {
    let sum = 0
    for (let step = first; step < last; step++) sum += levels[step] ?? -120
    return sum / Math.max(1, last - first)
  }
  return mean(from, half) - mean(half, to) > fadesDb
}
