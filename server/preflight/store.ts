import { randomUUID } from 'node:crypto'
import type { AiringPreflight, HookTried, PreflightLine } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Moment } from './looks.ts'

/** One look at one airing, as it was written down. */
export interface LookRow {
  airingId: string
  moment: Moment
  at: number
  /** Of the airing and of the station. */
  lines: PreflightLine[]
}

/** Writes a look down; it is never changed. */
export async function addLook(db: Db, { airingId, moment, at, lines }: LookRow): Promise<void> {
  await db
    .insertInto('preflights')
    .values({ id: randomUUID(), airing_id: airingId, moment, at: Math.round(at), lines: JSON.stringify(lines) })
    .execute()
}

/** All looks at these airings, in the order in which they were made. */
export async function listLooks(db: Db, airingIds: readonly string[]): Promise<LookRow[]> {
  if (airingIds.length === 0) return []
  const rows = await db
    .selectFrom('preflights')
    .selectAll()
    .where('airing_id', 'in', [...airingIds])
    .orderBy('at')
    .execute()
  return rows.map((row) => ({
    airingId: row.airing_id,
    moment: row.moment satisfies AiringPreflight['moment'],
    at: row.at,
    lines: JSON.parse(row.lines),
  }))
}

/** One try to send an alarm. */
export interface MessageRow {
  alarm: string
  at: number
  result: HookTried['result']
}

export async function addMessage(db: Db, message: MessageRow & { said: string }): Promise<void> {
  await db
    .insertInto('alarm_messages')
    .values({ id: randomUUID(), ...message, at: Math.round(message.at) })
    .execute()
}

/** What was sent, or tried, since an instant, in order. */
export async function listMessages(db: Db, since: number): Promise<MessageRow[]> {
  return db
    .selectFrom('alarm_messages')
    .select(['alarm', 'at', 'result'])
    .where('at', '>=', Math.floor(since))
    .orderBy('at')
    .execute()
}
