import type { Finding } from './finding.ts'

/** Momentary loudness is told every 100 ms for the 400 ms before. */
const stepMs = 100
const windowMs = 400
/** Both sides of a jump are judged by up to 8 s of what sounds, and by no less than 4. */
const sideSteps = 80
const fewestSteps = 40
/** A step lifts or lowers all that sounds, the middling and the loud alike; what moves only one of them is how it is said. */
const shares = [0.6, 0.75, 0.9] as const
/** From sentence to sentence a reader moves by 2 to 4 LU. */
const jumpLu = 6
/** What lies so far under the loudest tenth of the whole is a pause, on either side of a jump. */
const pauseUnderLu = 32
const absoluteGateLufs = -70

/**
 * Steps in loudness that stay: another distance to the microphone, another knob, another day. `momentaryLufs` as the meter
 * tells it. The place of a finding is the 3 s from the step.
 */
export function levelJumpsOf(momentaryLufs: readonly number[]): Finding[] {
  const audible = Float32Array.from(momentaryLufs.filter((lufs) => lufs > absoluteGateLufs)).sort()
  const loudest = quantile(audible, 0.9)
  if (loudest === undefined) return []
  const sounding: { at: number; lufs: number }[] = []
  for (const [at, lufs] of momentaryLufs.entries())
    if (lufs > Math.max(absoluteGateLufs, loudest - pauseUnderLu)) sounding.push({ at, lufs })
  const steps: Step[] = []
  for (let place = fewestSteps; place <= sounding.length - fewestSteps; place++) {
    const step = stepAt(sounding, place)
    if (Math.abs(step.byLu) < jumpLu) continue
    const last = steps.at(-1)
    const isSame = last !== undefined && step.place - last.place <= sideSteps && step.byLu * last.byLu > 0
    if (!isSame) steps.push(step)
    else if (Math.abs(step.meansApartLu) > Math.abs(last.meansApartLu)) steps[steps.length - 1] = step
  }
  return steps.map(jump)
}

interface Step {
  /** Among what sounds, and among all. */
  place: number
  at: number
  /** How much louder it is after this place than before it. */
  byLu: number
  /** The same by means, which are furthest apart exactly where the step is. */
  meansApartLu: number
}

function stepAt(sounding: readonly { at: number; lufs: number }[], place: number): Step {
  const side = (from: number, to: number): { ordered: Float32Array; mean: number } => {
    const ordered = Float32Array.from(sounding.slice(Math.max(0, from), to), ({ lufs }) => lufs).sort()
    return { ordered, mean: ordered.reduce((sum, lufs) => sum + lufs, 0) / ordered.length }
  }
  const [before, after] = [side(place - sideSteps, place), side(place, place + sideSteps)]
  const apart = shares.map((share) => (quantile(after.ordered, share) ?? 0) - (quantile(before.ordered, share) ?? 0))
  const [least, most] = [Math.min(...apart), Math.max(...apart)]
  const byLu = least > 0 ? least : most < 0 ? most : 0
  return { place, at: sounding[place]?.at ?? 0, byLu, meansApartLu: after.mean - before.mean }
}

function jump({ at, byLu }: Step): Finding {
  const fromMs = Math.max(0, (at + 1) * stepMs - windowMs)
  return { kind: 'level-jump', fromMs, toMs: fromMs + 3_000, severity: 'warning', figures: { byLu } }
}

function quantile(ordered: Float32Array, share: number): number | undefined {
  return ordered[Math.floor((ordered.length - 1) * share)]
}
