import type { Activity } from './activity.ts'
import type { Finding, SpanMs } from './finding.ts'

/** A read begins and ends with a little air. */
const leadMs = 300
const tailMs = 500
/** Silence before and after the read that is worth taking off. */
const longLeadMs = 1_000
const longTailMs = 1_500
/** Between paragraphs a reader takes a second, seldom more than one and a half. */
const longSilenceMs = 2_000
/** What stays of a silence that is shortened. */
const keptPauseMs = 700

/** A slate is a sound of 2 s at most, followed by at least 0.8 s of silence, within the first 10 s. */
const slateMs = 2_000
const slateSilenceMs = 800
const slateWithinMs = 10_000
/** What follows a slate is a read: it lasts. */
const readMs = 3_000

/** Silence before, after and in a read, and what was sounded before it to mark it; each with what may be taken off. */
export function silencesOf({ durationMs, sounding }: Activity): Finding[] {
  const last = sounding.at(-1)
  if (last === undefined) return []
  const { slates, readFromMs } = slatesOf(sounding)
  const findings: Finding[] = slates.map(({ fromMs, toMs }) => ({
    ...note('slate', fromMs, toMs),
    suggestion: 'trim-start' as const,
  }))
  const readFrom = sounding.findIndex(({ fromMs }) => fromMs >= readFromMs)
  const read = sounding.slice(readFrom)
  const [first] = read
  // Taking a slate off takes the silence before it along.
  if (slates.length === 0 && first !== undefined && first.fromMs >= longLeadMs)
    findings.push({
      ...note('leading-silence', 0, first.fromMs - leadMs),
      suggestion: 'trim-start',
      figures: { silentMs: first.fromMs },
    })
  for (const [place, { toMs }] of read.entries()) {
    const next = read[place + 1]
    if (next === undefined || next.fromMs - toMs < longSilenceMs) continue
    const spareMs = next.fromMs - toMs - keptPauseMs
    const fromMs = toMs + keptPauseMs / 2
    findings.push({
      ...note('long-silence', fromMs, fromMs + spareMs),
      suggestion: 'cut',
      figures: { silentMs: next.fromMs - toMs },
    })
  }
  if (durationMs - last.toMs >= longTailMs)
    findings.push({
      ...note('trailing-silence', last.toMs + tailMs, durationMs),
      suggestion: 'trim-end',
      figures: { silentMs: durationMs - last.toMs },
    })
  return findings
}

/** How long is spoken, with the pauses that belong to it: from the first word to the last, long silences left out. */
export function spokenMsOf({ sounding }: Activity): number {
  const { readFromMs } = slatesOf(sounding)
  const read = sounding.filter(({ fromMs }) => fromMs >= readFromMs)
  return read.reduce((sum, { fromMs, toMs }, place) => {
    const next = read[place + 1]
    const pauseMs = next === undefined ? 0 : Math.min(keptPauseMs * 2, next.fromMs - toMs)
    return sum + toMs - fromMs + pauseMs
  }, 0)
}

/** What is to be taken off before the read, each from where the one before ended, and where the read begins. */
function slatesOf(sounding: readonly SpanMs[]): { slates: SpanMs[]; readFromMs: number } {
  const groups: SpanMs[] = []
  for (const { fromMs, toMs } of sounding) {
    const last = groups.at(-1)
    if (last !== undefined && fromMs - last.toMs < slateSilenceMs) last.toMs = toMs
    else groups.push({ fromMs, toMs })
  }
  const slates: SpanMs[] = []
  let readFromMs = groups[0]?.fromMs ?? 0
  for (const [place, { fromMs, toMs }] of groups.entries()) {
    const next = groups[place + 1]
    const isShort = toMs - fromMs <= slateMs && toMs <= slateWithinMs
    const lastsAfter = groups.slice(place + 1).reduce((sum, group) => sum + group.toMs - group.fromMs, 0)
    if (next === undefined || !isShort || lastsAfter < readMs) break
    slates.push({ fromMs: slates.at(-1)?.toMs ?? 0, toMs: next.fromMs - leadMs })
    readFromMs = next.fromMs
  }
  return { slates, readFromMs }
}

function note(kind: Finding['kind'], fromMs: number, toMs: number): Finding {
  return { kind, fromMs, toMs, severity: 'note', figures: {} }
}
