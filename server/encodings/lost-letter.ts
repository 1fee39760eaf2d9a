import { isSyllable } from './syllables.ts'

/**
 * Puts back the letter ư where a reader of TCVN3 lost it (its code is that of the soft hyphen): a word that is no syllable, but
 * is one with an ư put in at just one place, gets it there. “đợc” → “được”; “ngời”, a word itself, stays.
 */
export function restoreLostU(text: string): string {
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    if (word.length < 2 || word.length > 7 || isSyllable(word) || !/\p{Ll}/u.test(word)) return word
    const restored = Array.from(
      { length: word.length + 1 },
      (_, at) => `${word.slice(0, at)}ư${word.slice(at)}`,
    ).filter(isSyllable)
    return restored.length === 1 ? (restored[0] ?? word) : word
  })
}
