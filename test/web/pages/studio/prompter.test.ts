import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changedFactor,
  FASTEST,
  paceWords,
  readingTimeMs,
  SLOWEST,
} from '../../../../web/pages/studio/prompter/pace.ts'
import { type Line, lineAt, linesOf, syllableAt, Trail, topAt } from '../../../../web/pages/studio/prompter/scroll.ts'
import { piecesOf } from '../../../../web/spoken-pieces.ts'

describe('the text as it is shown', () => {
  const segments = [
    { text: 'UBND', said: 'Ủy ban nhân dân' },
    { text: ' họp ' },
    { text: '02', said: 'hai' },
    { text: ' ngày' },
    { text: '/', said: 'một' },
    { text: 'tháng ' },
    { text: '(CCHC)', said: '' },
    { text: ' của ' },
    { text: 'TU', isUnknown: true as const },
    { text: '.' },
  ]

  test('counts what is said, whether that is shown or not', () => {
    const said = piecesOf(segments, 'said')
    const written = piecesOf(segments, 'written')
    expect(said.syllables).toBe(11)
    expect(written.syllables).toBe(11)
    expect(said.pieces.map(({ shown }) => shown).join('')).toBe('Ủy ban nhân dân họp hai ngày một tháng (CCHC) của TU.')
    expect(written.pieces.map(({ shown }) => shown).join('')).toBe('UBND họp 02 ngày/tháng (CCHC) của TU.')
    expect(said.pieces[0]?.words.map(({ at }) => at)).toEqual([0, 1, 2, 3])
    // Four syllables are said for one written word.
    expect(written.pieces[0]?.words.map(({ at }) => at)).toEqual([0])
    expect(written.pieces[1]?.words.map(({ at }) => at)).toEqual([4])
    expect(said.unknown).toEqual(['TU'])
    expect(said.pieces[6]).toMatchObject({ isPassedOver: true, shown: '(CCHC)' })
  })

  test('words point into what is shown and never go back in the count', () => {
    const pieces = fc.array(
      fc
        .record({ text: fc.string({ minLength: 1 }), said: fc.option(fc.string(), { nil: undefined }) })
        .map(({ text, said }) => ({
          text,
          ...(said !== undefined && { said }),
        })),
    )
    fc.assert(
      fc.property(pieces, fc.constantFrom<'said' | 'written'>('said', 'written'), (parts, as) => {
        const { pieces: shown, syllables } = piecesOf(parts, as)
        const words = shown.flatMap((piece) => piece.words.map((word) => ({ ...word, shown: piece.shown })))
        for (const { from, to, shown: text } of words) expect(text.slice(from, to)).toMatch(/^\S+$/)
        for (const [place, { at }] of words.entries()) {
          expect(at).toBeGreaterThanOrEqual(words[place - 1]?.at ?? 0)
          expect(at).toBeLessThanOrEqual(syllables)
        }
      }),
    )
  })
})

describe('the text as it moves', () => {
  const lines: Line[] = [
    { at: 0, topPx: 300 },
    { at: 8, topPx: 350 },
    { at: 15, topPx: 400 },
  ]

  test('words of nearly one height are one line', () => {
    const anchors = [
      { at: 0, topPx: 300 },
      { at: 1, topPx: 303 },
      { at: 2, topPx: 298 },
      { at: 3, topPx: 352 },
    ]
    expect(linesOf(anchors)).toEqual([
      { at: 0, topPx: 300 },
      { at: 3, topPx: 352 },
    ])
  })

  test('glides from line to line, or jumps where less motion is asked for', () => {
    expect([0, 4, 8, 11.5, 15, 20, 99].map((said) => topAt(lines, said, 20, true))).toEqual([
      300, 325, 350, 375, 400, 400, 400,
    ])
    expect([0, 4, 7.9, 8, 20].map((said) => topAt(lines, said, 20, false))).toEqual([300, 300, 300, 350, 400])
    expect(topAt([], 3, 20, true)).toBe(0)
    expect(lineAt(lines, 14.9)).toBe(1)
  })

  test('the place read and the height of the text lead to each other', () => {
    const layouts = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 90 })), {
        minLength: 2,
        maxLength: 40,
      })
      .map((steps) => {
        let [at, topPx] = [0, 200]
        const all: Line[] = [{ at, topPx }]
        for (const [syllables, px] of steps) {
          at += syllables
          topPx += px
          all.push({ at, topPx })
        }
        return all
      })
    fc.assert(
      fc.property(layouts, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const total = (all.at(-1)?.at ?? 0) + 5
        const said = share * (all.at(-1)?.at ?? 0)
        expect(syllableAt(all, topAt(all, said, total, true), total)).toBeCloseTo(said, 6)
      }),
    )
    expect(syllableAt(lines, 10, 20)).toBe(0)
    expect(syllableAt(lines, 9_999, 20)).toBe(15)
  })

  test('going back to a mark finds the word that was read there, and forgets what came after', () => {
    const trail = new Trail()
    for (const [ms, syllable] of [
      [0, 0],
      [1_000, 4],
      [2_000, 9],
      [3_000, 12],
    ] as const)
      trail.note(ms, syllable)
    expect(trail.at(1_500)).toBe(6.5)
    expect(trail.at(3_000)).toBe(12)
    expect(trail.at(3_500)).toBe(12)
    expect(trail.at(4_001)).toBeUndefined()
    trail.note(1_500, 7)
    expect(trail.at(2_600)).toBeUndefined()
    expect(trail.at(1_500)).toBe(7)
    trail.clear()
    expect(trail.at(0)).toBeUndefined()
  })
})

describe('the reader’s pace', () => {
  test('is changed in steps of five hundredths and stays within its limits', () => {
    expect(changedFactor(1, 1)).toBe(1.05)
    let factor = 1
    for (let i = 0; i < 100; i += 1) factor = changedFactor(factor, 1)
    expect(factor).toBe(FASTEST)
    for (let i = 0; i < 100; i += 1) factor = changedFactor(factor, -1)
    expect(factor).toBe(SLOWEST)
  })

  test('tells how the real time stands to the estimate only when that can be heard', () => {
    expect(readingTimeMs(233, 233)).toBe(60_000)
    expect(paceWords(61_000, 60_000)).toBeUndefined()
    expect(paceWords(70_000, 60_000)).toBe('chậm hơn dự kiến 10 giây')
    expect(paceWords(50_000, 60_000)).toBe('nhanh hơn dự kiến 10 giây')
    expect(paceWords(7_000, 107_000)).toBe('nhanh hơn dự kiến 1 phút 40 giây')
    expect(paceWords(610_000, 600_000)).toBeUndefined()
  })
})
