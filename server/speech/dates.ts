import { monthName, type NumberWords, romanValue, wholeWords } from './numerals.ts'
import { after, before, type Found, matchAt, phrase, type Rule, type Spot } from './spot.ts'

/** Dates, months with their year, quarters, as figures: “15/11”, “15/11/2026”, “tháng 11/2026”, “quý IV/2026”. */

interface CalendarDay {
  day: number
  month: number
  year: string | undefined
  length: number
}

/** Nothing that goes on as a longer figure or as the number of a paper. */
const END = String.raw`(?![\d/]|[.,]\d|\p{L})`
const WITH_YEAR = new RegExp(String.raw`(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})${END}`, 'uy')
const WITHOUT_YEAR = new RegExp(String.raw`(\d{1,2})/(\d{1,2})${END}`, 'uy')
const ISO = new RegExp(String.raw`(\d{4})-(\d{2})-(\d{2})${END}`, 'uy')
const DAYS_OF_MONTH = new RegExp(String.raw`(\d{1,2})\s?[-–—]\s?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?${END}`, 'uy')
const MONTH_OF_YEAR = new RegExp(String.raw`(\d{1,3}|[IVX]{1,4})\s?/\s?(\d{4})${END}`, 'uy')
const DASH = /\s?[-–—]\s?/uy
/** A date whose figures were left out on the paper: “ngày / /2024”. */
const LEFT_OUT = /(?:\.{2,}|…)?\s?\/\s?(?:\.{2,}|…)?\s?\/\s?\d{4}/uy

