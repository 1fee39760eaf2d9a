import { isSyllable } from './syllables.ts'
import { convertFrom, type LegacyEncoding, TCVN3 } from './tables.ts'
import { looksLikeViqr } from './viqr.ts'

/** Texts after a look at their encoding; `encoding` is absent when they were Unicode all along. */
export interface Converted {
  texts: string[]
  encoding?: LegacyEncoding
}

/** What is known about the texts besides themselves. */
export interface Evidence {
  /** The file was no valid UTF-8 or UTF-16: a single word may decide. */
  isNotUnicode?: boolean
  /** The fonts of the file belong to this encoding: a single word may decide for it. */
  fontsOf?: LegacyEncoding
}

const NAMES: Readonly<Record<LegacyEncoding, string>> = {
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI',
  viqr: 'VIQR',
  'windows-1258': 'Windows-1258',
}

const BY_CODE = ['tcvn3', 'vni', 'windows-1258'] as const

const TCVN3_CODES = new RegExp(`[${[...TCVN3.keys()].join('')}]`, 'g')
/** Letters that no old encoding shows as such. */
const BEYOND_LATIN_1 = /[\u0102-\u01b0\u1ea0-\u1ef9]|\p{M}/u

/** So many different words must become Vietnamese by the change, where nothing else speaks for it. */
const ENOUGH_WORDS = 3
/** So large a part of the words that are no Vietnamese as they stand must become it. */
const ENOUGH_SHARE = 0.6
/** Of the words of a VIQR text so large a part carries its signs, and so large a part is Vietnamese afterwards. */
const VIQR_SIGNS = 0.15
const VIQR_SYLLABLES = 0.8

/** The name of an encoding as people at a station know it. */
export function encodingName(encoding: LegacyEncoding): string {
  return NAMES[encoding]
}

/**
 * Which legacy encoding texts are written in, if any. Decided by their words: in correct Unicode they are Vietnamese syllables
 * as they stand, in a legacy encoding they become syllables by conversion. Correct Vietnamese in any Unicode form, English and
 * other languages are never taken for one; a text of one or two words may not be recognised.
 */
export function recogniseLegacy(texts: readonly string[], evidence: Evidence = {}): LegacyEncoding | undefined {
  const foreign = [...countsOf(texts.flatMap(markedWords))].filter(([word]) => !isVietnamese(word))
  const found = BY_CODE.map((encoding) => {
    const gained = foreign.filter(([word]) => becomesVietnamese(word, encoding))
    return { encoding, count: sumOf(gained), different: gained.length }
  }).toSorted((a, b) => b.count - a.count)[0]
  if (found && found.count > 0) {
    const isLikely = evidence.isNotUnicode === true || evidence.fontsOf === found.encoding
    const enough = isLikely ? 1 : ENOUGH_WORDS
    if (found.different >= enough && found.count >= ENOUGH_SHARE * sumOf(foreign)) return found.encoding
  }
  return isViqr(texts) ? 'viqr' : undefined
}

/**
 * Brings texts of one document to Unicode in NFC. Each is converted when that makes more of its words Vietnamese, so that a
 * document of which only parts are old keeps the others; the texts are to be as fine as the document allows (paragraphs, cells).
 */
export function toUnicode(texts: readonly string[], evidence: Evidence = {}): Converted {
  const encoding = recogniseLegacy(texts, evidence)
  if (!encoding) return { texts: texts.map(mendEth) }
  const ages = texts.map((text) => ageOf(text, encoding))
  // Words that are Vietnamese either way go with the rest, unless some of the rest is Unicode already.
  const isMixed = ages.includes('new')
  return {
    encoding,
    texts: texts.map((text, place) => {
      const age = ages[place]
      if (age === 'new' || (age === 'unclear' && isMixed)) return mendEth(text)
      const converted = convertFrom(encoding, text)
      return encoding === 'tcvn3' ? raiseCapitals(text, converted) : converted
    }),
  }
}

