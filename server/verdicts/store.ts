import { randomUUID } from 'node:crypto'
import type { TakeRemark, VerdictRecorded } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { inOrderOfRead, instantAfter, isSaidAlready, saysWhy, type VerdictWanted } from './rules.ts'

/** Adds a remark; without a place it is of the whole read. */
export async function addRemark(
  db: Db,
  remark: { takeId: string; atMs: number | undefined; text: string; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const [newest] = await listVerdicts(trx, remark.takeId)
    await insertRemark(trx, { ...remark, at: instantAfter(newest?.at, remark.at) })
  })
}

async function insertRemark(
  db: Db,
  remark: { takeId: string; atMs: number | undefined; text: string; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('take_remarks')
    .values({
      id: randomUUID(),
      take_id: remark.takeId,
      at_ms: remark.atMs ?? null,
      text: remark.text,
      made_by: remark.by,
      made_at: remark.at,
    })
    .execute()
}

/**
 * Records a verdict; its reason becomes a remark of the whole read. Refuses `reason-needed` when a read is sent back and
 * nothing says why. The same word said twice is recorded once.
 */
export async function addVerdict(
  db: Db,
  wanted: VerdictWanted & { takeId: string; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const [newest] = await listVerdicts(trx, wanted.takeId)
    const remarks = await listRemarks(trx, wanted.takeId)
    if (isSaidAlready(wanted, newest, remarks)) return
    if (!saysWhy(wanted, newest, remarks)) throw new StationError('reason-needed')
    const newestAt = Math.max(newest?.at ?? 0, ...remarks.map(({ made }) => made.at))
    const at = instantAfter(newestAt, wanted.at)
    if (wanted.reason !== '') await insertRemark(trx, { ...wanted, atMs: undefined, text: wanted.reason, at })
    await trx
      .insertInto('take_verdicts')
      .values({
        id: randomUUID(),
        take_id: wanted.takeId,
        verdict: wanted.verdict,
        listener: wanted.listener,
        recorded_by: wanted.by,
        given_at: at,
      })
      .execute()
  })
}

/** What was remarked of a read, in the order of the read. */
export async function listRemarks(db: Db, takeId: string): Promise<TakeRemark[]> {
  const rows = await db
    .selectFrom('take_remarks')
    .innerJoin('accounts', 'accounts.id', 'take_remarks.made_by')
    .selectAll('take_remarks')
    .select('accounts.display_name')
    .where('take_id', '=', takeId)
    .orderBy('made_at')
    .execute()
  return inOrderOfRead(
    rows.map((row) => ({
      id: row.id,
      text: row.text,
      made: { by: row.display_name, at: row.made_at },
      ...(row.at_ms !== null && { atMs: row.at_ms }),
    })),
  )
}

/** The verdicts on a read, the newest first: that one counts. */
export async function listVerdicts(db: Db, takeId: string): Promise<VerdictRecorded[]> {
  const rows = await db
    .selectFrom('take_verdicts')
    .innerJoin('accounts', 'accounts.id', 'take_verdicts.recorded_by')
    .selectAll('take_verdicts')
    .select('accounts.display_name')
    .where('take_id', '=', takeId)
    .orderBy('given_at', 'desc')
    .execute()
  return rows.map(({ id, verdict, listener, display_name, given_at }) => ({
    id,
    verdict,
    listener,
    recordedBy: display_name,
    at: given_at,
  }))
}

/** Says from now on whether a programme wants listening approval. */
export async function setListeningRule(
  db: Db,
  rule: { programmeId: string; required: boolean; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await newestRule(trx, rule.programmeId)
    if ((newest?.required === 1) === rule.required) return
    await trx
      .insertInto('listening_rules')
      .values({
        id: randomUUID(),
        programme_id: rule.programmeId,
        required: rule.required ? 1 : 0,
        set_by: rule.by,
        set_at: instantAfter(newest?.set_at, rule.at),
      })
      .execute()
  })
}

/** Whether a programme wants every read approved by listening; it does not until the station says so. */
export async function isListeningRequired(db: Db, programmeId: string): Promise<boolean> {
  return (await newestRule(db, programmeId))?.required === 1
}

/** The same of the programme of an edition; an edition that does not exist wants nothing. */
export async function isListeningRequiredFor(db: Db, editionId: string): Promise<boolean> {
  const row = await db.selectFrom('editions').select('programme_id').where('id', '=', editionId).executeTakeFirst()
  return row !== undefined && isListeningRequired(db, row.programme_id)
}

function newestRule(db: Db, programmeId: string): Promise<{ required: 0 | 1; set_at: number } | undefined> {
  return db
    .selectFrom('listening_rules')
    .select(['required', 'set_at'])
    .where('programme_id', '=', programmeId)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
}
