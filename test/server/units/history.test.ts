import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../schedules/index.ts'
import {
  type Change,
  formerNamesOn,
  heirsOn,
  type Identity,
  inOrder,
  isActiveOn,
  isBuiltUpon,
  lastDayOf,
  livesOf,
  nameOn,
  objectionTo,
} from '../../../server/units/history.ts'

const change = (id: string, more: Partial<Change> & Pick<Change, 'kind' | 'on' | 'from' | 'to'>): Change => ({
  id,
  at: 1,
  isWithdrawn: false,
  ...more,
})
const unit = (id: string): Identity => ({ id, name: `Đơn vị ${id}` })

describe('a merger', () => {
  const merger = change('m', { kind: 'merged', on: '2025-07-01', from: ['a', 'b'], to: [{ unitId: 'c', name: 'Mới' }] })
  const lives = livesOf([unit('a'), unit('b'), unit('c')], [merger])
  const life = (id: string) => lives.get(id) ?? expect.fail()

  it('ends on its day what went in, and begins what came out', () => {
    expect(['2025-06-30', '2025-07-01'].map((date) => ['a', 'b', 'c'].map((id) => isActiveOn(life(id), date)))).toEqual(
      [
        [true, true, false],
        [false, false, true],
      ],
    )
    expect(lastDayOf(life('a'))).toBe('2025-06-30')
    expect(nameOn(life('c'), '2025-07-01')).toBe('Mới')
  })

  it('puts the new unit in the place of each', () => {
    expect(heirsOn(lives, 'a', '2025-06-30')).toEqual(['a'])
    expect(heirsOn(lives, 'a', '2025-07-01')).toEqual(['c'])
    expect(heirsOn(lives, 'c', '2025-06-30')).toEqual([])
  })

  it('into one of them lets that one go on, under a new name where there is one', () => {
    const into = change('m', {
      kind: 'merged',
      on: '2025-07-01',
      from: ['a', 'b'],
      to: [{ unitId: 'b', name: 'B lớn' }],
    })
    const after = livesOf([unit('a'), unit('b')], [into])
    const b = after.get('b') ?? expect.fail()
    expect([nameOn(b, '2025-06-30'), nameOn(b, '2025-07-01')]).toEqual(['Đơn vị b', 'B lớn'])
    expect(formerNamesOn(b, '2025-07-01')).toEqual([{ name: 'Đơn vị b', until: '2025-06-30' }])
    expect(heirsOn(after, 'a', '2026-01-01')).toEqual(['b'])
  })

  it('taken back never happened: what it made is nothing, what it ended goes on', () => {
    const back = livesOf([unit('a'), unit('b'), unit('c')], [{ ...merger, isWithdrawn: true }])
    expect(heirsOn(back, 'a', '2026-01-01')).toEqual(['a'])
    expect(back.get('c')?.isVoid).toBe(true)
  })
})

describe('a split', () => {
  it('puts both parts in the place of the whole, the whole among them where it goes on', () => {
    const parts = [
      { unitId: 'b', name: 'Phần b' },
      { unitId: 'c', name: 'Phần c' },
    ]
    const away = livesOf(
      [unit('a'), unit('b'), unit('c')],
      [change('s', { kind: 'split', on: '2026-01-01', from: ['a'], to: parts })],
    )
    expect(heirsOn(away, 'a', '2026-01-01')).toEqual(['b', 'c'])
    const goesOn = livesOf(
      [unit('a'), unit('b')],
      [
        change('s', {
          kind: 'split',
          on: '2026-01-01',
          from: ['a'],
          to: [{ unitId: 'a' }, { unitId: 'b', name: 'Phần b' }],
        }),
      ],
    )
    expect(heirsOn(goesOn, 'a', '2026-01-01')).toEqual(['a'])
  })

  it('between units that were there already begins none of them', () => {
    const lives = livesOf(
      [unit('a'), unit('b'), unit('c')],
      [change('s', { kind: 'split', on: '2026-01-01', from: ['a'], to: [{ unitId: 'b' }, { unitId: 'c' }] })],
    )
    expect(lives.get('b')?.since).toBeUndefined()
    expect(heirsOn(lives, 'a', '2026-01-01')).toEqual(['b', 'c'])
  })
})

describe('what stands against a change', () => {
  const merger = change('m', { kind: 'merged', on: '2025-07-01', from: ['a', 'b'], to: [{ unitId: 'c', name: 'C' }] })
  const identities = [unit('a'), unit('b'), unit('c')]
  const lives = livesOf(identities, [merger])
  const objection = (one: Pick<Change, 'kind' | 'on' | 'from' | 'to'>) => objectionTo(one, lives, [merger])?.code

  it('is that a unit is no more, or not yet', () => {
    const renamed = { kind: 'renamed' as const, from: ['a'], to: [{ unitId: 'a', name: 'A mới' }] }
    expect(objection({ ...renamed, on: '2025-06-30' })).toBeUndefined()
    expect(objection({ ...renamed, on: '2025-07-01' })).toBe('unit-not-active')
    expect(objection({ kind: 'dissolved', on: '2025-06-30', from: ['c'], to: [] })).toBe('unit-not-active')
  })

  it('is that it ends a unit to which something happens later', () => {
    expect(objection({ kind: 'dissolved', on: '2025-01-01', from: ['a'], to: [] })).toBe('unit-changed-later')
  })

  it.each([
    { kind: 'merged' as const, from: ['a'], to: [{ unitId: 'n', name: 'N' }] },
    { kind: 'merged' as const, from: ['a', 'a'], to: [{ unitId: 'n', name: 'N' }] },
    { kind: 'split' as const, from: ['a'], to: [{ unitId: 'n', name: 'N' }] },
    { kind: 'renamed' as const, from: ['a'], to: [{ unitId: 'a' }] },
    { kind: 'dissolved' as const, from: ['a'], to: [{ unitId: 'b' }] },
  ])('is that it is not whole: %j', (one) => {
    expect(objection({ ...one, on: '2025-01-01' })).toBe('unit-change-incomplete')
  })
})

