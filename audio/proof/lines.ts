import { BLOCK_FRAMES, type Sighting } from './sightings.ts'

/** A stretch of the recording on which the master runs at one speed: recordingFrame = at + slope · masterFrame. */
export interface Line {
  /** Where in the recording the master's frame 0 lies, or would lie; frames. */
  at: number
  /** Recording frames for each master frame; 1 ± 0.003. */
  slope: number
  /** Blocks of the master that lie on it. */
  sightings: Sighting[]
}

/** Recorders, cassettes and cheap sound cards run wrong by less than this. */
const MOST_WRONG = 0.003
const SLOPE_STEP = 0.000_1
/** Half a bin of the first search, and how far a block may lie beside the line in the end: 64 and 32 ms. */
const COARSE_FRAMES = 2
const FINE_FRAMES = 1
const MOST_LINES = 24
/** What one block alone says may be chance: the likenesses on a line together. */
const LEAST_WEIGHT = 0.75

/**
 * Finds the lines on which sightings lie, the heaviest first; each sighting belongs to one line at most. A Hough
 * transform over speeds from −0.3 % to +0.3 %, then a straight line by least squares through what lies on it.
 */
export function linesThrough(sightings: readonly Sighting[], leastWeight = LEAST_WEIGHT): Line[] {
  let left = [...sightings]
  const lines: Line[] = []
  while (lines.length < MOST_LINES && left.length > 0) {
    const coarse = heaviest(left)
    if (coarse === undefined) break
    const line = fitted(coarse, left)
    if (weight(line.sightings) < leastWeight) break
    lines.push(line)
    const taken = new Set(line.sightings)
    left = left.filter((sighting) => !taken.has(sighting) && Math.abs(beside(line, sighting)) > COARSE_FRAMES)
  }
  return lines
}

/** Where a frame of the master lies in the recording. */
export function inRecording(line: Pick<Line, 'at' | 'slope'>, masterFrame: number): number {
  return line.at + line.slope * masterFrame
}

function beside(line: Pick<Line, 'at' | 'slope'>, { masterFrame, recordingFrame }: Sighting): number {
  return recordingFrame - inRecording(line, masterFrame)
}

function weight(sightings: readonly Sighting[]): number {
  return sightings.reduce((sum, { likeness }) => sum + likeness, 0)
}

function heaviest(sightings: readonly Sighting[]): Pick<Line, 'at' | 'slope'> | undefined {
  let best: { at: number; slope: number; votes: number } | undefined
  const steps = Math.round(MOST_WRONG / SLOPE_STEP)
  // From the right speed outwards, so that among equals the least strange one wins.
  for (let i = 0; i <= 2 * steps; i++) {
    const slope = 1 + (i % 2 === 0 ? i / 2 : -(i + 1) / 2) * SLOPE_STEP
    const bins = new Map<number, number>()
    for (const { masterFrame, recordingFrame, likeness } of sightings) {
      const bin = Math.floor((recordingFrame - slope * masterFrame) / COARSE_FRAMES)
      bins.set(bin, (bins.get(bin) ?? 0) + likeness)
      bins.set(bin + 1, (bins.get(bin + 1) ?? 0) + likeness)
    }
    for (const [bin, votes] of bins) {
      if (best === undefined || votes > best.votes + 1e-9) best = { at: bin * COARSE_FRAMES, slope, votes }
    }
  }
  return best
}

function fitted(coarse: Pick<Line, 'at' | 'slope'>, sightings: readonly Sighting[]): Line {
  let line: Line = { ...coarse, sightings: [] }
  for (const reach of [2 * COARSE_FRAMES, COARSE_FRAMES, FINE_FRAMES, FINE_FRAMES]) {
    const near = nearest(line, sightings, reach)
    if (near.length === 0) break
    line = { ...leastSquares(near), sightings: near }
  }
  return line
}

/** Of each block the sighting next to the line, where one is within reach. */
function nearest(line: Line, sightings: readonly Sighting[], reach: number): Sighting[] {
  const byBlock = new Map<number, Sighting>()
  for (const sighting of sightings) {
    const off = Math.abs(beside(line, sighting))
    if (off > reach) continue
    const other = byBlock.get(sighting.masterFrame)
    if (other === undefined || off < Math.abs(beside(line, other))) byBlock.set(sighting.masterFrame, sighting)
  }
  return [...byBlock.values()]
}

/** One place is known to about a tenth of a frame, speeds are within 0.1 % as a rule: few blocks must not bend the line. */
const PLACE_VARIANCE = 0.1 ** 2
const SLOPE_VARIANCE = 0.0005 ** 2

function leastSquares(sightings: readonly Sighting[]): Pick<Line, 'at' | 'slope'> {
  const total = weight(sightings)
  // A block's place is that of its middle: where the speed is wrong its beginning lies elsewhere.
  const half = BLOCK_FRAMES / 2
  let x = 0
  let y = 0
  for (const { masterFrame, recordingFrame, likeness } of sightings) {
    x += (likeness * (masterFrame + half)) / total
    y += (likeness * (recordingFrame + half)) / total
  }
  let xx = 0
  let xy = 0
  for (const { masterFrame, recordingFrame, likeness } of sightings) {
    const dx = masterFrame + half - x
    xx += likeness * dx * dx
    xy += likeness * dx * (recordingFrame + half - y - dx)
  }
  const wrong = xy / (xx + PLACE_VARIANCE / SLOPE_VARIANCE)
  const slope = 1 + Math.max(-MOST_WRONG, Math.min(MOST_WRONG, wrong))
  return { at: y - slope * x, slope }
}
