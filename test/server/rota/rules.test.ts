import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dutiesOfPlaces,
  firstYearOf,
  type RotaRow,
  rotaMonthsOf,
  standingIn,
  sumOfDuties,
} from '../../../server/rota/rules.ts'

const row = (more: Partial<RotaRow> = {}): RotaRow => ({
  month: 3,
  scope: 'every-year',
  year: 0,
  state: 'holds',
  at: 1,
  places: [{ unitId: 'a', itemsOwed: 1 }],
  ...more,
})
const of = (unitId: string) => [{ unitId, itemsOwed: 1 }]
const who = (rows: RotaRow[], month: number, year: number) =>
  standingIn(rows, month, year)?.row.places.map(({ unitId }) => unitId)

describe('what counts in a month', () => {
  it('recurs every year, and says nothing of other months', () => {
    expect([2023, 2026, 2199].map((year) => who([row()], 3, year))).toEqual([['a'], ['a'], ['a']])
    expect(standingIn([row()], 4, 2026)).toBeUndefined()
  })

  it('is the version of the last year not after it: what was, stays', () => {
    const rows = [row(), row({ year: 2025, at: 2, places: of('b') }), row({ year: 2027, at: 3, places: of('c') })]
    expect([2024, 2025, 2026, 2027].map((year) => who(rows, 3, year))).toEqual([['a'], ['b'], ['b'], ['c']])
  })

  it('is the exception in its year alone, until it is taken away', () => {
    const exception = row({ scope: 'one-year', year: 2026, at: 2, places: [] })
    expect([2025, 2026, 2027].map((year) => who([row(), exception], 3, year))).toEqual([['a'], [], ['a']])
    expect(standingIn([row(), exception], 3, 2026)?.from).toBe('exception')
    const gone = row({ scope: 'one-year', year: 2026, at: 3, state: 'withdrawn', places: [] })
    expect(standingIn([gone, row(), exception], 3, 2026)).toMatchObject({ from: 'rule' })
  })

  it('does not depend on the order in which the rows are found, and the newest of a scope counts', () => {
    const one = fc.record({
      month: fc.integer({ min: 1, max: 3 }),
      scope: fc.constantFrom('every-year' as const, 'one-year' as const),
      year: fc.constantFrom(0, 2024, 2025, 2026),
      state: fc.constantFrom('holds' as const, 'holds' as const, 'withdrawn' as const),
      unit: fc.constantFrom('a', 'b', 'c'),
    })
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 12 }),
        fc.nat(),
        fc.integer({ min: 2023, max: 2027 }),
        (made, turn, year) => {
          const rows = made.map(({ unit, ...rest }, at) => row({ ...rest, at, places: of(unit) }))
          const turned = [...rows.slice(turn % (rows.length + 1)), ...rows.slice(0, turn % (rows.length + 1))].reverse()
          for (const month of [1, 2, 3]) {
            const standing = standingIn(rows, month, year)
            expect(standingIn(turned, month, year)).toEqual(standing)
            if (!standing) continue
            expect(standing.row.state).toBe('holds')
            expect(standing.from === 'exception').toBe(standing.row.scope === 'one-year')
            const rivals = rows.filter(
              (other) =>
                other.month === month && other.scope === standing.row.scope && other.year === standing.row.year,
            )
            expect(standing.row.at).toBe(Math.max(...rivals.map(({ at }) => at)))
          }
        },
      ),
    )
  })

  it('from a month of a year on is in force that year from that month, and in the months before it a year later', () => {
    expect([6, 7, 12].map((month) => firstYearOf(month, { year: 2025, month: 7 }))).toEqual([2026, 2025, 2025])
  })
})

describe('the months of a period', () => {
  it('are its own, the one in which a week begins, and all three of a quarter', () => {
    expect(rotaMonthsOf('2026-11')).toEqual([{ month: '2026-11', date: '2026-11-01' }])
    expect(rotaMonthsOf('2026-W53')).toEqual([{ month: '2026-12', date: '2026-12-28' }])
    expect(rotaMonthsOf('2026-Q4').map(({ month }) => month)).toEqual(['2026-10', '2026-11', '2026-12'])
    expect(rotaMonthsOf('2026-11-20')).toEqual([{ month: '2026-11', date: '2026-11-20' }])
  })
})

describe('duties', () => {
  const named = (unitId: string) => ({ unitId, name: unitId.toUpperCase() })
  const place = fc.record({ unitId: fc.constantFrom('a', 'b', 'c', 'd'), itemsOwed: fc.integer({ min: 1, max: 9 }) })

  it('add up where two places have come to one unit, and every heir of a split owes the whole', () => {
    const heldBy = (unitId: string) =>
      ({ a: [named('n')], b: [named('n')], c: [named('c1'), named('c2')] })[unitId] ?? []
    const places = ['a', 'b', 'c', 'gone'].map((unitId) => ({ unitId, itemsOwed: 2 }))
    expect(dutiesOfPlaces(places, heldBy)).toEqual([
      { unitId: 'n', unitName: 'N', itemsOwed: 4 },
      { unitId: 'c1', unitName: 'C1', itemsOwed: 2 },
      { unitId: 'c2', unitName: 'C2', itemsOwed: 2 },
    ])
  })

  it('lose no item and double none, whoever merged with whom', () => {
    fc.assert(
      fc.property(
        fc.array(place),
        fc.array(fc.constantFrom('x', 'y'), { minLength: 4, maxLength: 4 }),
        (places, into) => {
          const heldBy = (unitId: string) => [named(into['abcd'.indexOf(unitId)] ?? 'x')]
          const duties = dutiesOfPlaces(places, heldBy)
          const owed = (given: readonly { itemsOwed: number }[]) =>
            given.reduce((sum, { itemsOwed }) => sum + itemsOwed, 0)
          expect(owed(duties)).toBe(owed(places))
          expect(new Set(duties.map(({ unitId }) => unitId)).size).toBe(duties.length)
          expect(owed(sumOfDuties([duties, duties]))).toBe(2 * owed(places))
        },
      ),
    )
  })
})
