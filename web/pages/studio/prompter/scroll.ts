/** Where the text stands when so many syllables are said, and back. Pure: lines in, pixels and syllables out. */

/** A word's place as the browser laid it out. */
export interface Anchor {
  /** Syllables said before it. */
  at: number
  topPx: number
}

/** A line of the laid-out text. */
export interface Line {
  at: number
  topPx: number
}

/** Words whose tops differ by less are on one line: a small mark above a word does not make another. */
const SAME_LINE_PX = 8

/** The lines of a text from its words in reading order. */
export function linesOf(anchors: readonly Anchor[]): Line[] {
  const lines: Line[] = []
  for (const { at, topPx } of anchors) {
    const last = lines.at(-1)
    if (!last || topPx > last.topPx + SAME_LINE_PX) lines.push({ at, topPx })
  }
  return lines
}

/** The number of the line that is read when `syllable` syllables are said. */
export function lineAt(lines: readonly Line[], syllable: number): number {
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lines[middle]?.at ?? 0) <= syllable) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/**
 * The height of the text that is read when `syllable` of `total` syllables are said. Smooth, it glides from line to line;
 * otherwise it stands and jumps (for people who asked for less motion).
 */
export function topAt(lines: readonly Line[], syllable: number, total: number, isSmooth: boolean): number {
  const place = lineAt(lines, syllable)
  const line = lines[place]
  if (!line) return 0
  if (!isSmooth) return line.topPx
  const next = lines[place + 1]
  const until = next?.at ?? total
  const share = until > line.at ? Math.min(1, Math.max(0, (syllable - line.at) / (until - line.at))) : 0
  return line.topPx + share * ((next?.topPx ?? line.topPx) - line.topPx)
}

/** The way back: how many syllables are said when the text stands at a height. */
export function syllableAt(lines: readonly Line[], topPx: number, total: number): number {
  const first = lines[0]
  if (!first || topPx <= first.topPx) return 0
  const place = lines.findLastIndex((line) => line.topPx <= topPx)
  const line = lines[place] ?? first
  const next = lines[place + 1]
  if (!next) return line.at
  const share = (topPx - line.topPx) / (next.topPx - line.topPx)
  return Math.min(total, line.at + share * (next.at - line.at))
}

/** Between two steps of the trail nobody reads far. */
const NEAR_MS = 1_000

/** Remembers which syllable was read when, so that reading again from a mark finds its place. */
export class Trail {
  #steps: { ms: number; syllable: number }[] = []

  /** `ms` of the recording; going back forgets what was after it. */
  note(ms: number, syllable: number): void {
    this.#forgetAfter(ms)
    this.#steps.push({ ms, syllable })
  }

  /** The syllable at a moment; undefined before the first step and long after the last. */
  at(ms: number): number | undefined {
    const place = this.#steps.findLastIndex((step) => step.ms <= ms)
    const [step, next] = [this.#steps[place], this.#steps[place + 1]]
    if (!step || (!next && ms > step.ms + NEAR_MS)) return undefined
    if (!next || next.ms === step.ms) return step.syllable
    return step.syllable + ((ms - step.ms) / (next.ms - step.ms)) * (next.syllable - step.syllable)
  }

  clear(): void {
    this.#steps = []
  }

  #forgetAfter(ms: number): void {
    while ((this.#steps.at(-1)?.ms ?? Number.NEGATIVE_INFINITY) >= ms) this.#steps.pop()
  }
}
