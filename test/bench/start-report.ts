import type { Measured } from './start-meter.ts'

/** What one way did under one condition. */
export interface Row {
  name: string
  measured: Measured[]
}

/** What the meter said of the reference. */
export interface Reference {
  errorsMs: number[]
  /** Largest half distance of the quartiles of the recorder's readings. */
  spreadMs: number
}

const EDGES_MS = [-20, -5, -2, -1, -0.5, 0, 0.5, 1, 2, 5, 20]
const BAR_WIDTH = 40
const OUTLIER_MS = 2

export function printRows(rows: readonly Row[]): void {
  say('| | n | trung vị (p50) | p5 … p95 | p99 của |sai số| | lớn nhất (max) | nguyên vẹn (whole) |')
  say('|---|---|---|---|---|---|---|')
  for (const { name, measured } of rows) {
    const errors = errorsOf(measured).toSorted((a, b) => a - b)
    const sizes = errors.map(Math.abs).toSorted((a, b) => a - b)
    const ms = (value: number | undefined) => value?.toFixed(2) ?? '–'
    const unheard = measured.length - errors.length
    const lost = unheard > 0 ? `, ${unheard} không nghe thấy (unheard)` : ''
    const whole = measured.filter(({ isWhole }) => isWhole).length
    say(
      `| ${name} | ${measured.length} | ${ms(at(errors, 0.5))} | ${ms(at(errors, 0.05))} … ${ms(at(errors, 0.95))} | ${ms(at(sizes, 0.99))} | ${ms(sizes.at(-1))} | ${whole}/${measured.length}${lost} |`,
    )
  }
}

export function printHistogram(title: string, measured: readonly Measured[]): void {
  const errors = errorsOf(measured)
  const counts = Array.from({ length: EDGES_MS.length + 1 }, () => 0)
  for (const error of errors) {
    const bin = EDGES_MS.findIndex((edge) => error < edge)
    const place = bin === -1 ? EDGES_MS.length : bin
    counts[place] = (counts[place] ?? 0) + 1
  }
  say(title)
  const most = Math.max(1, ...counts)
  for (const [i, count] of counts.entries()) {
    const from = i === 0 ? '' : `${EDGES_MS[i - 1]}`
    const to = i === EDGES_MS.length ? '' : `${EDGES_MS[i]}`
    const bar = '█'.repeat(Math.ceil((count / most) * BAR_WIDTH))
    say(`  ${from.padStart(5)} … ${to.padEnd(5)} ms ${String(count).padStart(5)} ${bar}`)
  }
}

/** What was said by the way itself where it was off, or not whole. */
export function printOutliers(measured: readonly Measured[]): void {
  for (const { errorMs, isWhole, said } of measured) {
    if (isWhole && errorMs !== undefined && Math.abs(errorMs) <= OUTLIER_MS) continue
    const fault = isWhole ? '' : ', không nguyên vẹn (not whole)'
    say(`  lệch (off) ${errorMs?.toFixed(2) ?? '–'} ms${fault}; máy tự báo (${said ?? ''})`)
  }
}

/** What is measured, its value, the bar, the unit. */
type Bar = [string, number, number, string]

/** The bars of the house beside what was measured. */
export function printBars(idle: readonly Measured[], loaded: readonly Measured[]): void {
  const size = (measured: readonly Measured[], share: number) =>
    at(
      errorsOf(measured)
        .map(Math.abs)
        .toSorted((a, b) => a - b),
      share,
    ) ?? Number.POSITIVE_INFINITY
  const all = [...idle, ...loaded]
  const ofIdle: Bar[] = [['máy rảnh, lớn nhất (idle, max)', size(idle, 1), 2, 'ms']]
  const ofLoaded: Bar[] = [
    ['máy đang dựng, p50 (loaded)', size(loaded, 0.5), 1, 'ms'],
    ['máy đang dựng, p99 (loaded)', size(loaded, 0.99), 5, 'ms'],
    ['máy đang dựng, lớn nhất (loaded, max)', size(loaded, 1), 20, 'ms'],
  ]
  const bars: Bar[] = [
    ...(idle.length > 0 ? ofIdle : []),
    ...(loaded.length > 0 ? ofLoaded : []),
    ['mất, lặp hay khác mẫu (not whole)', all.filter(({ isWhole }) => !isWhole).length, 0, 'lượt'],
  ]
  say('| Lên Sóng | đo được (measured) | mức phải đạt (bar) | |')
  say('|---|---|---|---|')
  for (const [name, measured, bar, unit] of bars) {
    const value = Number.isInteger(measured) ? String(measured) : measured.toFixed(2)
    say(`| ${name} | ${value} ${unit} | ≤ ${bar} ${unit} | ${measured <= bar ? 'đạt' : 'CHƯA ĐẠT'} |`)
  }
}

export function printReference(name: string, { errorsMs, spreadMs }: Reference): void {
  const sorted = errorsMs.toSorted((a, b) => a - b)
  const largest = Math.max(...errorsMs.map(Math.abs))
  say(
    `Sai số của chính phép đo, ${name} (the meter's own error): ${sorted.length} tiếng chuẩn do pacat phát trong cùng bản thu, ` +
      `trung vị ${at(sorted, 0.5)?.toFixed(2) ?? '–'} ms, p5 … p95 ${at(sorted, 0.05)?.toFixed(2) ?? '–'} … ${at(sorted, 0.95)?.toFixed(2) ?? '–'} ms, ` +
      `lớn nhất ${sorted.length === 0 ? '–' : largest.toFixed(2)} ms; đồng hồ bản thu dao động ± ${spreadMs.toFixed(2)} ms.`,
  )
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function errorsOf(measured: readonly Measured[]): number[] {
  return measured.flatMap(({ errorMs }) => errorMs ?? [])
}

function at(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}
