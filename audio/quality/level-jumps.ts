import type { Finding } from './finding.ts'

/** Momentary loudness is told every 100 ms for the 400 ms before. */
const stepMs = 100
const windowMs = 400
/** Both sides of a jump are judged by up to 8 s of what sounds, and by no less than 4. */
const sideSteps = 80
const fewestSteps = 40
/** A voice is as loud as its louder fifth: pauses and soft words do not change that. */
const loudShare = 0.8
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
  const loudest = quantile(
    momentaryLufs.filter((lufs) => lufs > absoluteGateLufs),
    0.9,
  )
  if (loudest === undefined) return []
  const sounding: { at: number; lufs: number }[] = []
  for (const [at, lufs] of momentaryLufs.entries())
    if (lufs > Math.max(absoluteGateLufs, loudest - pauseUnderLu)) sounding.push({ at, lufs })
  const findings: Finding[] = []
  let best: Step | undefined
  for (let place = fewestSteps; place <= sounding.length - fewestSteps; place++) {
    const step = stepAt(sounding, place)
    const isJump = Math.abs(step.byLu) >= jumpLu
    if (best !== undefined && (!isJump || step.byLu * best.byLu < 0)) {
      findings.push(jump(best))
      best = undefined
    }
    if (isJump && Math.abs(step.meansApartLu) > Math.abs(best?.meansApartLu ?? 0)) best = step
  }
  return best === undefined ? findings : [...findings, jump(best)]
}

interface Step {
  at: number
  /** How much louder it is after this place than before it. */
  byLu: number
  /** The same by means, which are furthest apart exactly where the step is. */
  meansApartLu: number
}

function stepAt(sounding: readonly { at: number; lufs: number }[], place: number): Step {
  const side = (from: number, to: number): { loud: number; mean: number } => {
    const values = sounding.slice(Math.max(0, from), to).map(({ lufs }) => lufs)
    return { loud: quantile(values, loudShare) ?? 0, mean: values.reduce((sum, lufs) => sum + lufs, 0) / values.length }
  }
  const [before, after] = [side(place - sideSteps, place), side(place, place + sideSteps)]
  return { at: sounding[place]?.at ?? 0, byLu: after.loud - before.loud, meansApartLu: after.mean - before.mean }
}

function jump({ at, byLu }: Step): Finding {
  const fromMs = Math.max(0, (at + 1) * stepMs - windowMs)
  return { kind: 'level-jump', fromMs, toMs: fromMs + 3_000, severity: 'warning', figures: { byLu } }
}

function quantile(values: readonly number[], share: number): number | undefined {
  const ordered = Float32Array.from(values).sort()
  return ordered[Math.floor((ordered.length - 1) * share)]
}
