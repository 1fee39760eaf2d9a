import { randomUUID } from 'node:crypto'
import type { Channel, Posting } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { compareVietnamese } from '../vietnamese/index.ts'
import { type PostingEvent, type PostingFacts, postingOf } from './rules.ts'

/** SQLite takes so many parameters at once with ease. */
const BATCH = 400

/** All channels in the order of the alphabet, those no longer offered among them. */
export async function listChannels(db: Db): Promise<Channel[]> {
  const rows = await db.selectFrom('channels').selectAll().execute()
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      needsApproval: row.needs_approval === 1,
      isRetired: row.retired_at !== null,
      ...(row.url !== null && { url: row.url }),
    }))
    .toSorted((a, b) => compareVietnamese(a.name, b.name))
}

/** Adds a channel. Refuses `channel-name-taken`. */
export async function addChannel(
  db: Db,
  channel: { name: string; url: string | undefined; needsApproval: boolean; by: string; at: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    await refuseTakenName(trx, channel.name, undefined)
    const id = randomUUID()
    await trx
      .insertInto('channels')
      .values({
        id,
        name: channel.name,
        url: channel.url ?? null,
        needs_approval: channel.needsApproval ? 1 : 0,
        created_by: channel.by,
        created_at: channel.at,
        retired_at: null,
      })
      .execute()
    return id
  })
}

/** Changes what is given of a channel; `url` empty: it has none. Refuses `channel-name-taken`. */
export async function changeChannel(
  db: Db,
  id: string,
  change: { name?: string; url?: string; needsApproval?: boolean; retiredAt?: number | null },
): Promise<void> {
  const values = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.url !== undefined && { url: change.url === '' ? null : change.url }),
    ...(change.needsApproval !== undefined && { needs_approval: change.needsApproval ? (1 as const) : (0 as const) }),
    ...(change.retiredAt !== undefined && { retired_at: change.retiredAt }),
  }
  if (Object.keys(values).length === 0) return
  await db.transaction().execute(async (trx) => {
    if (change.name !== undefined) await refuseTakenName(trx, change.name, id)
    await trx.updateTable('channels').set(values).where('id', '=', id).execute()
  })
}

async function refuseTakenName(db: Db, name: string, except: string | undefined): Promise<void> {
  const known = await db.selectFrom('channels').select('id').where('name', '=', name).executeTakeFirst()
  if (known && known.id !== except) throw new StationError('channel-name-taken', { name })
}

/** The postings of submissions as they stand, in the order in which they were asked for; by submission. */
export async function postingsOf(db: Db, submissionIds: readonly string[]): Promise<Map<string, Posting[]>> {
  const found: Posting[] = []
  for (let at = 0; at < submissionIds.length; at += BATCH) {
    const rows = await postingRows(db)
      .where('postings.submission_id', 'in', submissionIds.slice(at, at + BATCH))
      .execute()
    found.push(...(await standing(db, rows)))
  }
  return Map.groupBy(found, ({ submissionId }) => submissionId)
}

/** Every posting of every submission that was not taken out of the register. */
export async function listPostings(db: Db): Promise<Posting[]> {
  const rows = await postingRows(db)
    .leftJoin('submission_withdrawals', (join) =>
      join.onRef('submission_withdrawals.submission_id', '=', 'postings.submission_id').on('restored_at', 'is', null),
    )
    .where('withdrawn_at', 'is', null)
    .execute()
  return standing(db, rows)
}

/** One posting with all that was noted about it; undefined where there is none. */
export async function findPostingFacts(db: Db, id: string): Promise<PostingFacts | undefined> {
  const rows = await postingRows(db).where('postings.id', '=', id).execute()
  return (await factsOf(db, rows))[0]
}

/** Asks for an item to be posted on channels; where that was asked before and stands, nothing is added. */
export async function askPostings(
  db: Db,
  asked: { submissionId: string; channelIds: readonly string[]; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const channelId of asked.channelIds) {
      const rows = await postingRows(trx)
        .where('postings.submission_id', '=', asked.submissionId)
        .where('postings.channel_id', '=', channelId)
        .execute()
      const [known] = await factsOf(trx, rows)
      if (!known) {
        await trx
          .insertInto('postings')
          .values({
            id: randomUUID(),
            submission_id: asked.submissionId,
            channel_id: channelId,
            asked_by: asked.by,
            asked_at: asked.at,
          })
          .execute()
        continue
      }
      const state = postingOf(known)?.state
      if (state !== undefined && state !== 'refused') continue
      await insertEvent(trx, known.id, { event: 'asked', by: asked.by, at: asked.at })
    }
  })
}