/** Ten years of whatever may happen, each thing entered only where nothing stands against it. */
const step = fc.record({
  day: fc.integer({ min: 0, max: 3650 }),
  kind: fc.constantFrom('renamed' as const, 'merged' as const, 'split' as const, 'dissolved' as const),
  picks: fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
  staysIn: fc.boolean(),
})
const history = fc.array(step, { maxLength: 14 }).map((steps) => {
  const identities: Identity[] = Array.from({ length: 6 }, (_, place) => unit(`u${place}`))
  const changes: Change[] = []
  for (const [place, { day, kind, picks, staysIn }] of steps.entries()) {
    const on = addDays('2020-01-01', day)
    const pick = (n: number) => identities[(picks[n] ?? 0) % identities.length]?.id ?? ''
    const [a, b] = [pick(0), pick(1)]
    const born = `n${place}`
    const made = {
      renamed: { from: [a], to: [{ unitId: a, name: `Tên ${place}` }] },
      merged: { from: [a, b], to: [staysIn ? { unitId: a } : { unitId: born, name: `Hợp ${place}` }] },
      split: {
        from: [a],
        to: [
          staysIn ? { unitId: a } : { unitId: `${born}b`, name: `Nửa ${place}` },
          { unitId: born, name: `Phần ${place}` },
        ],
      },
      dissolved: { from: [a], to: [] },
    }[kind]
    const one: Change = { id: `c${place}`, kind, on, at: place, isWithdrawn: false, ...made }
    if (objectionTo(one, livesOf(identities, changes), changes)) continue
    for (const { unitId } of made.to) if (!identities.some(({ id }) => id === unitId)) identities.push(unit(unitId))
    changes.push(one)
  }
  return { identities, changes }
})
const day = fc.integer({ min: -30, max: 3700 }).map((days) => addDays('2020-01-01', days))

describe('whatever happens to units', () => {
  it('who stands in a place is there on that day, each once', () => {
    fc.assert(
      fc.property(history, day, ({ identities, changes }, date) => {
        const lives = livesOf(identities, changes)
        for (const { id } of identities) {
          const heirs = heirsOn(lives, id, date)
          expect(new Set(heirs).size).toBe(heirs.length)
          for (const heir of heirs) expect(isActiveOn(lives.get(heir) ?? expect.fail(), date)).toBe(true)
          if (isActiveOn(lives.get(id) ?? expect.fail(), date)) expect(heirs).toEqual([id])
        }
      }),
    )
  })

  it('a place falls vacant only by a dissolution, and only from its day on', () => {
    fc.assert(
      fc.property(history, day, ({ identities, changes }, date) => {
        const lives = livesOf(identities, changes)
        const isDissolved = changes.some(({ kind, on }) => kind === 'dissolved' && on <= date)
        for (const { id } of identities.slice(0, 6)) {
          if (!isDissolved) expect(heirsOn(lives, id, date)).not.toEqual([])
        }
      }),
    )
  })

  it('the day before the first change everything is as it was, and its name on a day is the newest up to it', () => {
    fc.assert(
      fc.property(history, day, ({ identities, changes }, date) => {
        const lives = livesOf(identities, changes)
        const [first] = inOrder(changes)
        for (const { id, name } of identities.slice(0, 6)) {
          const life = lives.get(id) ?? expect.fail()
          if (!first || date < first.on) expect([nameOn(life, date), isActiveOn(life, date)]).toEqual([name, true])
          expect([nameOn(life, date), ...formerNamesOn(life, date).map((one) => one.name)]).toContain(name)
        }
      }),
    )
  })

  it('the newest change taken back leaves what was before it', () => {
    fc.assert(
      fc.property(history, day, ({ identities, changes }, date) => {
        const newest = inOrder(changes).at(-1)
        if (!newest) return
        expect(isBuiltUpon(newest, changes)).toBe(false)
        const before = livesOf(
          identities,
          changes.filter(({ id }) => id !== newest.id),
        )
        const after = livesOf(
          identities,
          changes.map((one) => (one.id === newest.id ? { ...one, isWithdrawn: true } : one)),
        )
        for (const { id } of identities.filter((one) => !newest.to.some(({ unitId }) => unitId === one.id))) {
          expect(after.get(id)).toEqual(before.get(id))
          expect(heirsOn(after, id, date)).toEqual(heirsOn(before, id, date))
        }
      }),
    )
  })
})
