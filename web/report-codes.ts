/** Spans and scopes of reports as addresses have them: `2026-Q3`, `unit.<id>`. The station reads the same. */
import type { ReportScope, ReportSpan } from '../server/contract/index.ts'
import { addDays } from './dates.ts'

/** What an address asks for; undefined: no span, or days that do not exist or end before they begin. */
export function readPeriod(code: string): ReportSpan | undefined {
  const part = /^(\d{4})-(?:Q([1-4])|H([12]))$/.exec(code)
  if (part?.[2]) return { kind: 'quarter', year: Number(part[1]), part: Number(part[2]) }
  if (part?.[3]) return { kind: 'half-year', year: Number(part[1]), part: Number(part[3]) }
  if (/^\d{4}$/.test(code)) return { kind: 'year', year: Number(code) }
  const days = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(code)
  const [, from, to] = days ?? []
  if (from === undefined || to === undefined || from > to) return undefined
  return exists(from) && exists(to) ? { kind: 'days', from, to } : undefined
}

export function spanText(span: ReportSpan): string {
  if (span.kind === 'days') return `${span.from}..${span.to}`
  const year = String(span.year).padStart(4, '0')
  if (span.kind === 'year') return year
  return `${year}-${span.kind === 'quarter' ? 'Q' : 'H'}${span.part}`
}

/** Whom an address asks about; undefined: nobody. */
export function readScopeCode(code: string): ReportScope | undefined {
  if (code === 'station' || code === 'agency') return { of: code }
  const dot = code.indexOf('.')
  const [of, id] = [code.slice(0, dot), code.slice(dot + 1)]
  if (dot < 0 || id === '') return undefined
  if (of === 'unit') return { of, unitId: id }
  return of === 'ward' ? { of, wardStationId: id } : undefined
}

export function scopeText(scope: ReportScope): string {
  if (scope.of === 'unit') return `unit.${scope.unitId}`
  return scope.of === 'ward' ? `ward.${scope.wardStationId}` : scope.of
}

/** A date of the calendar is the one that comes back when it is counted with. */
function exists(date: string): boolean {
  return addDays(date, 0) === date
}
