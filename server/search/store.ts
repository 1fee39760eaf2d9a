import { sql } from 'kysely'
import type { SearchKind } from '../contract/index.ts'
import type { Db, Tables } from '../db/index.ts'
import { fold } from '../vietnamese/index.ts'
import type { Question } from './question.ts'

/** A text that can be found: NFC, its spaces single. */
export interface SearchText {
  kind: SearchKind
  refId: string
  partId: string | undefined
  title: string
  context: string
  body: string
  at: number
}

export interface Change {
  kind: Tables['search_changes']['kind']
  refId: string
  /** How often it was written; what is written meanwhile is another change. */
  times: number
}

/** Things that were written since they were last read, at most so many. */
export async function listChanges(db: Db, most: number): Promise<Change[]> {
  const rows = await db.selectFrom('search_changes').selectAll().limit(most).execute()
  return rows.map(({ kind, ref_id, times }) => ({ kind, refId: ref_id, times }))
}

/** Puts the texts of a thing in the place of those it had; its change is done with. */
export async function putTexts(db: Db, change: Change, kind: SearchKind, texts: readonly SearchText[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('search_texts')
      .select('number')
      .where('kind', '=', kind)
      .where('ref_id', '=', change.refId)
      .execute()
    for (const { number } of before) {
      await trx.deleteFrom('search_index').where('rowid', '=', number).execute()
      await trx.deleteFrom('search_texts').where('number', '=', number).execute()
    }
    for (const { refId, partId, ...text } of texts) {
      const { number } = await trx
        .insertInto('search_texts')
        .values({ ...text, ref_id: refId, part_id: partId ?? null })
        .returning('number')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('search_index')
        .values({ rowid: number, title: fold(`${text.title} ${text.context}`), body: fold(text.body) })
        .execute()
    }
    await trx
      .deleteFrom('search_changes')
      .where('kind', '=', change.kind)
      .where('ref_id', '=', change.refId)
      .where('times', '=', change.times)
      .execute()
  })
}

/**
 * So many of the newest texts are read in which the words stand in the title, one after another, anywhere. The index's own
 * weighing (bm25) looks at every text that has a word, and of the words of an office nearly every text has some: over
 * 100,000 texts it alone took longer than all of the answer may.
 */
const MOST = 60

/** Where it is looked: in texts of one kind, in those of these things alone; without either everywhere. */
export interface Where {
  kind?: SearchKind | undefined
  /** The ids of the things that may be found. */
  within?: readonly string[] | undefined
}

/** Texts that have all the words: the newest in their titles, those one after another, those anywhere; in no order. */
export async function findTexts(db: Db, question: Question, where: Where): Promise<SearchText[]> {
  const all = allWords(question)
  const numbers = new Set([
    ...(await newest(db, `title : (${all})`, where)),
    ...(question.words.length > 1 ? await newest(db, phrase(question), where) : []),
    ...(await newest(db, all, where)),
  ])
  if (numbers.size === 0) return []
  const rows = await db
    .selectFrom('search_texts')
    .selectAll()
    .where('number', 'in', [...numbers])
    .execute()
  return rows.map(({ number: _, ref_id, part_id, ...row }) => ({ ...row, refId: ref_id, partId: part_id ?? undefined }))
}

/** How many texts of each kind have all the words; counting ends at `most`. */
export async function countTexts(
  db: Db,
  question: Question,
  { within }: Pick<Where, 'within'>,
  most: number,
): Promise<{ kind: SearchKind; count: number }[]> {
  const { rows } = await sql<{ kind: SearchKind; count: number }>`
    select kind, count(*) as count from (
      select search_texts.kind as kind from search_index
      join search_texts indexed by search_texts_kinds on search_texts.number = search_index.rowid
      where search_index match ${allWords(question)} ${ofThings(within)} limit ${most}
    ) group by kind order by count desc`.execute(db)
  return rows
}

async function newest(db: Db, match: string, { kind, within }: Where): Promise<number[]> {
  const ofKind =
    kind === undefined
      ? sql``
      : sql`and exists (select 1 from search_texts where number = search_index.rowid and kind = ${kind})`
  const { rows } = await sql<{ number: number }>`
    select rowid as number from search_index
    where search_index match ${match} ${ofKind} ${ofThings(within)} order by rowid desc limit ${MOST}`.execute(db)
  return rows.map(({ number }) => number)
}

/** A ward has a few hundred things at most: their ids fit a question. */
function ofThings(within: readonly string[] | undefined) {
  if (within === undefined) return sql``
  if (within.length === 0) return sql`and false`
  return sql`and exists (select 1 from search_texts where number = search_index.rowid and ref_id in (${sql.join(within)}))`
}

/** Words of letters and figures alone: nothing of them means anything to the index but themselves. */
const allWords = ({ words }: Question) =>
  words.map((word, place) => (place === words.length - 1 ? `"${word}" *` : `"${word}"`)).join(' AND ')

const phrase = ({ words }: Question) => `"${words.join(' ')}" *`
