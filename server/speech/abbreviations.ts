import { ABBREVIATIONS, SAID_AS_WRITTEN } from './abbreviation-table.ts'
import { FormIndex } from './form-index.ts'
import { ordinalWords, romanValue, wholeWords } from './numerals.ts'
import { after, before, type Found, matchAt, type Rule, type Spot } from './spot.ts'

/** Abbreviations, Roman numerals, and capitals that nobody has explained. */

const TABLE = new FormIndex(Object.entries(ABBREVIATIONS).map(([written, said]) => ({ written, said })))

/** Letters whose meaning the words around them decide. */
const BY_CONTEXT: readonly { at: RegExp; before?: RegExp; said: string }[] = [
  { at: /P\.\s?(?=\d|\p{Lu}\p{Ll}+\s\p{Lu})/uy, said: 'phường' },
  { at: /Q\.\s?(?=\d|\p{Lu}\p{Ll})/uy, said: 'quận' },
  { at: /H\.\s?(?=\p{Lu}\p{Ll})/uy, said: 'huyện' },
  { at: /TX(?=\s\p{Lu}\p{Ll})/uy, said: 'thị xã' },
  { at: /QL\.?\s?(?=\d)/uy, said: 'quốc lộ' },
  { at: /ĐT\.?\s?:?\s?(?=[(+]|0\d|1[89]00)/uy, said: 'điện thoại' },
  { at: /ĐT\.?\s?(?=\d{3}(?!\d))/uy, said: 'đường tỉnh' },
  { at: /TL\.?\s?(?=\d{3}(?!\d))/uy, said: 'tỉnh lộ' },
  { at: /ĐH(?=\s\p{Lu}\p{Ll})/uy, said: 'đại học' },
  { at: /CP(?![\p{L}\d])/uy, before: /công ty\s*$/iu, said: 'cổ phần' },
  { at: /VT(?![\p{L}\d])/uy, before: /lưu:?\s*$/iu, said: 'văn thư' },
  { at: /TT\.?\s?(?=(?:HĐND|UBND|UBMTTQ|Thành ủy|Thị ủy|Tỉnh ủy|Huyện ủy|Đảng ủy))/uy, said: 'thường trực' },
  { at: /QĐ(?=\s(?:số\s?)?\d)/uy, said: 'Quyết định' },
  { at: /NĐ(?=\s(?:số\s?)?\d)/uy, said: 'Nghị định' },
  { at: /NQ(?=\s(?:số\s?)?\d)/uy, said: 'Nghị quyết' },
  { at: /KH(?=\s(?:số\s?)?\d)/uy, said: 'Kế hoạch' },
  { at: /CV(?=\s(?:số\s?)?\d)/uy, said: 'Công văn' },
  { at: /CT(?=\s(?:số\s?)?\d+\/)/uy, said: 'Chỉ thị' },
  { at: /TT(?=\s(?:số\s?)?\d+\/)/uy, said: 'Thông tư' },
  { at: /CT(?=(?:,| và)? (?:các )?PCT)/uy, said: 'Chủ tịch' },
]

/** “(CCHC)” right behind “cải cách hành chính” has been said. */
const ECHO = /\(([^()\n]{2,20})\)/uy
const ROMAN = /[IVX]{1,5}(?![\p{L}\d])/uy
const NUMBERED_BY_ROMAN =
  /(?:^|[^\p{L}])(?:quý|kỳ|khóa|khoá|thứ|thế kỷ|phần|chương|mục|loại|cấp|hạng|đại hội(?: đảng)?|hội nghị|tập|vùng|nhóm|bậc|đợt|giai đoạn|và|,)\s*$/iu
const ORDINAL_BEFORE = /(?:^|[^\p{L}])thứ\s*$/iu
const LETTERS = /\p{Lu}[\p{Lu}\d]*\p{Lu}[\p{L}\d]*(?:[-&./]\p{Lu}[\p{L}\d]*)*/uy

/** An abbreviation behind its own long form. `said` tells what a form stands for. */
export function echo(spot: Spot, saidOf: (written: string) => string | undefined): Found | undefined {
  const found = matchAt(ECHO, spot)
  const said = found && saidOf((found[1] ?? '').replace(/^(?:gọi tắt là|viết tắt(?: là)?:?|sau đây gọi là)\s+/iu, ''))
  if (!found || said === undefined || said === '') return undefined
  const isSaid = withoutMarks(before(spot)).trimEnd().endsWith(withoutMarks(said))
  return isSaid ? { length: found[0].length, said: '' } : undefined
}

/** What an abbreviation of the table stands for. */
export const longForm = (written: string): string | undefined => ABBREVIATIONS[written]

export const abbreviations: Rule = (spot) => {
  const known = TABLE.at(spot.text, spot.at)
  if (known) return { length: known.written.length, said: known.said }
  if (!/\p{Lu}/u.test(spot.text.charAt(spot.at))) return undefined
  for (const { at, before: words, said } of BY_CONTEXT) {
    const found = matchAt(at, spot)
    if (found && (words === undefined || words.test(before(spot)))) return { length: found[0].trimEnd().length, said }
  }
  return roman(spot) ?? unexplained(spot)
}

const roman: Rule = (spot) => {
  const found = matchAt(ROMAN, spot)
  const value = found && romanValue(found[0])
  if (!found || value === undefined) return undefined
  const line = before(spot)
  const isHeading = /^\s*(?:[-*#]\s*)?$/u.test(line) && /^[.):]/u.test(after(spot, found[0].length))
  const isPlain = found[0].length > 1 && !['VI', 'XI', 'XV'].includes(found[0])
  const isNumbered = NUMBERED_BY_ROMAN.test(line) && (found[0].length > 1 || !/(?:và|,)\s*$/iu.test(line))
  if (!isHeading && !isPlain && !isNumbered) return undefined
  const isOrdinal = ORDINAL_BEFORE.test(line)
  return { length: found[0].length, said: isOrdinal ? ordinalWords(value) : wholeWords(String(value)) }
}

/** Two capitals and more that are neither words in capitals nor known: to be asked for. */
const unexplained: Rule = (spot) => {
  const found = matchAt(LETTERS, spot)
  if (!found) return undefined
  const [written] = found
  if (SAID_AS_WRITTEN.has(written.toLocaleLowerCase('vi'))) return { length: written.length }
  const parts = written.split(/[-&./]/)
  const areWords = parts.every((part) => isWord(part) || SAID_AS_WRITTEN.has(part.toLocaleLowerCase('vi')))
  if (areWords && !(/^[A-Z]{2}$/.test(written) && !isAmongCapitals(spot, written.length)))
    return { length: written.length }
  // “KH-UBND”: a part that is known is no reason to guess the rest.
  return { length: written.length, isUnknown: true }
}

/** “TU” and “CA” look like syllables; two bare letters between words in small letters are none. */
function isAmongCapitals(spot: Spot, length: number): boolean {
  const isCapitals = (word: string | undefined) => word !== undefined && /^\p{Lu}{2,}$/u.test(word)
  const [previous] = /\p{L}+(?=\P{L}*$)/u.exec(before(spot)) ?? []
  const [next] = /\p{L}+/u.exec(after(spot, length)) ?? []
  return isCapitals(previous) || isCapitals(next) || (previous === undefined && next === undefined)
}

const SYLLABLE = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?$/u

/** Whether letters are a syllable of Vietnamese: headings are written in capitals, and are no abbreviations. */
export function isWord(letters: string): boolean {
  if (/\d/.test(letters)) return false
  // Tone marks alone go; ă, â, ê, ô, ơ, ư and đ are letters of their own.
  const plain = letters
    .toLocaleLowerCase('vi')
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '')
  return SYLLABLE.test(plain.normalize('NFC'))
}

const withoutMarks = (text: string) => text.toLocaleLowerCase('vi').normalize('NFD').replace(/\p{M}/gu, '')