const SAYS_DATE =
  /(?:^|[^\p{L}])(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|từ|đến|tới|trước|sau|hạn|dịp|lễ|khánh|niệm|tuần này|chủ nhật|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7]))\s*[,:(]?\s*$/iu
const SAYS_DATE_AFTER = /^\s*\(?(?:âm lịch|dương lịch|tây|hằng năm|hàng năm|năm \d|tới(?!\p{L})|vừa qua|năm nay)/iu
const SAYS_SHARE_AFTER = /^\s+(?:số|tổng|dân số|diện tích|thời gian|quãng|chặng|giá|mức|trong số|thành viên)(?!\p{L})/iu
/** Said already: the day needs no “ngày” before it. */
const DAY_SAID = /(?:^|[^\p{L}])(?:ngày|mùng|mồng)\s*$/iu
/** Streets and places that bear a day: “đường 30/4”. */
const NAMED_AFTER_DAY = /(?:^|[^\p{L}])(?:đường|phố|quảng trường|công viên|trường|cầu|chợ|nhà máy|hợp tác xã)\s*$/iu
const MONTH_SAID = /(?:^|[^\p{L}])tháng\s*$/iu
const QUARTER_SAID = /(?:^|[^\p{L}])quý\s*$/iu
const NUMBER_SAID = /(?:^|[^\p{L}])số\s*:?\s*$/iu

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Every date that is written with figures. */
export const dates: Rule = (spot) =>
  leftOut(spot) ?? daysOfMonth(spot) ?? dayToDay(spot) ?? singleDay(spot) ?? monthOfYear(spot)

const leftOut: Rule = (spot) => {
  const found = matchAt(LEFT_OUT, spot)
  return found ? { length: found[0].length, isUnknown: true } : undefined
}

/** “10-15/11”: two days of one month. */
const daysOfMonth: Rule = (spot) => {
  const found = matchAt(DAYS_OF_MONTH, spot)
  if (!found) return undefined
  const [whole, from = '', to = '', month = '', year] = found
  if (!isDay(Number(from), Number(month)) || !isDay(Number(to), Number(month)) || Number(from) >= Number(to))
    return undefined
  const days = `${wholeWords(from, spot.words)} đến ${wholeWords(to, spot.words)}`
  return { length: whole.length, said: phrase(dayWord(spot), days, monthAndYear(Number(month), year, spot.words)) }
}

/** “15/11 - 20/11/2026”. */
const dayToDay: Rule = (spot) => {
  const first = calendarDay(spot)
  const dash = first && matchAt(DASH, { ...spot, at: spot.at + first.length })
  if (!first || !dash) return undefined
  const second = calendarDay({ ...spot, at: spot.at + first.length + dash[0].length })
  if (!second) return undefined
  const isOrdered = first.month !== second.month || first.day < second.day || first.year !== second.year
  if (!isOrdered) return undefined
  const said = `${dayWords(first, dayWord(spot), spot.words)} đến ${dayWords(second, 'ngày', spot.words)}`
  return { length: first.length + dash[0].length + second.length, said }
}

const singleDay: Rule = (spot) => {
  const day = calendarDay(spot)
  if (!day || (day.year === undefined && !isDate(spot, day))) return undefined
  return { length: day.length, said: dayWords(day, dayWord(spot), spot.words) }
}

/** “tháng 11/2026”, “quý IV/2026”, “12/2021” as the number and year of a paper. */
const monthOfYear: Rule = (spot): Found | undefined => {
  const found = matchAt(MONTH_OF_YEAR, spot)
  if (!found) return undefined
  const [whole, figure = '', year = ''] = found
  const value = /^\d/.test(figure) ? Number(figure) : romanValue(figure)
  if (value === undefined || value === 0) return undefined
  const inYear = `năm ${wholeWords(year, spot.words)}`
  const line = before(spot)
  if (QUARTER_SAID.test(line))
    return { length: whole.length, said: `${wholeWords(String(value), spot.words)} ${inYear}` }
  if (!/^\d/.test(figure)) return undefined
  if (NUMBER_SAID.test(line) || value > 12)
    return { length: whole.length, said: `${wholeWords(figure, spot.words)} ${inYear}` }
  return { length: whole.length, said: phrase(!MONTH_SAID.test(line) && 'tháng', monthName(value), inYear) }
}

function calendarDay(spot: Spot): CalendarDay | undefined {
  const iso = matchAt(ISO, spot)
  if (iso) return valid(Number(iso[3]), Number(iso[2]), iso[1], iso[0].length)
  const full = matchAt(WITH_YEAR, spot)
  if (full) return valid(Number(full[1]), Number(full[3]), full[4], full[0].length)
  const short = matchAt(WITHOUT_YEAR, spot)
  return short ? valid(Number(short[1]), Number(short[2]), undefined, short[0].length) : undefined
}

function valid(day: number, month: number, year: string | undefined, length: number): CalendarDay | undefined {
  return isDay(day, month) ? { day, month, year, length } : undefined
}

const isDay = (day: number, month: number) => day >= 1 && day <= (DAYS[month - 1] ?? 0)

/**
 * Whether “1/3” is a date and not a share: by what stands around it; alone, a day that is larger than its month cannot be a
 * share. “24/7” and “24/24” are the hours of a service.
 */
function isDate(spot: Spot, { day, month, length }: CalendarDay): boolean {
  const [line, rest] = [before(spot), after(spot, length)]
  if (SAYS_SHARE_AFTER.test(rest) || COUNTED_AFTER.test(rest)) return false
  if (SAYS_DATE.test(line) || SAYS_DATE_AFTER.test(rest) || NAMED_AFTER_DAY.test(line)) return true
  if (day === 24 && month === 7) return false
  return day > month && !NUMBER_SAID.test(line)
}

/** What is counted in shares: “7/9 phường”, “12/10 chỉ tiêu”. */
export const COUNTED_AFTER =
  /^\s+(?:\(?\d[\d,.]*\s?%\)?\s+)?(?:xã|phường|thị trấn|huyện|tỉnh|khóm|ấp|thôn|khu|tổ|đơn vị|cơ quan|chỉ tiêu|tiêu chí|hộ|người|đại biểu|phiếu|ủy viên|uỷ viên|hồ sơ|thủ tục|TTHC|trường|nhiệm vụ|trạm|đảng viên|cán bộ|học sinh)(?!\p{L})/iu

function dayWord(spot: Spot): string {
  const line = before(spot)
  return DAY_SAID.test(line) || NAMED_AFTER_DAY.test(line) ? '' : 'ngày'
}

function dayWords({ day, month, year }: CalendarDay, prefix: string, words: NumberWords): string {
  return phrase(prefix, wholeWords(String(day), words), monthAndYear(month, year, words))
}

function monthAndYear(month: number, year: string | undefined, words: NumberWords): string {
  return phrase('tháng', monthName(month), year !== undefined && `năm ${wholeWords(year, words)}`)
}
