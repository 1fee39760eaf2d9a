import type { SpokenSegment } from '../contract/index.ts'
import { abbreviations, echo, longForm } from './abbreviations.ts'
import { addresses, telephones } from './contacts.ts'
import { dates } from './dates.ts'
import { documents } from './documents.ts'
import { type Form, FormIndex } from './form-index.ts'
import { type NumberWords, STANDARD_WORDS } from './numerals.ts'
import { belowZero, codes, perUnit, quantities } from './quantities.ts'
import { before, type Found, matchAt, type Rule, type Spot } from './spot.ts'
import { times } from './times.ts'

/** Written forms that choose the words of numbers and are not looked for in texts (see the contract). */
export const ZERO_TENS_FORM = '#linh'
export const THOUSAND_FORM = '#nghìn'

/** Signs of a paper that nobody says: its end “./.”, and drawn lines. */
const UNSAID = /\.\/\.|[_*=~]{3,}|-{3,}/uy
const unsaid: Rule = (spot) => {
  const found = matchAt(UNSAID, spot)
  return found && { length: found[0].length, said: '' }
}
const AND = /&(?=\s)/uy
const ampersand: Rule = (spot) => {
  const found = matchAt(AND, spot)
  return found && { length: found[0].length, said: 'và' }
}

/**
 * The rules by the sign with which their forms begin, the more particular first: most words of a text are in small letters,
 * and nearly nothing begins so.
 */
const RULES: readonly { begin: RegExp; rules: readonly Rule[] }[] = [
  { begin: /\p{Ll}/u, rules: [addresses, abbreviations] },
  { begin: /\p{Lu}/u, rules: [addresses, documents, dates, abbreviations] },
  { begin: /\d/u, rules: [addresses, documents, codes, dates, times, telephones, quantities] },
  { begin: /./su, rules: [documents, dates, telephones, perUnit, belowZero, unsaid, ampersand] },
]

/** First words that may stand before a form already. */
const SAID_ONCE =
  /^(ngày|tháng|quý|số|lúc|phường|quận|xã|đường|thành phố|thị xã|quốc lộ|đường tỉnh|điện thoại|công ty)(\s+)/iu
const WORD = /[\p{L}\p{N}]/u
const RUN = /[\p{L}\p{M}]+|\p{N}+/uy

/**
 * How a text is said, in stretches that make up exactly the text. The station's forms go before the rules, the longest
 * first. Texts are in NFC, as scripts are stored. Takes time in proportion to the text.
 */
export function segmentsOf(text: string, forms: readonly Form[] = []): SpokenSegment[] {
  const ours = new FormIndex(forms.filter(({ written }) => written !== ZERO_TENS_FORM && written !== THOUSAND_FORM))
  const words = wordsOf(forms)
  const ourLongForm = (written: string) => forms.find((form) => form.written === written)?.said ?? longForm(written)
  const segments: SpokenSegment[] = []
  let plainFrom = 0
  let at = 0
  while (at < text.length) {
    const spot: Spot = { text, at, words }
    // Right behind a form another may begin: “QL80”.
    const mayBegin = isBeginning(text, at) || (segments.length > 0 && at === plainFrom)
    const form = mayBegin ? ours.at(text, at) : undefined
    const found: Found | undefined = form
      ? { length: form.written.length, said: form.said }
      : mayBegin
        ? (echo(spot, ourLongForm) ?? firstOf(spot))
        : undefined
    if (!found || (found.said === undefined && !found.isUnknown)) {
      at += found?.length ?? runLength(text, at)
      continue
    }
    if (plainFrom < at) segments.push({ text: text.slice(plainFrom, at) })
    segments.push({
      text: text.slice(at, at + found.length),
      ...(found.said !== undefined && { said: notTwice(found.said, before(spot)) }),
      ...(form && { isOurs: true as const }),
      ...(found.isUnknown && { isUnknown: true as const }),
    })
    at += found.length
    plainFrom = at
  }
  if (plainFrom < text.length) segments.push({ text: text.slice(plainFrom) })
  return segments
}

/** How many syllables are said: runs of letters or digits of what is said, for each Vietnamese syllable is written apart. */
export function saidSyllables(segments: readonly SpokenSegment[]): number {
  return segments.reduce((sum, { text, said }) => sum + ((said ?? text).match(/[\p{L}\p{M}]+|\d+/gu)?.length ?? 0), 0)
}

function firstOf(spot: Spot): Found | undefined {
  const sign = spot.text.charAt(spot.at)
  for (const rule of RULES.find(({ begin }) => begin.test(sign))?.rules ?? []) {
    const found = rule(spot)
    if (found && found.length > 0) return found
  }
  return undefined
}

/** A form begins at the start of a word or figure, never inside one. */
function isBeginning(text: string, at: number): boolean {
  const sign = text.charAt(at)
  if (/\s/u.test(sign)) return false
  return !(WORD.test(sign) && at > 0 && /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at - 1)))
}

/** To the end of the word or figure, or one sign. */
function runLength(text: string, at: number): number {
  RUN.lastIndex = at
  return RUN.exec(text)?.[0].length ?? 1
}

function wordsOf(forms: readonly Form[]): NumberWords {
  const said = (written: string) => forms.find((form) => form.written === written)?.said
  return {
    zeroTens: said(ZERO_TENS_FORM) ?? STANDARD_WORDS.zeroTens,
    thousand: said(THOUSAND_FORM) ?? STANDARD_WORDS.thousand,
  }
}

/** “ngày 15/11” is not said “ngày ngày mười lăm …”, whoever wrote the form. */
function notTwice(said: string, line: string): string {
  const [whole, first = ''] = SAID_ONCE.exec(said) ?? []
  if (whole === undefined) return said
  const isThere = new RegExp(String.raw`(?:^|[^\p{L}])${first}\s*$`, 'iu').test(line)
  return isThere ? said.slice(whole.length) : said
}
