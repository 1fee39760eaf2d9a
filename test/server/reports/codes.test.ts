import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReportScope, ReportSpan } from '../../../server/contract/index.ts'
import { readScope, readSpan, scopeCode, spanCode } from '../../../server/figures/index.ts'
import { readPeriod, readScopeCode, scopeText, spanText } from '../../../web/report-codes.ts'

describe('the addresses of reports', () => {
  it.each<[string, ReportSpan]>([
    ['2026-Q3', { kind: 'quarter', year: 2026, part: 3 }],
    ['2026-H2', { kind: 'half-year', year: 2026, part: 2 }],
    ['2026', { kind: 'year', year: 2026 }],
    ['2026-01-05..2026-02-10', { kind: 'days', from: '2026-01-05', to: '2026-02-10' }],
  ])('%s is read and written alike by the station and its pages', (code, span) => {
    expect(readSpan(code)).toEqual(span)
    expect(readPeriod(code)).toEqual(span)
    expect(spanCode(span)).toBe(code)
    expect(spanText(span)).toBe(code)
  })

  it.each(['2026-Q5', '2026-H3', '26', '2026-02-30..2026-03-01', '2026-03-02..2026-03-01', '2026-01-05', ''])(
    'is no span: “%s”',
    (code) => {
      expect(readSpan(code)).toBeUndefined()
      expect(readPeriod(code)).toBeUndefined()
    },
  )

  it('carry any id of a unit or a ward there and back', () => {
    fc.assert(
      fc.property(fc.constantFrom('unit', 'ward'), fc.string({ minLength: 1 }), (of, id) => {
        const scope: ReportScope = of === 'unit' ? { of, unitId: id } : { of: 'ward', wardStationId: id }
        expect(readScope(scopeCode(scope))).toEqual(scope)
        expect(readScopeCode(scopeText(scope))).toEqual(scope)
        expect(scopeText(scope)).toBe(scopeCode(scope))
      }),
    )
    expect(readScope('unit.')).toBeUndefined()
    expect(readScope('nobody.x')).toBeUndefined()
  })
})
