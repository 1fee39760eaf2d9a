import { randomUUID } from 'node:crypto'
import type { SpokenForm } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** Adds what a form is said from now on; `said` undefined: the rule holds again. The newest row of a form counts. */
export async function addForm(
  db: Db,
  form: { written: string; said: string | undefined; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('spoken_forms')
      .select('set_at')
      .where('written', '=', form.written)
      .orderBy('set_at', 'desc')
      .executeTakeFirst()
    await trx
      .insertInto('spoken_forms')
      .values({
        id: randomUUID(),
        written: form.written,
        said: form.said ?? null,
        set_by: form.by,
        // Two within a millisecond, or a clock that was set back, must not hide the later one.
        set_at: Math.max(form.at, newest === undefined ? 0 : newest.set_at + 1),
      })
      .execute()
  })
}

/** The forms that hold now, by their written form. */
export async function listForms(db: Db): Promise<SpokenForm[]> {
  const rows = await db
    .selectFrom('spoken_forms')
    .innerJoin('accounts', 'accounts.id', 'spoken_forms.set_by')
    .select(['written', 'said', 'set_at', 'display_name'])
    .orderBy('set_at')
    .execute()
  const newest = new Map(rows.map((row) => [row.written, row]))
  return [...newest.values()].flatMap(({ written, said, set_at, display_name }) =>
    said === null ? [] : [{ written, said, set: { by: display_name, at: set_at } }],
  )
}

/** A kept read of a person with the words that were read. */
export interface ReadRow {
  text: string
  durationMs: number
}

/**
 * The newest kept reads that a person recorded in the browser. A read that was cut belongs to whoever read it, not to
 * whoever cut it.
 */
export async function listKeptReads(db: Db, readerId: string, limit: number): Promise<ReadRow[]> {
  const rows = await db
    .selectFrom('takes')
    .innerJoin('revision_items', (join) =>
      join
        .onRef('revision_items.revision_id', '=', 'takes.revision_id')
        .onRef('revision_items.item_id', '=', 'takes.item_id'),
    )
    .leftJoin('take_edits', 'take_edits.take_id', 'takes.id')
    .leftJoin('takes as original', 'original.id', 'take_edits.parent_take_id')
    .select(['revision_items.text', 'takes.duration_ms'])
    .where((eb) => eb(eb.fn.coalesce('original.created_by', 'takes.created_by'), '=', readerId))
    .where((eb) => eb(eb.fn.coalesce('original.source', 'takes.source'), '=', 'browser'))
    .where((eb) =>
      eb(
        eb
          .selectFrom('take_choices')
          .select('take_choices.choice')
          .whereRef('take_choices.take_id', '=', 'takes.id')
          .orderBy('chosen_at', 'desc')
          .limit(1),
        '=',
        'kept',
      ),
    )
    .orderBy('takes.created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ text: row.text, durationMs: row.duration_ms }))
}
