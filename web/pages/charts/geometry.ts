/** Where things lie in the charts (pure): what a month's cell says, how long bars are, where the points of the loudness line are. */
import type { EditionLoudness, Figure } from '../../../server/contract/index.ts'

/** A month of a programme against its plan: reached, short, nothing heard, still running, nothing to come of it. */
export type CellState = 'met' | 'short' | 'none' | 'running' | 'blank'

/** What a month's cell says. `isRunning`: the month is not over, so that nothing is wanting yet. */
export function cellState(
  { value = 0, planned = 0 }: Pick<Figure, 'value' | 'planned'>,
  isRunning: boolean,
): CellState {
  if (value === 0 && planned === 0) return 'blank'
  if (value >= planned) return 'met'
  if (isRunning) return 'running'
  return value === 0 ? 'none' : 'short'
}

/** A part of a bar, in shares of the longest bar of its chart. */
export interface BarPart {
  from: number
  share: number
}

/** The parts of each bar laid end to end; the longest bar is 1. Without anything to show every part is 0. */
export function barsOf(rows: readonly (readonly number[])[]): BarPart[][] {
  const longest = Math.max(0, ...rows.map((row) => row.reduce((sum, value) => sum + value, 0)))
  return rows.map((row) => {
    let from = 0
    return row.map((value) => {
      const share = longest === 0 ? 0 : value / longest
      const part = { from, share }
      from += share
      return part
    })
  })
}

/** EBU R 128: how far from its target a programme may lie, LU. */
export const TOLERANCE_LU = 0.5

/** Whether an edition lies within the tolerance of EBU R 128. */
export function isOnTarget({ lufs, targetLufs }: Pick<EditionLoudness, 'lufs' | 'targetLufs'>): boolean {
  // Measured to a tenth, as it is shown.
  return Math.round(Math.abs(lufs - targetLufs) * 10) / 10 <= TOLERANCE_LU
}

/** A scale of loudness from top to bottom, LUFS, and the values that are written beside it. */
export interface LoudnessScale {
  top: number
  bottom: number
  marks: number[]
}

const MOST_MARKS = 7
const STEPS_LU = [1, 2, 5, 10] as const

/** A scale on which all editions and all targets lie, with room of 1 LU above and below. */
export function loudnessScale(editions: readonly Pick<EditionLoudness, 'lufs' | 'targetLufs'>[]): LoudnessScale {
  const values = editions.flatMap(({ lufs, targetLufs }) => [lufs, targetLufs])
  const top = Math.ceil(Math.max(...values) + 1)
  const bottom = Math.floor(Math.min(...values) - 1)
  const step = STEPS_LU.find((lu) => (top - bottom) / lu <= MOST_MARKS) ?? 10
  const marks: number[] = []
  for (let mark = Math.ceil(bottom / step) * step; mark <= top; mark += step) marks.push(mark === 0 ? 0 : mark)
  return { top, bottom, marks }
}

/** Where a loudness lies on a scale of this height: 0 at its top. */
export function yOf(lufs: number, { top, bottom }: LoudnessScale, height: number): number {
  return ((top - lufs) / (top - bottom)) * height
}

/** Where the point of an edition lies: editions stand side by side, each as wide as the others. */
export function xOf(place: number, count: number, width: number): number {
  return ((place + 0.5) / Math.max(1, count)) * width
}

/** A line through points, as a path. */
export function lineThrough(points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** A target as a line of steps: it changes between two editions, not at one. */
export function stepsOf(targets: readonly number[], width: number, at: (lufs: number) => number): string {
  const step = width / Math.max(1, targets.length)
  return targets
    .map((target, place) => {
      const [x, y] = [place * step, at(target)]
      const isNew = place === 0 || targets[place - 1] !== target
      return `${isNew ? `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}` : ''}L${(x + step).toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

/** The months under the points: each where its first edition stands. */
export function monthMarks(editions: readonly Pick<EditionLoudness, 'beginsOn'>[]): { place: number; month: number }[] {
  return editions.flatMap(({ beginsOn }, place) => {
    const month = beginsOn.slice(0, 7)
    return editions[place - 1]?.beginsOn.slice(0, 7) === month ? [] : [{ place, month: Number(month.slice(5)) }]
  })
}
