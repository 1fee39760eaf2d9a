import { COUNTED_AFTER } from './dates.ts'
import { digitWords, fractionWords, type NumberWords, ordinalWords, wholeWords } from './numerals.ts'
import { after, before, matchAt, type Rule, type Spot } from './spot.ts'
import { unitAt } from './units.ts'

/** Amounts: whole and decimal numbers with their unit, from one to another, shares, “thứ 4”, “50.000 đồng/tháng”. */

const FIGURE = /\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?/uy
const LEVELS = /\d{1,3}(?:\.\d{1,2})+(?![\d])/uy
/** “1,2,3”: a list, not a decimal. */
const LIST = /\d+(?:,\d+){2,}/uy
const MINUS = /[-−](?=\d+(?:[.,]\d+)?\s?°)/uy
const CODE = /(?=\S*[A-ZĐ])\d+(?:[.-][\dA-ZĐ]+){2,}(?![\p{L}\d])/uy
const DASH = /\s?[-–—]\s?/uy
const SHARE = /(\d{1,4})\s?\/\s?(\d{1,4})(?:\/(\d{1,4}))?(?![\d/]|[.,]\d|\p{L})/uy
const METRES = /(\d{1,2})m(\d{1,2})(?![\p{L}\d])/uy
const PER =
  /\/\s?(?=(tháng|ngày|năm|tuần|quý|giờ|phút|người|hộ|kỳ|lần|lượt|vụ|ha|m2|m²|m3|m³|km|kg|tấn|lít|suất|em|cháu|học sinh|đợt|buổi|ca|trường hợp|hồ sơ|chiếc|con|cây)(?![\p{L}\d]))/uy
const COUNTED_BEFORE = /\d[\d.,]*\s*(?:[%‰]|\p{L}[\p{L}\d²³]*(?:\s+\p{L}+)?)(?:\s?\/\s?\p{L}+)*$/u

/** After these a comma stands between two numbers and not inside one: “khóm 1,2”. */
const NAMED_BY_NUMBER =
  /(?:^|[^\p{L}])(?:khóm|ấp|tổ|phường|thôn|khu phố|khu|lớp|quý|tháng|ngày|khoản|điều|mục|điểm|mức độ|bước|câu|nhóm)\s*(?:\d+\s?,\s?)*$/iu
const ORDINAL_BEFORE = /(?:^|[^\p{L}])thứ\s*$/iu
const MONTH_BEFORE = /(?:^|[^\p{L}])tháng\s*$/iu
const HOUSE_BEFORE = /(?:^|[^\p{L}])(?:số|số nhà|nhà|hẻm|ngõ|ngách|kiệt)\s*$/iu
const SCHOOL_YEAR = /(?:năm học|niên khóa|niên khoá|niên học)\s*$/iu
/** A large share is a count against a count; a small one is a fraction of a whole. */
const LARGEST_FRACTION = 10

export const quantities: Rule = (spot) => share(spot) ?? metres(spot) ?? range(spot) ?? amount(spot)

