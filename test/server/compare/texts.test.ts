import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts, isSameText } from '../../../server/compare/index.ts'
import { linesOf, sentencesOf, wordsOf } from '../../../server/compare/words.ts'
import type { TextSegment } from '../../../server/contract/index.ts'

/** Words as a news item has them: syllables with every kind of mark, figures, punctuation, line ends. */
const word = fc.constantFrom(
  'phường',
  'Ủy',
  'ban',
  'hoà',
  'hòa',
  'đ',
  '703/QĐ-UBND',
  '15',
  ',',
  '.',
  '“một',
  'cửa”',
  '\n',
  ' ',
  '  ',
  '–',
)
const news = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '))
const anyText = fc.oneof(news, fc.string({ maxLength: 60 }))
/** Signs of every kind, lone halves of pairs among them. */
const anySigns = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes))

const side = (segments: readonly TextSegment[], without: TextSegment['kind']) =>
  segments.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('')

describe('cutting a text', () => {
  it('into words, lines or sentences loses no sign', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anySigns), (text) => {
        expect(wordsOf(text).join('')).toBe(text)
        expect(linesOf(text).join('')).toBe(text)
        expect(sentencesOf(text).join('')).toBe(text)
      }),
    )
  })

  it('keeps a syllable with its marks whole, composed or not', () => {
    expect(wordsOf('Ủy ban, 15h30')).toEqual(['Ủy', ' ', 'ban', ',', ' ', '15h30'])
    expect(wordsOf('phường'.normalize('NFD'))).toHaveLength(1)
  })

  it('into sentences keeps what closes a sentence with it', () => {
    expect(sentencesOf('Một. “Hai!” Ba?\nBốn')).toEqual(['Một. ', '“Hai!” ', 'Ba?\n', 'Bốn'])
  })
})

describe('two texts compared', () => {
  it('give back both sides, whatever they are', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const segments = compareTexts(before, after)
        expect(side(segments, 'added')).toBe(before)
        expect(side(segments, 'removed')).toBe(after)
      }),
    )
  })

  it('tell at most one removed and one added stretch between two that stayed, never an empty one', () => {
    fc.assert(
      fc.property(news, news, (before, after) => {
        const kinds = compareTexts(before, after).map(({ kind, text }) => {
          expect(text).not.toBe('')
          return kind
        })
        for (const [at, kind] of kinds.entries()) {
          const next = kinds[at + 1]
          if (kind === 'same') expect(next).not.toBe('same')
          if (kind === 'added') expect(next === undefined || next === 'same').toBe(true)
          if (kind === 'removed') expect(next).not.toBe('removed')
        }
      }),
    )
  })

  it('are the same exactly when nothing was changed', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        expect(isSameText(compareTexts(before, after))).toBe(before === after)
      }),
    )
  })

  it('show the words that changed and no letters', () => {
    expect(compareTexts('Hồ sơ trả trong 5 ngày.', 'Hồ sơ được trả trong 3 ngày.')).toEqual([
      { kind: 'same', text: 'Hồ sơ ' },
      { kind: 'added', text: 'được ' },
      { kind: 'same', text: 'trả trong ' },
      { kind: 'removed', text: '5' },
      { kind: 'added', text: '3' },
      { kind: 'same', text: ' ngày.' },
    ])
  })

  it('tell a phrase that took the place of another as one change', () => {
    expect(compareTexts('ở đường Hùng Vương nhé', 'ở phố Nguyễn Huệ nhé')).toEqual([
      { kind: 'same', text: 'ở ' },
      { kind: 'removed', text: 'đường Hùng Vương' },
      { kind: 'added', text: 'phố Nguyễn Huệ' },
      { kind: 'same', text: ' nhé' },
    ])
  })

  it('find one word in two hundred pages', () => {
    const page = Array.from({ length: 30 }, (_, line) => `Dòng ${line}: Bộ phận Một cửa tiếp nhận hồ sơ của bà con.`)
    const pages = Array.from({ length: 200 }, (_, number) => [`Trang ${number}`, ...page].join('\n'))
    const before = pages.join('\n')
    const after = before.replace('Trang 120\nDòng 0: Bộ phận', 'Trang 120\nDòng 0: Trung tâm')
    const changed = compareTexts(before, after).filter(({ kind }) => kind !== 'same')
    expect(changed).toEqual([
      { kind: 'removed', text: 'Bộ phận' },
      { kind: 'added', text: 'Trung tâm' },
    ])
  })

  it('answer for two long texts with hardly a word in common', () => {
    const text = (seed: number) => Array.from({ length: 20_000 }, (_, at) => `từ${(at * seed) % 7919}`).join(' ')
    const segments = compareTexts(text(3), text(5))
    expect(side(segments, 'added')).toBe(text(3))
    expect(side(segments, 'removed')).toBe(text(5))
  })
})
