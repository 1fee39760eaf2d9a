import { describe, expect, test } from 'vitest'
import { forgetEntries, type KeptEntry, keepEntries, keptEntries } from '../../../web/pages/intake/kept-entries.ts'

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

const entry: KeptEntry = {
  entryKey: 'khoá của bài',
  fields: {
    title: 'Một cửa trực tuyến',
    text: 'Sáng nay, bà con …',
    unitId: 'u',
    author: 'Cộng tác viên',
    year: '',
    award: '',
    source: 'unit',
    sourceName: '',
    contact: '',
    note: '',
    topics: ['Chuyển đổi số'],
  },
  isEarlier: true,
  receivedOn: '2026-11-09',
  receivedTime: '',
  programmeId: 'p',
  period: '2026-11',
  files: [
    { id: 'f', fileName: 'bài.docx', bytes: 9, kind: 'document', text: '', warnings: ['Có macro.'], sameFileIn: [] },
  ],
}

describe('items that the collector is entering', () => {
  test('are there again after the browser was closed, each person their own, until they are in the register', () => {
    const browser = shelf()
    expect(keepEntries(browser, 'a', [entry, { ...entry, entryKey: 'bài sau' }])).toBe(true)
    expect(keptEntries(browser, 'a')).toEqual([entry, { ...entry, entryKey: 'bài sau' }])
    expect(keptEntries(browser, 'b')).toEqual([])
    forgetEntries(browser, 'a')
    expect(browser.kept.size).toBe(0)
  })

  test('are said not to be kept where the browser has no room', () => {
    expect(keepEntries(shelf(20), 'a', [entry])).toBe(false)
  })

  test.each([
    ['no list', entry],
    ['another version’s', [{ ...entry, fields: { title: 'x' } }]],
    ['files of another shape', [{ ...entry, files: [{ id: 1 }] }]],
    ['topics that are none', [{ ...entry, fields: { ...entry.fields, topics: 'x' } }]],
  ])('are forgotten where what lies there is %s', (_, kept) => {
    const browser = shelf()
    browser.setItem('len-song.nhap-bai.a', JSON.stringify(kept))
    expect(keptEntries(browser, 'a')).toEqual([])
  })
})
