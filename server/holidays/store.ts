import { randomUUID } from 'node:crypto'
import type { CalendarDate } from '../../schedules/index.ts'
import type { Signed } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

export interface EnteredDay {
  date: CalendarDate
  /** Undefined: no holiday. */
  name: string | undefined
  set: Signed
}

/** Notes what days are to be. */
export async function addDaysSet(
  db: Db,
  days: readonly { date: CalendarDate; name: string | undefined }[],
  by: string,
  at: number,
): Promise<void> {
  await db
    .insertInto('holidays')
    .values(
      days.map(({ date, name }) => ({
        id: randomUUID(),
        date,
        name: name ?? null,
        set_by: by,
        set_at: Math.round(at),
      })),
    )
    .execute()
}

/** What was entered between two dates, both inside; the newest word of each. */
export async function listDays(db: Db, from: CalendarDate, to: CalendarDate): Promise<EnteredDay[]> {
  const rows = await db
    .selectFrom('holidays')
    .innerJoin('accounts', 'accounts.id', 'holidays.set_by')
    .select(['date', 'name', 'set_at', 'accounts.display_name'])
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('set_at')
    .execute()
  const newest = new Map(
    rows.map(({ date, name, set_at, display_name }) => [
      date,
      { date, name: name ?? undefined, set: { by: display_name, at: set_at } },
    ]),
  )
  return [...newest.values()]
}
