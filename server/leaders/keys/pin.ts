import { isPassword } from '../../accounts/index.ts'
import type { Db } from '../../db/index.ts'
import { StationError } from '../../errors.ts'
import { addTry, beginTry, wrongTries } from './store.ts'

/** Wrong PINs in a row after which a telephone approves no more until the station unlocks it. */
export const MOST_WRONG = 5

/** PINs that everybody tries first (pure): one digit alone, digits in a row up or down, two or three digits again and again. */
export function isSimplePin(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, place) => digit - (digits[place] ?? 0))
  const isRow = steps.every((step) => step === 1) || steps.every((step) => step === -1)
  return isRow || /^(\d{1,3})\1+$/.test(pin)
}

/**
 * Looks at a PIN. The try is noted before it is looked at, so that many at once count as many. Refuses `wrong-pin` with what
 * is left, and `phone-locked` once nothing is.
 */
export async function provePin(db: Db, phone: { id: string; pinHash: string }, pin: string, at: number): Promise<void> {
  const tries = await beginTry(db, phone.id, MOST_WRONG, at)
  if (tries === undefined) throw new StationError('phone-locked', { tries: MOST_WRONG })
  if (!(await isPassword(phone.pinHash, pin))) {
    const left = MOST_WRONG - tries
    throw left > 0 ? new StationError('wrong-pin', { left }) : new StationError('phone-locked', { tries: MOST_WRONG })
  }
  await addTry(db, { phoneId: phone.id, what: 'right', by: undefined, at })
}

/** How many wrong PINs are left before a telephone is locked. */
export async function triesLeft(db: Db, phoneId: string): Promise<number> {
  return Math.max(0, MOST_WRONG - (await wrongTries(db, phoneId)))
}
