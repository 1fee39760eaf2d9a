/**
 * A read being edited: pieces of recordings in the order in which they are heard. Nothing is ever changed in a recording; a
 * cut only leaves something out of this list. Times are whole milliseconds, of the line (what is heard) or of a take.
 */
export interface Piece {
  readonly takeId: string
  readonly fromMs: number
  readonly toMs: number
}

export type Line = readonly Piece[]

/** A stretch of the line. */
export interface Range {
  readonly fromMs: number
  readonly toMs: number
}

/** Nothing shorter is cut or left standing: less than a sound of speech. */
export const SHORTEST_MS = 50

export const pieceMs = ({ fromMs, toMs }: Range) => toMs - fromMs

/** How long the line is. */
export const lineMs = (line: Line) => line.reduce((sum, piece) => sum + pieceMs(piece), 0)

/** A take as it was recorded, as a line. */
export const wholeTake = ({ id, durationMs }: { id: string; durationMs: number }): Line => [
  { takeId: id, fromMs: 0, toMs: Math.floor(durationMs) },
]

/** A piece with its place on the line. */
export interface PlacedPiece {
  readonly piece: Piece
  readonly index: number
  readonly startMs: number
  readonly endMs: number
}

/** Where each piece stands on the line. */
export function placed(line: Line): PlacedPiece[] {
  let at = 0
  return line.map((piece, index) => {
    const startMs = at
    at += pieceMs(piece)
    return { piece, index, startMs, endMs: at }
  })
}

/** The piece that is heard at a place; the last one at the very end. */
export const pieceAt = (line: Line, atMs: number): PlacedPiece | undefined => {
  const all = placed(line)
  return all.find(({ endMs }) => atMs < endMs) ?? all.at(-1)
}

/** What is heard between two places of the line. */
export function slice(line: Line, fromMs: number, toMs: number): Piece[] {
  return placed(line).flatMap(({ piece, startMs, endMs }) => {
    const from = Math.max(Math.round(fromMs), startMs)
    const to = Math.min(Math.round(toMs), endMs)
    if (to <= from) return []
    return [{ takeId: piece.takeId, fromMs: piece.fromMs + from - startMs, toMs: piece.fromMs + to - startMs }]
  })
}

/** Two pieces of one take that follow each other there as they do here: nothing is left out between them. */
const goesOn = (before: Piece | undefined, after: Piece | undefined) =>
  before !== undefined && after !== undefined && before.takeId === after.takeId && before.toMs === after.fromMs

/** The line with pieces that go on from one another as one: what the station is asked to make, and what is heard. */
export function joined(line: Line): Piece[] {
  const pieces: Piece[] = []
  for (const piece of line) {
    const last = pieces.at(-1)
    if (last && goesOn(last, piece)) pieces[pieces.length - 1] = { ...last, toMs: piece.toMs }
    else pieces.push({ ...piece })
  }
  return pieces
}

/** Whether two lines sound the same. */
export const isSameSound = (a: Line, b: Line) => JSON.stringify(joined(a)) === JSON.stringify(joined(b))

/** Two parts of a line one after the other; slivers that a cut leaves at the seam go with it. Undefined: nothing is left. */
function seamed(before: readonly Piece[], after: readonly Piece[]): Line | undefined {
  const head = [...before]
  const tail = [...after]
  const last = head.at(-1)
  const first = tail[0]
  const isSeam = !goesOn(last, first)
  if (isSeam && last && pieceMs(last) < SHORTEST_MS) head.pop()
  if (isSeam && first && pieceMs(first) < SHORTEST_MS) tail.shift()
  const line = [...head, ...tail]
  return line.length === 0 ? undefined : line
}

/** A stretch with its ends in order and inside the line. */
function within(line: Line, fromMs: number, toMs: number): Range {
  const total = lineMs(line)
  const inside = (ms: number) => Math.min(total, Math.max(0, Math.round(ms)))
  const [a, b] = [inside(fromMs), inside(toMs)]
  return { fromMs: Math.min(a, b), toMs: Math.max(a, b) }
}

