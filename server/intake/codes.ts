import { randomInt } from 'node:crypto'
import type { CalendarDate } from '../../schedules/index.ts'

/** Without 0 O, 1 I L and U: what is read aloud over the telephone is not mistaken. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 4

/** A code of a receipt, not yet known to be free: year and month of the receipt, and four signs: “2611-K7F3”. */
export function receiptCode(receivedOn: CalendarDate): string {
  const signs = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)])
  return `${receivedOn.slice(2, 4)}${receivedOn.slice(5, 7)}-${signs.join('')}`
}
