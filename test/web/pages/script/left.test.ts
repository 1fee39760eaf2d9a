import { describe, expect, it } from 'vitest'
import { type KeptDraft, leftDrafts } from '../../../../web/pages/edition/script/kept.ts'
import { chosenOf } from '../../../../web/pages/edition/script/merge-choice.ts'

const draft = (text: string, savedAt: number): KeptDraft => ({
  parentId: 'r1',
  savedAt,
  items: [{ itemId: 'a', kind: 'item', title: 'Tin', text, unitName: '' }],
})

describe('what an earlier visit left', () => {
  it('is offered once where station and browser kept the same, and the station’s counts', () => {
    expect(leftDrafts(draft('x', 1), draft('x', 2))).toMatchObject([{ from: 'station' }])
  })

  it('is offered twice where they differ, the newest first', () => {
    expect(leftDrafts(draft('x', 1), draft('y', 2)).map(({ from }) => from)).toEqual(['browser', 'station'])
    expect(leftDrafts(draft('x', 3), draft('y', 2)).map(({ from }) => from)).toEqual(['station', 'browser'])
  })

  it('is the one that there is, or none', () => {
    expect(leftDrafts(undefined, draft('y', 2))).toMatchObject([{ from: 'browser' }])
    expect(leftDrafts(undefined, undefined)).toEqual([])
  })
})

describe('a choice between two sides of an item', () => {
  const mine = { itemId: 'a', title: 'Tin', text: 'của tôi' }
  const theirs = { itemId: 'a', title: 'Tin', text: 'của chị Lan' }
  const conflict = { key: 'a', outcome: 'conflict' as const, item: mine, mine, theirs }

  it('takes one, or both: theirs keeps its reads, mine becomes a new item', () => {
    expect(chosenOf(conflict, 'mine')).toEqual([mine])
    expect(chosenOf(conflict, 'theirs')).toEqual([theirs])
    expect(chosenOf(conflict, 'both')).toEqual([theirs, { title: 'Tin', text: 'của tôi' }])
  })

  it('takes a side that removed the item as no item', () => {
    expect(chosenOf({ key: 'a', outcome: 'conflict', theirs }, 'mine')).toEqual([])
    expect(chosenOf({ key: 'a', outcome: 'conflict', theirs }, 'both')).toEqual([theirs])
  })

  it('is not asked where the merge decided', () => {
    expect(chosenOf({ key: 'a', outcome: 'theirs', item: theirs }, 'mine')).toEqual([theirs])
    expect(chosenOf({ key: 'a', outcome: 'theirs' }, 'mine')).toEqual([])
  })
})
