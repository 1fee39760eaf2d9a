import { randomUUID } from 'node:crypto'
import type { Peaks, Take, TakeChoice } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

export interface NewTake {
  /** Settled beforehand; default: a new one. */
  id?: string | undefined
  editionId: string
  itemId: string
  revisionId: string
  textHash: string
  source: 'upload' | 'browser' | 'edit'
  fileName: string
  mediaSha256: string
  listeningSha256: string
  durationMs: number
  sampleRateHz: number | undefined
  channels: number | undefined
  codec: string | undefined
  warnings: string[]
  peaks: Peaks
  microphone: Record<string, unknown> | undefined
  createdBy: string
  createdAt: number
}

/** Adds a read. It is neither kept nor discarded until somebody has listened and says so. */
export async function addTake(db: Db, take: NewTake): Promise<string> {
  const id = take.id ?? randomUUID()
  await db
    .insertInto('takes')
    .values({
      id,
      edition_id: take.editionId,
      item_id: take.itemId,
      revision_id: take.revisionId,
      text_hash: take.textHash,
      source: take.source,
      file_name: take.fileName,
      media_sha256: take.mediaSha256,
      listening_sha256: take.listeningSha256,
      duration_ms: take.durationMs,
      sample_rate_hz: take.sampleRateHz ?? null,
      channels: take.channels ?? null,
      codec: take.codec ?? null,
      warnings: JSON.stringify(take.warnings),
      peaks: JSON.stringify(take.peaks),
      microphone: take.microphone === undefined ? null : JSON.stringify(take.microphone),
      created_by: take.createdBy,
      created_at: take.createdAt,
    })
    .execute()
  return id
}

/** The reads of an edition, the newest first, each with its newest choice. */
export async function listTakes(db: Db, editionId: string): Promise<Take[]> {
  const rows = await takeRows(db)
    .where('takes.edition_id', '=', editionId)
    .orderBy('takes.created_at', 'desc')
    .execute()
  return rows.map(asTake)
}

export async function findTake(db: Db, id: string): Promise<Take | undefined> {
  const row = await takeRows(db).where('takes.id', '=', id).executeTakeFirst()
  return row && asTake(row)
}

/** What a page needs to play and draw a read. */
export async function findTakeSound(
  db: Db,
  id: string,
): Promise<{ listeningSha256: string; mediaSha256: string; fileName: string; peaks: Peaks } | undefined> {
  const row = await db
    .selectFrom('takes')
    .select(['listening_sha256', 'media_sha256', 'file_name', 'peaks'])
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      listeningSha256: row.listening_sha256,
      mediaSha256: row.media_sha256,
      fileName: row.file_name,
      peaks: JSON.parse(row.peaks),
    }
  )
}

/** Keeps or discards a read. One read of an item is kept at most: keeping it lets go of the others. */
export async function chooseTake(db: Db, take: Take, choice: TakeChoice, by: string, at: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const others = choice === 'kept' ? await listTakes(trx, take.editionId) : []
    const released = others.filter(
      ({ id, itemId, choice: was }) => id !== take.id && itemId === take.itemId && was === 'kept',
    )
    const rows = [
      ...released.map(({ id }) => ({ take_id: id, choice: 'discarded' as const })),
      { take_id: take.id, choice },
    ]
    await trx
      .insertInto('take_choices')
      .values(rows.map((row) => ({ ...row, id: randomUUID(), chosen_by: by, chosen_at: at })))
      .execute()
  })
}

function takeRows(db: Db) {
  return db
    .selectFrom('takes')
    .innerJoin('revisions', 'revisions.id', 'takes.revision_id')
    .innerJoin('media', 'media.sha256', 'takes.media_sha256')
    .innerJoin('accounts', 'accounts.id', 'takes.created_by')
    .selectAll('takes')
    .select(['revisions.number as revision_number', 'media.bytes', 'accounts.display_name'])
    .select((eb) =>
      eb
        .selectFrom('take_choices')
        .select('take_choices.choice')
        .whereRef('take_choices.take_id', '=', 'takes.id')
        .orderBy('chosen_at', 'desc')
        .limit(1)
        .as('choice'),
    )
    .select((eb) =>
      eb
        .selectFrom('take_verdicts')
        .select('take_verdicts.verdict')
        .whereRef('take_verdicts.take_id', '=', 'takes.id')
        .orderBy('given_at', 'desc')
        .limit(1)
        .as('listening'),
    )
    .select((eb) =>
      eb
        .selectFrom('take_remarks')
        .select((count) => count.fn.countAll().as('remarks'))
        .whereRef('take_remarks.take_id', '=', 'takes.id')
        .as('remark_count'),
    )
}

function asTake(row: Awaited<ReturnType<ReturnType<typeof takeRows>['executeTakeFirstOrThrow']>>): Take {
  return {
    id: row.id,
    editionId: row.edition_id,
    itemId: row.item_id,
    revisionId: row.revision_id,
    revisionNumber: row.revision_number,
    textHash: row.text_hash,
    source: row.source,
    fileName: row.file_name,
    mediaSha256: row.media_sha256,
    bytes: row.bytes,
    durationMs: row.duration_ms,
    warnings: JSON.parse(row.warnings),
    created: { by: row.display_name, at: row.created_at },
    ...(row.sample_rate_hz !== null && { sampleRateHz: row.sample_rate_hz }),
    ...(row.channels !== null && { channels: row.channels }),
    ...(row.codec !== null && { codec: row.codec }),
    ...(row.choice !== null && { choice: row.choice }),
    ...(row.listening !== null && { listening: row.listening }),
    ...(Number(row.remark_count) > 0 && { remarks: Number(row.remark_count) }),
  }
}
