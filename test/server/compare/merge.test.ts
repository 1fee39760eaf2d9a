import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinTexts, mergeScripts } from '../../../server/compare/index.ts'
import type { DraftedItem } from '../../../server/contract/index.ts'

const item = (itemId: string | undefined, text: string, more: Partial<DraftedItem> = {}): DraftedItem => ({
  kind: 'item',
  title: `Tin ${itemId ?? 'mới'}`,
  text,
  ...(itemId !== undefined && { itemId }),
  ...more,
})
const TEXT = 'Câu một. Câu hai. Câu ba. Câu bốn. Câu năm.'
const written = ({ items }: ReturnType<typeof mergeScripts>) => items.flatMap((one) => one.item ?? [])
const outcomes = ({ items }: ReturnType<typeof mergeScripts>) => items.map(({ outcome }) => outcome)

const sentence = fc.constantFrom('Một. ', 'Hai. ', 'Ba. ', 'Bốn. ', 'Năm.\n', 'Sáu ')
const text = fc.array(sentence, { maxLength: 8 }).map((parts) => parts.join(''))
const script = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
  .chain((ids) =>
    fc
      .array(text, { minLength: ids.length, maxLength: ids.length })
      .map((texts) => ids.map((id, at) => item(id, texts[at] ?? ''))),
  )

describe('two texts made of one', () => {
  it('are joined where they changed different places', () => {
    const mine = TEXT.replace('một', 'thứ nhất')
    const theirs = TEXT.replace('năm', 'thứ năm')
    expect(joinTexts(TEXT, mine, theirs)).toBe('Câu thứ nhất. Câu hai. Câu ba. Câu bốn. Câu thứ năm.')
  })

  it('are left to a person where both changed one place, or neighbours', () => {
    expect(joinTexts(TEXT, TEXT.replace('hai', '2'), TEXT.replace('hai', 'II'))).toBeUndefined()
    expect(joinTexts(TEXT, TEXT.replace('hai', '2'), TEXT.replace('ba', '3'))).toBeUndefined()
  })

  it('are the side that changed when the other did not, and what both say when they agree', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(joinTexts(base, changed, base)).toBe(changed)
        expect(joinTexts(base, base, changed)).toBe(changed)
        expect(joinTexts(base, changed, changed)).toBe(changed)
      }),
    )
  })

  it('are joined alike whichever is called mine', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(joinTexts(base, mine, theirs)).toBe(joinTexts(base, theirs, mine))
      }),
    )
  })
})