/** Whether one text of an old document is old itself, told by its words and by letters that no old encoding has. */
function ageOf(text: string, encoding: LegacyEncoding): 'old' | 'new' | 'unclear' {
  if (encoding === 'viqr') return looksLikeViqr(text) || /[aeiouy][`'?~.]|dd/i.test(text) ? 'old' : 'unclear'
  const words = markedWords(text)
  const now = words.filter(isVietnamese).length
  const then = words.filter((word) => becomesVietnamese(word, encoding)).length
  if (now !== then) return then > now ? 'old' : 'new'
  return BEYOND_LATIN_1.test(text) ? 'new' : 'unclear'
}

function becomesVietnamese(word: string, encoding: (typeof BY_CODE)[number]): boolean {
  // TCVN3 has a code of its own for every letter with a mark: what is none of them was not written in it.
  if (encoding === 'tcvn3' && /[\u0080-\uefff\uf100-\uffff]/.test(word.replace(TCVN3_CODES, ''))) return false
  return isVietnamese(convertFrom(encoding, word))
}

function isViqr(texts: readonly string[]): boolean {
  const words = texts.flatMap((text) => text.split(/\s+/)).filter((word) => /[a-z]/i.test(word))
  const signed = words.filter(looksLikeViqr)
  if (new Set(signed).size < ENOUGH_WORDS || signed.length < VIQR_SIGNS * words.length) return false
  const syllables = words.filter((word) =>
    convertFrom('viqr', word)
      .split(/[^\p{L}\p{M}]+/u)
      .filter(Boolean)
      .every(isSyllable),
  )
  return syllables.length >= VIQR_SYLLABLES * words.length
}

/**
 * Words with at least one character beyond ASCII, two characters and more. Legacy letters may look like signs (¸ © µ), so only
 * blanks, ASCII signs, figures and general punctuation part words.
 */
function markedWords(text: string): string[] {
  return text.split(/[\s\u2000-\u206f!-@[-`{-~]+/).filter((word) => word.length > 1 && /[\u0080-\uffff]/.test(word))
}

/** How often each word occurs: a long text has few different ones. */
function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function sumOf(counted: readonly (readonly [word: string, count: number])[]): number {
  return counted.reduce((sum, [, count]) => sum + count, 0)
}

/** Whether a word, without the quotation marks and dots that may touch it, is a syllable. */
function isVietnamese(word: string): boolean {
  return isSyllable(word.replace(/^[«»·°]+|[«»·°]+$/g, '').replace(/[Ðð]/g, 'đ'))
}

/** Some keyboards of old wrote the Icelandic Ð, which looks the same: where it makes a syllable it was meant as Đ. */
function mendEth(text: string): string {
  const composed = text.normalize('NFC')
  if (!/[\u00d0\u00f0]/.test(composed)) return composed
  return composed.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const mended = word.replaceAll('\u00d0', 'Đ').replaceAll('\u00f0', 'đ')
    return mended !== word && isSyllable(mended) ? mended : word
  })
}

/**
 * TCVN3 has no capitals with tones: “CéNG HOµ” was shown in a font of capitals. Words and lines whose other letters are
 * capital are made capital.
 */
function raiseCapitals(before: string, after: string): string {
  const lines = before.split('\n')
  return after
    .split('\n')
    .map((line, place) => {
      const old = lines[place] ?? ''
      if (/[A-Z][^A-Za-z]*[A-Z][^A-Za-z]*[A-Z]/.test(old) && !/[a-z]/.test(old)) return line.toUpperCase()
      return line.replace(/[\p{L}\p{M}]+/gu, (word) => (isShouted(word) ? word.toUpperCase() : word))
    })
    .join('\n')
}

function isShouted(word: string): boolean {
  return !/[a-z]/.test(word) && (word.match(/[A-Z]/g)?.length ?? 0) >= 2
}
