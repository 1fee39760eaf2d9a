import { addDays, addMonths, calendarDate } from '../../dates.ts'
import { dateWords } from '../../words.ts'

/** For how long a link is given. */
export type TermChoice = 'none' | 'three-months' | 'year' | 'date'

export const TERM_WORDS: Record<TermChoice, string> = {
  none: 'Không hạn, đến khi đài thu hồi',
  'three-months': '3 tháng',
  year: '1 năm',
  date: 'Đến hết ngày…',
}

/** A link that ends within so many days is called out while there is time to prolong it. */
const SOON_DAYS = 14

/** The last date of a term that begins today; undefined: it has no end, or its date is not yet typed. */
export function lastDateOf(choice: TermChoice, today: string, typed: string | undefined): string | undefined {
  if (choice === 'none') return undefined
  if (choice === 'date') return typed
  return inMonths(today, choice === 'year' ? 12 : 3)
}

/** The same day so many months on; the last of a shorter month. */
function inMonths(today: string, months: number): string {
  const month = addMonths(today.slice(0, 7), months)
  const lastDay = addDays(`${addMonths(month, 1)}-01`, -1)
  const sameDay = `${month}${today.slice(7)}`
  return sameDay < lastDay ? sameDay : lastDay
}

export interface LinkStanding {
  tone: 'plain' | 'due' | 'danger'
  words: string
}

/** How long a link still opens; undefined: until somebody revokes it. */
export function linkStanding(expiresAt: number | undefined, now: number): LinkStanding | undefined {
  if (expiresAt === undefined) return undefined
  const lastDate = dateWords(calendarDate(expiresAt - 1))
  if (expiresAt <= now) return { tone: 'danger', words: `Hết hạn từ ${lastDate}` }
  const isSoon = expiresAt - now <= SOON_DAYS * 86_400_000
  return { tone: isSoon ? 'due' : 'plain', words: `Dùng đến hết ${lastDate}` }
}