describe('two scripts made of one', () => {
  it('are mine when the other changed nothing, theirs when I did not', () => {
    fc.assert(
      fc.property(script, script, (base, changed) => {
        const [mine, theirs] = [mergeScripts(base, changed, base), mergeScripts(base, base, changed)]
        expect(written(mine)).toEqual(changed)
        expect(written(theirs)).toEqual(changed)
        expect([...outcomes(mine), ...outcomes(theirs)]).not.toContain('conflict')
      }),
    )
  })

  it('lose no item and no words of either: what is not taken by itself is given to choose from', () => {
    fc.assert(
      fc.property(script, script, script, (base, mine, theirs) => {
        const { items } = mergeScripts(base, mine, theirs)
        for (const [side, other] of [
          [mine, theirs],
          [theirs, mine],
        ] as const) {
          for (const one of side) {
            const merged = items.find(({ key }) => key === one.itemId)
            const was = base.find(({ itemId }) => itemId === one.itemId)
            const isGone = merged !== undefined && !merged.item && merged.outcome !== 'conflict'
            // An item goes without a question only where the side that kept it had not touched it.
            if (isGone) {
              expect(one.text).toBe(was?.text)
              expect(other.some(({ itemId }) => itemId === one.itemId)).toBe(false)
              continue
            }
            if ((was?.text ?? '') === one.text) continue
            const told = [merged?.item, merged?.mine, merged?.theirs].map((each) => each?.text)
            expect(told).toContain(one.text)
          }
        }
      }),
    )
  })

  it('have no conflict when two edit different items, whatever they do there', () => {
    const base = [item('a', 'Một.'), item('b', 'Hai.'), item('c', 'Ba.')]
    const merge = mergeScripts(
      base,
      [item('a', 'Một, đã sửa.'), item('b', 'Hai.'), item('c', 'Ba.'), item(undefined, 'Tin thêm.')],
      [item('a', 'Một.'), item('c', 'Ba, đã sửa.')],
    )
    expect(written(merge).map((one) => one.text)).toEqual(['Một, đã sửa.', 'Ba, đã sửa.', 'Tin thêm.'])
    expect(outcomes(merge)).not.toContain('conflict')
    expect(merge.items.find(({ key }) => key === 'b')).toMatchObject({ outcome: 'theirs' })
  })

  it('ask where both edited one sentence, and each side carries what the other did to the rest of the item', () => {
    const base = [item('a', TEXT)]
    const merge = mergeScripts(
      base,
      [item('a', TEXT.replace('ba', 'thứ ba'), { title: 'Tên của tôi' })],
      [item('a', TEXT.replace('ba', '3'), { unitName: 'Phòng Nội vụ' })],
    )
    expect(merge.items).toMatchObject([
      {
        outcome: 'conflict',
        mine: { title: 'Tên của tôi', text: TEXT.replace('ba', 'thứ ba'), unitName: 'Phòng Nội vụ' },
        theirs: { title: 'Tên của tôi', text: TEXT.replace('ba', '3'), unitName: 'Phòng Nội vụ' },
      },
    ])
  })

  it('join one item where both edited it in different places, and show that they did', () => {
    const merge = mergeScripts(
      [item('a', TEXT)],
      [item('a', TEXT.replace('một', '1'))],
      [item('a', TEXT.replace('năm', '5'))],
    )
    expect(merge.items).toMatchObject([
      { outcome: 'joined', item: { text: 'Câu 1. Câu hai. Câu ba. Câu bốn. Câu 5.' }, mine: {}, theirs: {} },
    ])
  })

  it('ask where one removed what the other edited', () => {
    const base = [item('a', 'Một.'), item('b', 'Hai.')]
    const byThem = mergeScripts(base, [item('a', 'Một!'), item('b', 'Hai.')], [item('b', 'Hai.')])
    expect(byThem.items.find(({ key }) => key === 'a')).toMatchObject({ outcome: 'conflict', mine: { text: 'Một!' } })
    const byMe = mergeScripts(base, [item('b', 'Hai.')], [item('a', 'Một!'), item('b', 'Hai.')])
    const asked = byMe.items.find(({ key }) => key === 'a')
    expect(asked).toMatchObject({ outcome: 'conflict', theirs: { text: 'Một!' } })
    expect(asked?.item).toBeUndefined()
  })

  it('follow whoever put the items into another order, and say when both did', () => {
    const base = [item('a', ''), item('b', ''), item('c', '')]
    const [a, b, c] = base
    if (!a || !b || !c) throw new Error('three items')
    const names = (merge: ReturnType<typeof mergeScripts>) => merge.items.map(({ key }) => key)
    expect(names(mergeScripts(base, [c, a, b], base))).toEqual(['c', 'a', 'b'])
    const both = mergeScripts(base, [c, a, b], [b, a, c])
    expect([names(both), both.isOrderContested]).toEqual([['b', 'a', 'c'], true])
    expect(mergeScripts(base, [c, a, b], [c, a, b]).isOrderContested).toBe(false)
  })

  it('take an item that both brought in with the same words once', () => {
    const merge = mergeScripts([], [item(undefined, 'Như nhau.')], [item('x', 'Như nhau.', { title: 'Tin mới' })])
    expect(written(merge)).toHaveLength(1)
  })
})
