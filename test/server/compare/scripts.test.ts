import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareScripts } from '../../../server/compare/index.ts'

const item = (itemId: string, text = `Lời của ${itemId}.`, more: object = {}) => ({
  itemId,
  kind: 'item' as const,
  title: `Tin ${itemId}`,
  text,
  ...more,
})
const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 })
const script = fc
  .tuple(ids, fc.array(fc.constantFrom('một', 'hai', 'ba'), { minLength: 6, maxLength: 6 }))
  .map(([names, texts]) => names.map((id, at) => item(id, texts[at])))

describe('what became of a script', () => {
  it('tells every item of both sides once, and those after in their order', () => {
    fc.assert(
      fc.property(script, script, (before, after) => {
        const changes = compareScripts(before, after)
        expect(changes.map(({ itemId }) => itemId).toSorted()).toEqual(
          [...new Set([...before, ...after].map(({ itemId }) => itemId))].toSorted(),
        )
        expect(changes.filter(({ change }) => change !== 'removed').map(({ itemId }) => itemId)).toEqual(
          after.map(({ itemId }) => itemId),
        )
        for (const { itemId, change } of changes) {
          const [was, is] = [before, after].map((side) => side.find((one) => one.itemId === itemId))
          expect(change).toBe(!was ? 'added' : !is ? 'removed' : was.text === is.text ? 'same' : 'changed')
        }
      }),
    )
  })

  it('says that an item was moved, and of its neighbours that they were not', () => {
    const changes = compareScripts([item('a'), item('b'), item('c')], [item('c'), item('a'), item('b')])
    expect(changes.map(({ itemId, isMoved }) => [itemId, isMoved])).toEqual([
      ['c', true],
      ['a', false],
      ['b', false],
    ])
  })

  it('puts a removed item where it stood, with its words struck out', () => {
    const changes = compareScripts([item('a'), item('b'), item('c')], [item('a'), item('c')])
    expect(changes.map(({ itemId }) => itemId)).toEqual(['a', 'b', 'c'])
    expect(changes[1]).toMatchObject({
      change: 'removed',
      numberBefore: 2,
      textWords: [{ kind: 'removed', text: 'Lời của b.' }],
    })
  })

  it('names what changed beside the words: kind, unit, title', () => {
    const before = [item('a', 'x', { unitName: 'Phòng Nội vụ' })]
    const after = [item('a', 'x', { kind: 'notice', title: 'Thông báo', unitName: 'Phòng Tư pháp' })]
    expect(compareScripts(before, after)).toMatchObject([
      { change: 'changed', kindBefore: 'item', unitNameBefore: 'Phòng Nội vụ', unitName: 'Phòng Tư pháp' },
    ])
  })
})
