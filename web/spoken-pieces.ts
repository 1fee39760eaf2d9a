/** A text as it is shown to a reader: what is said in place of what is written, and how many syllables stand before each word. Pure. */
import type { SpokenSegment } from '../server/contract/index.ts'

/** `said`: figures and abbreviations as they are read; `written`: as the script has them. */
export type Shown = 'said' | 'written'

/** A word inside the shown text of a piece. */
export interface Word {
  from: number
  to: number
  /** Syllables said before it. */
  at: number
}

/** A segment as it is shown. */
export interface Piece {
  segment: SpokenSegment
  shown: string
  words: Word[]
  /** The reader passes over it: an abbreviation in parentheses behind its long form, a drawn line. */
  isPassedOver: boolean
}

export interface Pieces {
  pieces: Piece[]
  /** How many are said in all. */
  syllables: number
  /** Forms that nobody explained yet, each once. */
  unknown: string[]
}

const SYLLABLE = /[\p{L}\p{M}]+|\d+/gu
const WORD = /\S+/g
const LETTER = /[\p{L}\p{N}]/u

const count = (text: string) => text.match(SYLLABLE)?.length ?? 0

/** Lays a text out for a reader. Counting follows what is said, whatever is shown: the pace is the pace of the voice. */
export function piecesOf(segments: readonly SpokenSegment[], as: Shown): Pieces {
  let syllables = 0
  const pieces = segments.map((segment, place): Piece => {
    const { text, said } = segment
    const isPassedOver = said === ''
    const bare = as === 'said' && said !== undefined && !isPassedOver ? said : text
    const shown = bare === text ? text : apart(bare, segments[place - 1], segments[place + 1])
    const spoken = count(said ?? text)
    const words = [...shown.matchAll(WORD)].map((found) => ({ from: found.index, to: found.index + found[0].length }))
    const weights = words.map(({ from, to }) => (isPassedOver ? 0 : count(shown.slice(from, to))))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const before = syllables
    let passed = 0
    const placed = words.map((word, index) => {
      const at = before + (total === 0 ? 0 : (passed / total) * spoken)
      passed += weights[index] ?? 0
      return { ...word, at }
    })
    syllables += spoken
    return { segment, shown, words: placed, isPassedOver }
  })
  const unknown = [...new Set(segments.flatMap(({ text, isUnknown }) => (isUnknown ? [text] : [])))]
  return { pieces, syllables, unknown }
}

/** “02 ngày/tháng” becomes “hai ngày một tháng”: what is said for a stroke stands apart from its neighbours. */
function apart(said: string, previous: SpokenSegment | undefined, next: SpokenSegment | undefined): string {
  const before = LETTER.test((previous?.said || previous?.text || '').slice(-1)) ? ' ' : ''
  const after = LETTER.test((next?.said || next?.text || '').slice(0, 1)) ? ' ' : ''
  return before + said + after
}