/** “-5°C”. */
export const belowZero: Rule = (spot) => {
  const found = matchAt(MINUS, spot)
  return found && /(?:^|[\s(])$/u.test(before(spot)) ? { length: found[0].length, said: 'âm' } : undefined
}

/** The code of a file, “000.00.16.H20-261112-0005”: nobody says it aloud unasked. */
export const codes: Rule = (spot) => {
  const found = matchAt(CODE, spot)
  return found && { length: found[0].length, isUnknown: true }
}

/** The stroke of “50.000 đồng/người/tháng”: một. Between other words it stays what it is. */
export const perUnit: Rule = (spot) => {
  const found = matchAt(PER, spot)
  if (!found || !COUNTED_BEFORE.test(before(spot))) return undefined
  return { length: found[0].trimEnd().length, said: 'một' }
}

/** “2/3 dân số”, “9/9 phường”, “số nhà 12/3”, “24/24 giờ”. */
const share: Rule = (spot) => {
  const found = matchAt(SHARE, spot)
  if (!found) return undefined
  const [whole, part = '', all = '', third] = found
  const figures = [part, all, ...(third === undefined ? [] : [third])].map((figure) => wholeWords(figure, spot.words))
  const isFraction =
    third === undefined &&
    Number(part) < Number(all) &&
    Number(all) <= LARGEST_FRACTION &&
    !COUNTED_AFTER.test(after(spot, whole.length)) &&
    !HOUSE_BEFORE.test(before(spot))
  return { length: whole.length, said: figures.join(isFraction ? ' phần ' : ' trên ') }
}

/** “1m65”. */
const metres: Rule = (spot) => {
  const found = matchAt(METRES, spot)
  if (!found) return undefined
  const [whole, metre = '', rest = ''] = found
  return { length: whole.length, said: `${wholeWords(metre, spot.words)} mét ${fractionWords(rest, spot.words)}` }
}

interface Amount {
  length: number
  said: string
  /** What it counts; undefined for “2.1” and the like, which count nothing. */
  value: number | undefined
}

/** “5 - 10%”, “01 - 10 tây”, “2021-2030”: only upwards, for “3-1” is a score. */
const range: Rule = (spot) => {
  const first = amountAt(spot)
  const dash = first && matchAt(DASH, { ...spot, at: spot.at + first.length })
  if (!first || !dash) return undefined
  const place = spot.at + first.length + dash[0].length
  const second = amountAt({ ...spot, at: place })
  if (!second || first.value === undefined || second.value === undefined || first.value >= second.value)
    return undefined
  // “5-10/11” and “2-3A” are something else from their second figure on.
  if (/^[\d/:\p{L}]/u.test(spot.text.slice(place + second.length, place + second.length + 1))) return undefined
  const link = SCHOOL_YEAR.test(before(spot)) ? ', ' : ' đến '
  return { length: first.length + dash[0].length + second.length, said: first.said + link + second.said }
}

const amount: Rule = (spot) => {
  const found = amountAt(spot)
  return found && { length: found.length, said: found.said }
}

function amountAt(spot: Spot): Amount | undefined {
  const line = before(spot)
  const levels = matchAt(LEVELS, spot)
  const figure = matchAt(isList(spot, line) ? /\d+/uy : FIGURE, spot)
  if (!figure) return undefined
  if (levels && levels[0].length > figure[0].length) {
    const said = levels[0].split('.').map((part) => wholeWords(part, spot.words))
    // “12.5 ha” is an amount that was typed with a point; “mục 2.1” and “4.0” are no amounts.
    const isAmount = said.length === 2 && unitAt(spot.text, spot.at + levels[0].length) !== undefined
    return withUnit(spot, levels[0].length, said.join(isAmount ? ' phẩy ' : ' chấm '), undefined)
  }
  const [whole = '', fraction] = figure[0].replaceAll('.', '').split(',')
  const value = Number(`${whole}.${fraction ?? '0'}`)
  if (fraction === undefined && ORDINAL_BEFORE.test(line))
    return plain(figure[0], ordinalWords(value, spot.words), value)
  if (fraction === undefined && MONTH_BEFORE.test(line) && value === 4) return plain(figure[0], 'tư', value)
  return withUnit(spot, figure[0].length, wordsOf(figure[0], spot.words), value)
}

const plain = (figure: string, said: string, value: number): Amount => ({ length: figure.length, said, value })

function isList(spot: Spot, line: string): boolean {
  return matchAt(LIST, spot) !== undefined || NAMED_BY_NUMBER.test(line)
}

/** A figure as it is written in Vietnam: points between thousands, a decimal comma. */
function wordsOf(figure: string, words: NumberWords): string {
  const [whole = '', fraction] = figure.replaceAll('.', '').split(',')
  // “007” is a code: nobody writes an amount so.
  const said = /^0\d{2,}$/.test(whole) ? digitWords(whole) : wholeWords(whole, words)
  return fraction === undefined ? said : `${said} phẩy ${fractionWords(fraction, words)}`
}

/** The amount with the unit that follows it; undefined when it is the beginning of a name such as “4G”. */
function withUnit(spot: Spot, length: number, said: string, value: number | undefined): Amount | undefined {
  const unit = unitAt(spot.text, spot.at + length)
  if (unit) return { length: length + unit.length, said: `${said} ${unit.said}`, value }
  return /^\p{L}/u.test(spot.text.slice(spot.at + length)) ? undefined : { length, said, value }
}
