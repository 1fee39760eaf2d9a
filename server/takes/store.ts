import { randomUUID } from 'node:crypto'
import type { Peaks, Take, TakeChoice, TakePiece } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

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
  /** What it was cut from. */
  edit?: { parentTakeId: string; pieces: readonly TakePiece[] } | undefined
  createdBy: string
  createdAt: number
}

/** Adds a read. It is neither kept nor discarded until somebody has listened and says so. */
export async function addTake(db: Db, take: NewTake): Promise<string> {
  const id = take.id ?? randomUUID()
  await db.transaction().execute(async (trx) => {
    await trx
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
    if (take.edit === undefined) return
    const { parentTakeId, pieces } = take.edit
    await trx
      .insertInto('take_edits')
      .values({ take_id: id, parent_take_id: parentTakeId, pieces: JSON.stringify(pieces) })
      .execute()
  })
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

/** The pieces of a read that was cut from others; undefined for an original. */
export async function findTakePieces(db: Db, id: string): Promise<TakePiece[] | undefined> {
  const row = await db.selectFrom('take_edits').select('pieces').where('take_id', '=', id).executeTakeFirst()
  return row && JSON.parse(row.pieces)
}

/** The file of fine peaks of a read; undefined until it has been looked at. */
export async function findFinePeaks(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('take_surveys')
    .select('peaks_sha256')
    .where('take_id', '=', id)
    .orderBy('surveyed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.peaks_sha256
}

/**
 * Keeps or discards a read. One read of an item is kept at most: keeping it leaves the one that was kept undecided, to be
 * taken again. Refuses `take-of-older-text`, for its words are not those that will be on air.
 */
export async function chooseTake(db: Db, take: Take, choice: TakeChoice, by: string, at: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const all = await listTakes(trx, take.editionId)
    const now = all.find(({ id }) => id === take.id) ?? take
    if (choice === 'kept' && now.isOfOlderText)
      throw new StationError('take-of-older-text', { revision: now.revisionNumber })
    const released = all.filter(
      ({ id, itemId, choice: was }) => choice === 'kept' && id !== take.id && itemId === take.itemId && was === 'kept',
    )
    const rows = [
      ...released.map(({ id }) => ({ take_id: id, choice: 'undecided' as const })),
      { take_id: take.id, choice },
    ]
    // The newest choice counts: two within one millisecond, or after the clock was set back, still have an order.
    const { newest } = await trx
      .selectFrom('take_choices')
      .select((eb) => eb.fn.max('chosen_at').as('newest'))
      .where(
        'take_id',
        'in',
        rows.map(({ take_id }) => take_id),
      )
      .executeTakeFirstOrThrow()
    const chosenAt = Math.max(at, (newest ?? 0) + 1)
    await trx
      .insertInto('take_choices')
      .values(rows.map((row) => ({ ...row, id: randomUUID(), chosen_by: by, chosen_at: chosenAt })))
      .execute()
  })
}

function takeRows(db: Db) {
  return db
    .selectFrom('takes')
    .innerJoin('revisions', 'revisions.id', 'takes.revision_id')
    .innerJoin('media', 'media.sha256', 'takes.media_sha256')
    .innerJoin('accounts', 'accounts.id', 'takes.created_by')
    .leftJoin('take_edits', 'take_edits.take_id', 'takes.id')
    .selectAll('takes')
    .select(['revisions.number as revision_number', 'media.bytes', 'accounts.display_name'])
    .select('take_edits.parent_take_id')
    .select((eb) =>
      eb
        .selectFrom('revision_items')
        .innerJoin('revisions as newest', 'newest.id', 'revision_items.revision_id')
        .select('revision_items.text_hash')
        .whereRef('newest.edition_id', '=', 'takes.edition_id')
        .whereRef('revision_items.item_id', '=', 'takes.item_id')
        .where('newest.number', '=', (of) =>
          of
            .selectFrom('revisions as any')
            .select((all) => all.fn.max('any.number').as('number'))
            .whereRef('any.edition_id', '=', 'takes.edition_id'),
        )
        .as('newest_text_hash'),
    )
    .select((eb) =>
      eb
        .selectFrom('take_surveys')
        .select('take_surveys.loudness_lufs')
        .whereRef('take_surveys.take_id', '=', 'takes.id')
        .orderBy('surveyed_at', 'desc')
        .limit(1)
        .as('loudness_lufs'),
    )
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
    isOfOlderText: row.newest_text_hash !== row.text_hash,
    ...(row.parent_take_id !== null && { editOf: row.parent_take_id }),
    ...(row.loudness_lufs !== null && { loudnessLufs: row.loudness_lufs }),
    ...(row.sample_rate_hz !== null && { sampleRateHz: row.sample_rate_hz }),
    ...(row.channels !== null && { channels: row.channels }),
    ...(row.codec !== null && { codec: row.codec }),
    ...(row.choice !== null && row.choice !== 'undecided' && { choice: row.choice }),
    ...(row.listening !== null && { listening: row.listening }),
    ...(Number(row.remark_count) > 0 && { remarks: Number(row.remark_count) }),
  }
}
