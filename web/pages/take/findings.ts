/** What the station found in a read, as it stands in the read that is being edited. */
import type { TakeFinding } from '../../../server/contract/index.ts'
import { cutAll, type Line, lineMs, type Range, SHORTEST_MS, slice, whereHeard } from './pieces.ts'

export interface PlacedFinding {
  readonly key: string
  readonly finding: TakeFinding
  /** Where it is heard now; empty when it was cut out. */
  readonly ranges: readonly Range[]
  /** What would go when it is accepted; empty where nothing is suggested, or when it has gone. */
  readonly cuts: readonly Range[]
  /** `open`: a suggestion that waits for an answer. `gone`: cut out. */
  readonly state: 'open' | 'refused' | 'gone' | 'seen'
}

/** What a finding is called by for as long as its read is not looked at anew. */
export const findingKey = ({ kind, fromMs, toMs }: TakeFinding) => `${kind}:${Math.round(fromMs)}:${Math.round(toMs)}`

/** The stretch of the read as it was found that a suggestion would leave out. */
function suggested({ suggestion, fromMs, toMs }: TakeFinding, base: Line): Range | undefined {
  if (suggestion === 'trim-start') return { fromMs: 0, toMs }
  if (suggestion === 'trim-end') return { fromMs, toMs: lineMs(base) }
  return suggestion === 'cut' ? { fromMs, toMs } : undefined
}

const totalMs = (ranges: readonly Range[]) => ranges.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

/**
 * Findings in the order of their places. They speak of the read as it was opened (`base`); where it is cut now, they stand
 * where their sound stands.
 */
export function placeFindings(
  findings: readonly TakeFinding[],
  base: Line,
  line: Line,
  refused: readonly string[],
): PlacedFinding[] {
  return findings
    .toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
    .map((finding) => {
      const key = findingKey(finding)
      const heard = ({ fromMs, toMs }: Range) => whereHeard(line, slice(base, fromMs, toMs))
      const ranges = heard(finding)
      const cut = suggested(finding, base)
      const cuts = cut ? heard(cut).filter(({ fromMs, toMs }) => toMs - fromMs >= SHORTEST_MS) : []
      if (cut && cuts.length === 0) return { key, finding, ranges, cuts, state: 'gone' as const }
      if (cut)
        return { key, finding, ranges, cuts, state: refused.includes(key) ? ('refused' as const) : ('open' as const) }
      return {
        key,
        finding,
        ranges,
        cuts,
        state: totalMs(ranges) > 0 || finding.toMs <= finding.fromMs ? 'seen' : 'gone',
      }
    })
}

/** Where a place of the read as it was opened (`base`) is heard now; undefined when it was cut out. */
export const placeNow = (ms: number, base: Line, line: Line): number | undefined =>
  whereHeard(line, slice(base, ms, ms + SHORTEST_MS))[0]?.fromMs

/** So much of a read is all of it: what is said of that has no place of its own on the waveform. */
const ALL = 0.8

/** The findings that have a place: what is said of the read as a whole is left out. */
export const located = (found: readonly PlacedFinding[], base: Line): PlacedFinding[] =>
  found.filter(({ finding }) => finding.suggestion !== undefined || finding.toMs - finding.fromMs < ALL * lineMs(base))

/** The line without what suggestions name. Undefined when nothing of it is there, or nothing else would stay. */
export const accepted = (line: Line, suggestions: readonly PlacedFinding[]): Line | undefined =>
  cutAll(
    line,
    suggestions.flatMap(({ cuts }) => cuts),
  )

/** The suggestion to answer next: the first open one at or behind a place, else the first of all. */
export function nextOpen(found: readonly PlacedFinding[], fromMs = 0): PlacedFinding | undefined {
  const open = found.filter(({ state }) => state === 'open')
  return open.find(({ cuts }) => (cuts[0]?.toMs ?? 0) > fromMs) ?? open[0]
}
