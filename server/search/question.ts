import { fold } from '../vietnamese/index.ts'

/** What is looked for, in the forms in which it is compared. */
export interface Question {
  /** Folded words; the last one may be the beginning of a word that is still being typed. */
  words: string[]
  /** The whole of it in NFC and small letters, with its marks. */
  marked: string
  /** The whole of it without marks. */
  folded: string
  /** Whether it was typed with a mark: then what bears the same marks is meant. */
  hasMarks: boolean
}

const WORD = /[\p{L}\p{N}]+/gu

/** The words of a folded text with their places. */
export function* wordsOf(folded: string): Generator<{ word: string; from: number }> {
  for (const { 0: word, index: from } of folded.matchAll(WORD)) yield { word, from }
}

/** Reads what a person typed; undefined where there is no word in it. */
export function readQuestion(typed: string): Question | undefined {
  const folded = fold(typed).trim()
  const words = [...wordsOf(folded)].map(({ word }) => word)
  if (words.length === 0) return undefined
  const marked = typed.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/gu, ' ').trim()
  return { words, folded, marked, hasMarks: marked !== folded }
}

/** Whether a folded word is one that was looked for. */
export function isHit({ words }: Question, word: string): boolean {
  const last = words.at(-1) ?? ''
  return words.includes(word) || word.startsWith(last)
}
