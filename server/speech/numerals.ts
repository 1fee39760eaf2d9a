/** Numbers as Vietnamese says them. Pure. */

/** Words that differ between the North and the South. */
export interface NumberWords {
  /** 105: một trăm “linh” năm, or “lẻ”. */
  zeroTens: string
  /** 1.000: một “nghìn”, or “ngàn”. */
  thousand: string
}

/** The words of the school books; a station may choose others. */
export const STANDARD_WORDS: NumberWords = { zeroTens: 'linh', thousand: 'nghìn' }

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
/** A million billions: what is longer is no amount but a code, and is said digit by digit. */
const LONGEST_AMOUNT = 15

const digit = (value: number) => DIGITS[value] ?? ''

/** Each digit by itself: “1900” is “một chín không không”. */
export function digitWords(digits: string): string {
  return [...digits].map((sign) => digit(Number(sign))).join(' ')
}

/**
 * A whole number from its digits, leading zeros passed over: “02” is “hai”, “21” is “hai mươi mốt”, “2026” is “hai nghìn
 * không trăm hai mươi sáu”.
 */
export function wholeWords(digits: string, words: NumberWords = STANDARD_WORDS): string {
  const bare = digits.replace(/^0+(?=\d)/, '')
  if (bare.length > LONGEST_AMOUNT) return digitWords(bare)
  if (bare === '0') return digit(0)
  const billions = bare.slice(0, -9)
  const rest = bare.slice(-9)
  const high = billions === '' ? [] : [...belowBillion(billions, false, words), 'tỷ']
  return [...high, ...belowBillion(rest, high.length > 0, words)].join(' ')
}

/** What follows a decimal comma: two digits are one number, more or a leading zero are said one by one. */
export function fractionWords(digits: string, words: NumberWords = STANDARD_WORDS): string {
  return digits.startsWith('0') || digits.length > 2 ? digitWords(digits) : wholeWords(digits, words)
}

/** After “thứ”: nhất, hai, ba, tư, năm … */
export function ordinalWords(value: number, words: NumberWords = STANDARD_WORDS): string {
  if (value === 1) return 'nhất'
  return value === 4 ? 'tư' : wholeWords(String(value), words)
}

/** After “tháng”: một, hai, ba, tư, năm … */
export function monthName(month: number): string {
  return month === 4 ? 'tư' : wholeWords(String(month))
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 }

/** The value of a Roman numeral up to XXXIX; undefined when it is none. */
export function romanValue(letters: string): number | undefined {
  if (letters === '' || !/^X{0,3}(?:IX|IV|V?I{0,3})$/.test(letters)) return undefined
  const values = [...letters].map((letter) => ROMAN[letter] ?? 0)
  return values.reduce((sum, value, place) => sum + (value < (values[place + 1] ?? 0) ? -value : value), 0)
}

/** Nine digits at most; `isContinued`: something was said before, so that hundreds are said even when they are none. */
function belowBillion(digits: string, isContinued: boolean, words: NumberWords): string[] {
  const padded = digits.padStart(9, '0')
  const said: string[] = []
  for (const [at, unit] of [
    [0, 'triệu'],
    [3, words.thousand],
    [6, ''],
  ] as const) {
    const group = Number(padded.slice(at, at + 3))
    if (group === 0) continue
    said.push(...belowThousand(group, isContinued || said.length > 0, words), ...(unit === '' ? [] : [unit]))
  }
  return said
}

function belowThousand(value: number, isContinued: boolean, words: NumberWords): string[] {
  const [hundreds, tens, units] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const hasHundreds = hundreds > 0 || isContinued
  const said = hasHundreds ? [digit(hundreds), 'trăm'] : []
  if (tens === 0) return units === 0 ? said : [...said, ...(hasHundreds ? [words.zeroTens] : []), digit(units)]
  if (tens === 1) return [...said, 'mười', ...unitAfterTens(units, false)]
  return [...said, digit(tens), 'mươi', ...unitAfterTens(units, true)]
}

/** Mốt and tư after “mươi” alone, lăm after every ten. */
function unitAfterTens(units: number, isAfterMuoi: boolean): string[] {
  if (units === 0) return []
  if (units === 5) return ['lăm']
  if (isAfterMuoi && units === 1) return ['mốt']
  return isAfterMuoi && units === 4 ? ['tư'] : [digit(units)]
}
