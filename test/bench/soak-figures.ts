import { readdir, readFile } from 'node:fs/promises'

/** How a figure grew. */
export interface Growth {
  max: number
  /** Last third against the third before it, as a share: the first third is warming up. */
  overRun: number
  /** The slope of the last two thirds, a day. */
  perDayBytes: number
}

const TICK_MS = 10
const DAY_MS = 86_400_000

/** Processor time that a process has used, all its threads. */
export async function cpuMsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** Children of a process whose command line names a program. */
export async function childrenOf(parent: number, program: string): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== parent) continue
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (line.split('\0').some((word) => word.endsWith(program))) found.push(Number(name))
  }
  return found
}

export function growthOf(points: { atMs: number; value: number }[]): Growth {
  const third = Math.floor(points.length / 3)
  const medianOf = (some: { value: number }[]) => {
    const sorted = some.map(({ value }) => value).toSorted((a, b) => a - b)
    return sorted[sorted.length >> 1] ?? Number.NaN
  }
  const warm = points.slice(third)
  const meanAt = warm.reduce((sum, { atMs }) => sum + atMs, 0) / warm.length
  const mean = warm.reduce((sum, { value }) => sum + value, 0) / warm.length
  const covariance = warm.reduce((sum, { atMs, value }) => sum + (atMs - meanAt) * (value - mean), 0)
  const variance = warm.reduce((sum, { atMs }) => sum + (atMs - meanAt) ** 2, 0)
  return {
    max: Math.max(...points.map(({ value }) => value)),
    overRun: medianOf(points.slice(-Math.max(1, third))) / medianOf(points.slice(third, 2 * third + 1)) - 1,
    perDayBytes: variance === 0 ? 0 : (covariance / variance) * DAY_MS,
  }
}