/** Notes what became of a posting. `by` is an account. */
export async function notePosting(db: Db, postingId: string, event: PostingEvent): Promise<void> {
  await db.transaction().execute((trx) => insertEvent(trx, postingId, event))
}

/** What the submissions of postings are called, and which unit they are of. */
export async function subjectsOf(
  db: Db,
  submissionIds: readonly string[],
): Promise<Map<string, { title: string; unitId: string | undefined }>> {
  const subjects = new Map<string, { title: string; unitId: string | undefined }>()
  for (let at = 0; at < submissionIds.length; at += BATCH) {
    const rows = await db
      .selectFrom('submission_descriptions')
      .select(['submission_id', 'title', 'unit_id'])
      .where('submission_id', 'in', submissionIds.slice(at, at + BATCH))
      .orderBy('number')
      .execute()
    for (const row of rows) subjects.set(row.submission_id, { title: row.title, unitId: row.unit_id ?? undefined })
  }
  return subjects
}

/** Whether there is such a submission. */
export async function isSubmission(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('submissions').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

async function insertEvent(db: Db, postingId: string, event: PostingEvent): Promise<void> {
  const last = await db
    .selectFrom('posting_events')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('posting_id', '=', postingId)
    .executeTakeFirst()
  const said = event.event === 'approved' || event.event === 'refused' ? event : undefined
  const posted = event.event === 'posted' ? event : undefined
  await db
    .insertInto('posting_events')
    .values({
      posting_id: postingId,
      number: Number(last?.number ?? 0) + 1,
      event: event.event,
      approver: said?.approver ?? null,
      remark: said?.remark ?? null,
      url: posted?.url ?? null,
      posted_on: posted?.on ?? null,
      recorded_by: event.by,
      recorded_at: event.at,
    })
    .execute()
}

function postingRows(db: Db) {
  return db
    .selectFrom('postings')
    .innerJoin('channels', 'channels.id', 'postings.channel_id')
    .innerJoin('accounts', 'accounts.id', 'postings.asked_by')
    .selectAll('postings')
    .select(['channels.name as channel_name', 'channels.needs_approval', 'accounts.display_name'])
    .orderBy('postings.asked_at')
}

type PostingRow = Awaited<ReturnType<ReturnType<typeof postingRows>['executeTakeFirstOrThrow']>>

async function standing(db: Db, rows: readonly PostingRow[]): Promise<Posting[]> {
  return (await factsOf(db, rows)).flatMap((facts) => postingOf(facts) ?? [])
}

async function factsOf(db: Db, rows: readonly PostingRow[]): Promise<PostingFacts[]> {
  const events = new Map<string, PostingEvent[]>()
  const ids = rows.map(({ id }) => id)
  for (let at = 0; at < ids.length; at += BATCH) {
    const noted = await db
      .selectFrom('posting_events')
      .innerJoin('accounts', 'accounts.id', 'posting_events.recorded_by')
      .selectAll('posting_events')
      .select('accounts.display_name')
      .where('posting_id', 'in', ids.slice(at, at + BATCH))
      .orderBy('number')
      .execute()
    for (const row of noted) events.set(row.posting_id, [...(events.get(row.posting_id) ?? []), eventOf(row)])
  }
  return rows.map((row) => ({
    id: row.id,
    submissionId: row.submission_id,
    channelId: row.channel_id,
    channelName: row.channel_name,
    channelNeedsApproval: row.needs_approval === 1,
    asked: { by: row.display_name, at: row.asked_at },
    events: events.get(row.id) ?? [],
  }))
}

function eventOf(row: {
  event: PostingEvent['event']
  approver: string | null
  remark: string | null
  url: string | null
  posted_on: string | null
  display_name: string
  recorded_at: number
}): PostingEvent {
  const signed = { by: row.display_name, at: row.recorded_at }
  if (row.event === 'approved' || row.event === 'refused') {
    return { ...signed, event: row.event, approver: row.approver ?? '', remark: row.remark ?? undefined }
  }
  if (row.event === 'posted') {
    return { ...signed, event: 'posted', on: row.posted_on ?? '', url: row.url ?? undefined }
  }
  return { ...signed, event: row.event }
}
