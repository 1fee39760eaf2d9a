import { describe, expect, test } from 'vitest'
import { forgetDraft, type KeptDraft, keepDraft, keptDraft } from '../../../web/pages/edition/script/kept.ts'

const shelf = (room = Number.POSITIVE_INFINITY) => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new Error('QuotaExceededError')
      kept.set(key, value)
    },
    removeItem: (key: string) => void kept.delete(key),
  }
}

const draft: KeptDraft = {
  parentId: 'r1',
  savedAt: 1,
  items: [{ itemId: undefined, title: 'Tin “một cửa”', text: 'Bà con chú ý.', unitName: '' }],
}

describe('text that was typed and not saved', () => {
  test('is offered again, edition by edition', () => {
    const browser = shelf()
    expect(keepDraft(browser, 'e1', draft)).toBe(true)
    expect(keptDraft(browser, 'e1')).toMatchObject({ parentId: 'r1', items: [{ title: 'Tin “một cửa”' }] })
    expect(keptDraft(browser, 'e2')).toBeUndefined()
    forgetDraft(browser, 'e1')
    expect(keptDraft(browser, 'e1')).toBeUndefined()
  })

  test('keeps the kind of an item, and takes drafts of an earlier release that had none', () => {
    const browser = shelf()
    const [item] = draft.items
    keepDraft(browser, 'e1', { ...draft, items: item ? [{ ...item, kind: 'question' }] : [] })
    expect(keptDraft(browser, 'e1')?.items[0]?.kind).toBe('question')
    browser.kept.set('len-song.kich-ban.e1', JSON.stringify({ ...draft, items: [{ ...item, kind: 'rubbish' }] }))
    expect(keptDraft(browser, 'e1')).toBeUndefined()
  })

  test('a full browser is said and not hidden', () => {
    expect(keepDraft(shelf(10), 'e1', draft)).toBe(false)
  })

  test('anything else that lies there counts as nothing', () => {
    const browser = shelf()
    for (const junk of ['', '{', 'null', '[]', '{"savedAt":1}', '{"savedAt":1,"items":[{"title":3}]}']) {
      browser.kept.set('len-song.kich-ban.e1', junk)
      expect(keptDraft(browser, 'e1')).toBeUndefined()
    }
  })
})
