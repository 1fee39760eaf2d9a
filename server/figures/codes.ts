import { isCalendarDate } from '../../schedules/index.ts'
import type { ReportScope, ReportSpan } from '../contract/index.ts'

/**
 * A span as addresses have it (pure): `2026-Q3`, `2026-H1`, `2026`, `2026-01-05..2026-02-10`. Undefined: no span, or days that do
 * not exist or end before they begin.
 */
export function readSpan(code: string): ReportSpan | undefined {
  const part = /^(\d{4})-([QH])([1-4])$/.exec(code)
  if (part) {
    const [year, number] = [Number(part[1]), Number(part[3])]
    if (part[2] === 'Q') return { kind: 'quarter', year, part: number }
    return number <= 2 ? { kind: 'half-year', year, part: number } : undefined
  }
  if (/^\d{4}$/.test(code)) return { kind: 'year', year: Number(code) }
  const [from, to, ...more] = code.split('..')
  if (from === undefined || to === undefined || more.length > 0) return undefined
  return isCalendarDate(from) && isCalendarDate(to) && from <= to ? { kind: 'days', from, to } : undefined
}

/** The code of a span; `readSpan` reads it back. */
export function spanCode(span: ReportSpan): string {
  switch (span.kind) {
    case 'quarter':
      return `${fourDigits(span.year)}-Q${span.part}`
    case 'half-year':
      return `${fourDigits(span.year)}-H${span.part}`
    case 'year':
      return fourDigits(span.year)
    case 'days':
      return `${span.from}..${span.to}`
  }
}

/** Whom it is about, as addresses have it (pure): `station`, `agency`, `unit.<id>`, `ward.<id>`. Undefined: nobody. */
export function readScope(code: string): ReportScope | undefined {
  if (code === 'station' || code === 'agency') return { of: code }
  const [of, ...rest] = code.split('.')
  const id = rest.join('.')
  if (id === '') return undefined
  if (of === 'unit') return { of, unitId: id }
  return of === 'ward' ? { of, wardStationId: id } : undefined
}

/** The code of a scope; `readScope` reads it back. */
export function scopeCode(scope: ReportScope): string {
  switch (scope.of) {
    case 'unit':
      return `unit.${scope.unitId}`
    case 'ward':
      return `ward.${scope.wardStationId}`
    default:
      return scope.of
  }
}

function fourDigits(year: number): string {
  return String(year).padStart(4, '0')
}