/** Leaves a stretch out. Undefined when it is too short to be one, or when nothing would be left. */
export function cutOut(line: Line, fromMs: number, toMs: number): Line | undefined {
  const cut = within(line, fromMs, toMs)
  if (pieceMs(cut) < SHORTEST_MS) return undefined
  return seamed(slice(line, 0, cut.fromMs), slice(line, cut.toMs, lineMs(line)))
}

/** Stretches in order; those that touch or overlap are one. */
export function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1)
    if (last && range.fromMs <= last.toMs) all[all.length - 1] = { ...last, toMs: Math.max(last.toMs, range.toMs) }
    else all.push({ fromMs: range.fromMs, toMs: range.toMs })
  }
  return all
}

/** Leaves several stretches out, named by their places before any is gone. Undefined when nothing is to go or to stay. */
export function cutAll(line: Line, ranges: readonly Range[]): Line | undefined {
  const cuts = merged(ranges.map(({ fromMs, toMs }) => within(line, fromMs, toMs))).filter(
    (cut) => pieceMs(cut) >= SHORTEST_MS,
  )
  let left: Line | undefined = cuts.length > 0 ? line : undefined
  for (const { fromMs, toMs } of cuts.toReversed()) left = left && cutOut(left, fromMs, toMs)
  return left
}

/** Begins at a place. Undefined when nothing would go or stay. */
export const trimStart = (line: Line, atMs: number) => cutOut(line, 0, atMs)

/** Ends at a place. Undefined when nothing would go or stay. */
export const trimEnd = (line: Line, atMs: number) => cutOut(line, atMs, lineMs(line))

/** Parts the piece at a place in two; nothing sounds otherwise. Undefined too near to an end of a piece. */
export function splitAt(line: Line, atMs: number): Line | undefined {
  const at = Math.round(atMs)
  const found = pieceAt(line, at)
  if (!found || at - found.startMs < SHORTEST_MS || found.endMs - at < SHORTEST_MS) return undefined
  const { piece, index, startMs } = found
  const middle = piece.fromMs + at - startMs
  return line.toSpliced(index, 1, { ...piece, toMs: middle }, { ...piece, fromMs: middle })
}

/** Leaves a whole piece out. Undefined when it is the only one. */
export const removePiece = (line: Line, index: number): Line | undefined =>
  line.length > 1 && line[index] ? line.toSpliced(index, 1) : undefined

/** This line up to a place, from there on another read. Undefined when either half would be empty. */
export function continueWith(line: Line, atMs: number, other: Line, otherAtMs: number): Line | undefined {
  const [before, after] = [slice(line, 0, atMs), slice(other, otherAtMs, lineMs(other))]
  if (lineMs(before) < SHORTEST_MS || lineMs(after) < SHORTEST_MS) return undefined
  return seamed(before, after)
}

/** Another read up to a place of its own, from there on this line. Undefined when either half would be empty. */
export const beginWith = (line: Line, atMs: number, other: Line, otherAtMs: number): Line | undefined =>
  continueWith(other, otherAtMs, line, atMs)

/** Where on the line stretches of takes are heard now, in the order of the line; what touches is one stretch. */
export function whereHeard(line: Line, stretches: Line): Range[] {
  const found = placed(line).flatMap(({ piece, startMs }) =>
    stretches.flatMap(({ takeId, fromMs, toMs }) => {
      const [from, to] = [Math.max(fromMs, piece.fromMs), Math.min(toMs, piece.toMs)]
      if (takeId !== piece.takeId || to <= from) return []
      return [{ fromMs: startMs + from - piece.fromMs, toMs: startMs + to - piece.fromMs }]
    }),
  )
  return merged(found)
}

/** Where something was left out or another read begins. */
export interface Seam {
  readonly atMs: number
  /** How much of the take is left out here; undefined where it does not go on further down the same take. */
  readonly missingMs: number | undefined
}

/** The seams of a line: what is heard there has a fade on both sides. */
export function seamsOf(line: Line): Seam[] {
  return placed(joined(line)).flatMap(({ piece, startMs, index }, _, all) => {
    const before = all[index - 1]?.piece
    if (!before) return []
    const goesForward = before.takeId === piece.takeId && piece.fromMs > before.toMs
    return [{ atMs: startMs, missingMs: goesForward ? piece.fromMs - before.toMs : undefined }]
  })
}
