import { type NumberWords, wholeWords } from './numerals.ts'
import { before, matchAt, type Rule, type Spot } from './spot.ts'

/** Times of day: “05:15”, “17h30”, “5g”, and from one to another: “7h30 - 11h30”. */

const CLOCK = /(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])/uy
const SPOKEN = /(\d{1,2})\s?[hHgG](?:(\d{2})(?:\s?(?:p|ph|phút|['’])(?!\p{L}))?)?(?![\p{L}\d/])/uy
const HOURS = /(\d{1,2})\s?[-–—]\s?(\d{1,2})[hHgG](?![\p{L}\d/])/uy
const DASH = /\s?[-–—]\s?/uy
const RATIO = /(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số)[^.\n]{0,20}$/iu
/** A lone “7g” is grams unless the words before it speak of the time. */
const SAYS_TIME = /(?:^|[^\p{L}])(?:lúc|từ|đến|tới|hồi|vào|trước|sau|khoảng)\s*$/iu

interface TimeOfDay {
  said: string
  length: number
}

export const times: Rule = (spot) => {
  const first = timeOfDay(spot)
  if (!first) return hours(spot) ?? ratio(spot)
  const dash = matchAt(DASH, { ...spot, at: spot.at + first.length })
  const second = dash && timeOfDay({ ...spot, at: spot.at + first.length + dash[0].length })
  if (!dash || !second) return { length: first.length, said: first.said }
  return { length: first.length + dash[0].length + second.length, said: `${first.said} đến ${second.said}` }
}

function timeOfDay(spot: Spot): TimeOfDay | undefined {
  const clock = matchAt(CLOCK, spot)
  if (clock) {
    if (RATIO.test(before(spot))) return undefined
    return told(clock[1], clock[2], clock[3], clock[0].length, spot.words)
  }
  const spoken = matchAt(SPOKEN, spot)
  if (!spoken) return undefined
  const isGrams = /g$/i.test(spoken[0]) && !SAYS_TIME.test(before(spot))
  return isGrams ? undefined : told(spoken[1], spoken[2], undefined, spoken[0].length, spot.words)
}

function told(
  hour = '0',
  minute: string | undefined,
  second: string | undefined,
  length: number,
  words: NumberWords,
): TimeOfDay | undefined {
  if (Number(hour) > 24 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined
  const parts = [`${wholeWords(hour, words)} giờ`]
  if (Number(minute ?? 0) > 0 || Number(second ?? 0) > 0) parts.push(`${wholeWords(minute ?? '0', words)} phút`)
  if (Number(second ?? 0) > 0) parts.push(`${wholeWords(second ?? '0', words)} giây`)
  return { said: parts.join(' '), length }
}

/** “15-17h”. */
const hours: Rule = (spot) => {
  const found = matchAt(HOURS, spot)
  const [from, to] = [Number(found?.[1]), Number(found?.[2])]
  if (!found || !(from < to) || to > 24) return undefined
  const said = `${wholeWords(String(from), spot.words)} đến ${wholeWords(String(to), spot.words)} giờ`
  return { length: found[0].length, said }
}

/** “tỷ lệ 1:50”. */
const ratio: Rule = (spot) => {
  const found = matchAt(CLOCK, spot)
  if (!found || !RATIO.test(before(spot)) || found[3] !== undefined) return undefined
  return {
    length: found[0].length,
    said: `${wholeWords(found[1] ?? '', spot.words)} trên ${wholeWords(found[2] ?? '', spot.words)}`,
  }
}
