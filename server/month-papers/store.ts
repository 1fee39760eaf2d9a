import { randomUUID } from 'node:crypto'
import type { OutageGuide, OutageGuideWritten } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** What the station filled in last; undefined: nobody has. */
export async function findOutage(
  db: Db,
): Promise<(OutageGuideWritten & { set: NonNullable<OutageGuide['set']> }) | undefined> {
  const row = await db
    .selectFrom('outage_settings')
    .innerJoin('accounts', 'accounts.id', 'outage_settings.set_by')
    .selectAll('outage_settings')
    .select('accounts.display_name')
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    contacts: JSON.parse(row.contacts),
    places: JSON.parse(row.places),
    set: { by: row.display_name, at: Number(row.set_at) },
  }
}

/** Notes what the station fills in; always newer than what was before, whatever the clock was set to. */
export async function setOutage(
  db: Db,
  { contacts, places }: OutageGuideWritten,
  { by, at }: { by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = (await findOutage(trx))?.set
    await trx
      .insertInto('outage_settings')
      .values({
        id: randomUUID(),
        contacts: JSON.stringify(contacts),
        places: JSON.stringify(places),
        set_by: by,
        set_at: known ? Math.max(at, known.at + 1) : at,
      })
      .execute()
  })
}

/** Every item that was made of the same submissions as this one, itself among them: “lồng ghép” gives an item several. */
export async function itemsOfSameOrigin(db: Db, itemId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('item_origins as mine')
    .innerJoin('item_origins as other', 'other.submission_id', 'mine.submission_id')
    .select('other.item_id')
    .distinct()
    .where('mine.item_id', '=', itemId)
    .execute()
  return [...new Set([itemId, ...rows.map(({ item_id }) => item_id)])]
}

/** In which editions these items ever stood. */
export async function editionsOfItems(
  db: Db,
  itemIds: readonly string[],
): Promise<{ itemId: string; editionId: string }[]> {
  if (itemIds.length === 0) return []
  const rows = await db
    .selectFrom('revision_items')
    .innerJoin('revisions', 'revisions.id', 'revision_items.revision_id')
    .select(['revision_items.item_id', 'revisions.edition_id'])
    .distinct()
    .where('revision_items.item_id', 'in', [...itemIds])
    .execute()
  return rows.map(({ item_id, edition_id }) => ({ itemId: item_id, editionId: edition_id }))
}

/** The words about an item in the newest revision that has it; undefined: no such item. */
export async function newestWordsOf(
  db: Db,
  itemId: string,
): Promise<{ editionId: string; revisionId: string; title: string; unitName: string | undefined } | undefined> {
  const row = await db
    .selectFrom('revision_items')
    .innerJoin('revisions', 'revisions.id', 'revision_items.revision_id')
    .select(['revisions.edition_id', 'revisions.id', 'revision_items.title', 'revision_items.unit_name'])
    .where('revision_items.item_id', '=', itemId)
    .orderBy('revisions.created_at', 'desc')
    .orderBy('revisions.number', 'desc')
    .executeTakeFirst()
  return (
    row && {
      editionId: row.edition_id,
      revisionId: row.id,
      title: row.title,
      unitName: row.unit_name ?? undefined,
    }
  )
}
