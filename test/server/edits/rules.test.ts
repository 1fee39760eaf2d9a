import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Take } from '../../../server/contract/index.ts'
import { editName, piecesMs, rightPieces } from '../../../server/edits/rules.ts'
import { StationError } from '../../../server/errors.ts'

const take = (id: string, more: Partial<Take> = {}): Take => ({
  id,
  editionId: 'kỳ tháng 11',
  itemId: 'tiết mục 1',
  revisionId: 'bản 2',
  revisionNumber: 2,
  textHash: 'lời này',
  source: 'browser',
  fileName: `${id}.wav`,
  mediaSha256: '0',
  bytes: 1,
  durationMs: 60_000,
  warnings: [],
  created: { by: 'Phát thanh viên', at: 1 },
  isOfOlderText: false,
  ...more,
})
const known = (...takes: Take[]) => new Map(takes.map((one) => [one.id, one]))
const [a, b] = [take('a'), take('b', { durationMs: 30_000.4 })]
const cut = (takeId: string, fromMs: number, toMs: number) => ({ takeId, fromMs, toMs })

const codeOf = (act: () => unknown) => {
  try {
    act()
    return 'accepted'
  } catch (error) {
    return error instanceof StationError ? error.code : error
  }
}

describe('the pieces of an edit', () => {
  it('are kept in their order; those that touch are one', () => {
    const pieces = [cut('a', 1_000, 5_000), cut('a', 5_000, 9_000), cut('b', 9_000, 20_000), cut('a', 0, 1_000)]
    expect(rightPieces(a, known(a, b), pieces)).toEqual([
      cut('a', 1_000, 9_000),
      cut('b', 9_000, 20_000),
      cut('a', 0, 1_000),
    ])
    expect(pieces[0]).toEqual(cut('a', 1_000, 5_000))
  })

  it('are as long together however they are split', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 49_999 }), { maxLength: 20 }), (places) => {
        const ends = [0, ...places.toSorted((one, other) => one - other), 50_000]
        const split = ends.slice(1).map((to, index) => cut('a', ends[index] ?? 0, to))
        const right = rightPieces(a, known(a), split)
        expect(right).toEqual([cut('a', 0, 50_000)])
        expect(piecesMs(right)).toBe(piecesMs(split))
      }),
    )
  })

  it('may end a millisecond beyond the length that was told, which is rounded', () => {
    expect(rightPieces(b, known(b), [cut('b', 500, 30_001)])).toHaveLength(1)
    expect(codeOf(() => rightPieces(b, known(b), [cut('b', 500, 30_002)]))).toBe('piece-outside')
  })

  it.each([
    ['none at all', [], 'empty-edit'],
    ['one without a length', [cut('a', 5, 5)], 'empty-edit'],
    ['one that runs backwards', [cut('a', 5_000, 1_000)], 'empty-edit'],
    ['what is no number', [cut('a', Number.NaN, 1_000)], 'empty-edit'],
    ['one before the beginning', [cut('a', -5, 1_000)], 'piece-outside'],
    ['one beyond the end', [cut('a', 0, 70_000)], 'piece-outside'],
    ['one of a read that is not there', [cut('c', 0, 1_000)], 'bad-edit'],
    ['less than a sound can be measured in', [cut('a', 0, 300)], 'bad-edit'],
    ['all of the original', [cut('a', 0, 60_000)], 'bad-edit'],
    ['all of the original, split', [cut('a', 0, 100), cut('a', 100, 59_999.5)], 'bad-edit'],
    ['more than five hundred', Array.from({ length: 501 }, (_none, at) => cut('a', at, at + 1)), 'bad-edit'],
    ['more than four hours', Array.from({ length: 241 }, () => cut('a', 0, 60_000)), 'bad-edit'],
  ])('are refused when they are %s', (_what, pieces, code) => {
    expect(codeOf(() => rightPieces(a, known(a, b), pieces))).toBe(code)
  })

  it('are all of originals of one item', () => {
    const pieces = [cut('a', 0, 5_000), cut('x', 0, 5_000)]
    for (const stranger of [
      take('x', { source: 'edit' }),
      take('x', { itemId: 'tiết mục 2' }),
      take('x', { editionId: 'kỳ tháng 12' }),
    ])
      expect(codeOf(() => rightPieces(a, known(a, stranger), pieces))).toBe('bad-edit')
    expect(codeOf(() => rightPieces(a, known(a, take('x', { source: 'upload' })), pieces))).toBe('accepted')
  })

  it('are all of the same words, whichever revision they were read from', () => {
    const pieces = [cut('a', 0, 5_000), cut('x', 5_000, 9_000)]
    const sameWords = take('x', { revisionId: 'bản 1', revisionNumber: 1 })
    expect(codeOf(() => rightPieces(a, known(a, sameWords), pieces))).toBe('accepted')
    const otherWords = take('x', { revisionNumber: 1, textHash: 'lời cũ' })
    expect(codeOf(() => rightPieces(a, known(a, otherWords), pieces))).toBe('pieces-of-other-text')
    expect(() => rightPieces(a, known(a, otherWords), pieces)).toThrow(
      'Các bản thu được ghép không đọc cùng một lời: “a.wav” theo bản 2, “x.wav” theo bản 1.',
    )
  })
})

describe('an edited read', () => {
  it('is called by what it was cut from or how many it was joined of', () => {
    const upload = take('u', { fileName: 'Bài đọc ngày 15.11.m4a' })
    expect(editName([cut('u', 0, 1), cut('u', 2, 3)], known(upload))).toBe('Cắt từ “Bài đọc ngày 15.11”.wav')
    expect(editName([cut('a', 0, 1), cut('b', 2, 3), cut('a', 5, 6)], known(a, b))).toBe('Ghép 2 bản thu.wav')
  })
})
