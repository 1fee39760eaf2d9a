import { randomUUID } from 'node:crypto'
import type { NotAiredReason, WardWord } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'
import { isSamePlay } from './moments.ts'

/** A word that stands, with whose it is and of what. */
export interface WordSaid extends WardWord {
  wardStationId: string
  editionId: string
}

export interface NewWord {
  wardStationId: string
  editionId: string
  said: { word: 'aired'; startsAt: number } | { word: 'not-aired'; reason: NotAiredReason }
  note: string
  /** The account that notes it; undefined: the ward itself. */
  by: string | undefined
  fromAddress: string | undefined
  at: number
}

/**
 * Notes what a ward says. The same again (a button pressed twice, a page that was sent twice over a slow line) is no new word;
 * a new reason takes the place of the one before. True when something was noted.
 */
export async function addWord(db: Db, word: NewWord): Promise<boolean> {
  const { wardStationId, editionId, said, note, by, fromAddress, at } = word
  return db.transaction().execute(async (trx) => {
    const standing = await listWords(trx, { wardStationId, editionIds: [editionId] })
    const isSaid = standing.some((known) =>
      said.word === 'aired'
        ? known.startsAt !== undefined && isSamePlay(known.startsAt, said.startsAt)
        : known.reason === said.reason && known.note === note,
    )
    if (isSaid) return false
    if (said.word === 'not-aired') {
      for (const { id, word: kind } of standing) if (kind === 'not-aired') await insertWithdrawal(trx, id, by, at)
    }
    await trx
      .insertInto('ward_words')
      .values({
        id: randomUUID(),
        ward_station_id: wardStationId,
        edition_id: editionId,
        word: said.word,
        starts_at: said.word === 'aired' ? said.startsAt : null,
        reason: said.word === 'not-aired' ? said.reason : null,
        note,
        said_by: by ?? null,
        from_address: fromAddress ?? null,
        said_at: at,
      })
      .execute()
    return true
  })
}

/** Takes a word of a ward back. False when there is no such word of it, or it was taken back before. */
export async function withdrawWord(
  db: Db,
  { wardStationId, wordId, by, at }: { wardStationId: string; wordId: string; by: string | undefined; at: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const standing = await standingWords(trx)
      .where('ward_words.id', '=', wordId)
      .where('ward_station_id', '=', wardStationId)
      .executeTakeFirst()
    if (!standing) return false
    await insertWithdrawal(trx, wordId, by, at)
    return true
  })
}

/** Which words are asked for: of a ward, of some editions, of airings that began within [from, to). */
export interface WordsAsked {
  wardStationId?: string
  editionIds?: readonly string[]
  airedFrom?: number
  airedTo?: number
}

/** The words that stand, in the order in which they were said. */
export async function listWords(db: Db, asked: WordsAsked): Promise<WordSaid[]> {
  const { wardStationId, editionIds, airedFrom, airedTo } = asked
  if (editionIds?.length === 0) return []
  let query = standingWords(db).orderBy('said_at')
  if (wardStationId !== undefined) query = query.where('ward_station_id', '=', wardStationId)
  if (editionIds !== undefined) query = query.where('edition_id', 'in', [...editionIds])
  if (airedFrom !== undefined) query = query.where('starts_at', '>=', airedFrom)
  if (airedTo !== undefined) query = query.where('starts_at', '<', airedTo)
  return (await query.execute()).map((row) => {
    const { id, word, note } = row
    const said: WordSaid = {
      id,
      wardStationId: row.ward_station_id,
      editionId: row.edition_id,
      word,
      note,
      at: row.said_at,
    }
    // Of a year there are many thousand: spreading each together takes longer than reading it.
    if (row.starts_at !== null) said.startsAt = row.starts_at
    if (row.reason !== null) said.reason = row.reason
    if (row.display_name !== null) said.by = row.display_name
    return said
  })
}

/** That a ward has seen a withdrawal. */
export interface RecallSeen {
  wardStationId: string
  editionId: string
  recalledAt: number
  seenAt: number
  /** The account that noted it; undefined: the ward itself. */
  seenBy: string | undefined
}

/** Notes that a ward has seen that an edition was withdrawn at that instant; the first time counts. */
export async function addRecallSeen(
  db: Db,
  seen: { wardStationId: string; editionId: string; recalledAt: number; by: string | undefined; at: number },
): Promise<void> {
  await db
    .insertInto('ward_recalls_seen')
    .values({
      id: randomUUID(),
      ward_station_id: seen.wardStationId,
      edition_id: seen.editionId,
      recalled_at: seen.recalledAt,
      seen_by: seen.by ?? null,
      seen_at: seen.at,
    })
    .onConflict((conflict) => conflict.columns(['edition_id', 'ward_station_id', 'recalled_at']).doNothing())
    .execute()
}

/** Who has seen which withdrawal of these editions. */
export async function listRecallsSeen(db: Db, editionIds: readonly string[]): Promise<RecallSeen[]> {
  if (editionIds.length === 0) return []
  const rows = await db
    .selectFrom('ward_recalls_seen')
    .leftJoin('accounts', 'accounts.id', 'ward_recalls_seen.seen_by')
    .select(['ward_station_id', 'edition_id', 'recalled_at', 'seen_at', 'display_name'])
    .where('edition_id', 'in', [...editionIds])
    .execute()
  return rows.map((row) => ({
    wardStationId: row.ward_station_id,
    editionId: row.edition_id,
    recalledAt: row.recalled_at,
    seenAt: row.seen_at,
    seenBy: row.display_name ?? undefined,
  }))
}

/** When the first verified render of each of these editions was there; an edition without one is left out. */
export async function madeAtOf(db: Db, editionIds: readonly string[]): Promise<Map<string, number>> {
  if (editionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('render_outcomes')
    .innerJoin('renders', 'renders.id', 'render_outcomes.render_id')
    .select('edition_id')
    .select((eb) => eb.fn.min('finished_at').as('made_at'))
    .where('edition_id', 'in', [...editionIds])
    .where('outcome', '=', 'verified')
    .groupBy('edition_id')
    .execute()
  return new Map(rows.map(({ edition_id, made_at }) => [edition_id, Number(made_at)]))
}

function standingWords(db: Db) {
  return db
    .selectFrom('ward_words')
    .leftJoin('ward_word_withdrawals', 'ward_word_withdrawals.word_id', 'ward_words.id')
    .leftJoin('accounts', 'accounts.id', 'ward_words.said_by')
    .select(['ward_words.id', 'ward_station_id', 'edition_id', 'word', 'starts_at', 'reason', 'note', 'said_at'])
    .select('accounts.display_name')
    .where('ward_word_withdrawals.word_id', 'is', null)
}

async function insertWithdrawal(db: Db, wordId: string, by: string | undefined, at: number): Promise<void> {
  await db
    .insertInto('ward_word_withdrawals')
    .values({ word_id: wordId, withdrawn_by: by ?? null, withdrawn_at: at })
    .execute()
}
