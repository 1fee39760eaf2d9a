import { randomUUID } from 'node:crypto'
import type { LibraryKind, LibraryWritten, Signed, WorkFacts } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

/** An entry of the library as it was last saved. */
export interface EntryRecord {
  id: string
  kind: LibraryKind
  number: number
  title: string
  text: string | undefined
  contactId: string | undefined
  expiresOn: string | undefined
  work: WorkFacts | undefined
  saved: Signed
  /** The newest first. */
  sounds: { tuneId: string; fileName: string; added: Signed }[]
  /** Items of scripts that its text became. */
  items: { itemId: string; editionId: string }[]
  retired: Signed | undefined
}

/** Keeps a new entry. */
export async function addEntry(db: Db, written: LibraryWritten, by: string, at: number): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const id = randomUUID()
    await trx
      .insertInto('library_entries')
      .values({ id, kind: written.kind, made_by: by, made_at: Math.round(at) })
      .execute()
    await insertVersion(trx, id, 1, written, by, at)
    return id
  })
}

/** Saves the next version of an entry. Refuses `library-changed-meanwhile` when it was not made from the newest one. */
export async function addVersion(db: Db, id: string, written: LibraryWritten, by: string, at: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('library_versions')
      .innerJoin('accounts', 'accounts.id', 'library_versions.saved_by')
      .select(['number', 'title', 'accounts.display_name'])
      .where('entry_id', '=', id)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    if (!newest) throw new StationError('not-found')
    if (newest.number !== written.parentNumber) {
      throw new StationError('library-changed-meanwhile', { by: newest.display_name, title: newest.title })
    }
    await insertVersion(trx, id, newest.number + 1, written, by, at)
  })
}

/** Notes that a sound of the station's library is an entry's: its newest, whatever the clock was set to. */
export async function addSound(
  db: Db,
  sound: { entryId: string; tuneId: string; fileName: string; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const last = await trx
      .selectFrom('library_sounds')
      .select((eb) => eb.fn.max('added_at').as('at'))
      .where('entry_id', '=', sound.entryId)
      .executeTakeFirst()
    await trx
      .insertInto('library_sounds')
      .values({
        tune_id: sound.tuneId,
        entry_id: sound.entryId,
        file_name: sound.fileName,
        added_by: sound.by,
        added_at: Math.max(Math.round(sound.at), Number(last?.at ?? 0) + 1),
      })
      .execute()
  })
}

/** Notes that an entry's text became an item of an edition's script. */
export async function addItem(
  db: Db,
  item: { entryId: string; itemId: string; editionId: string; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('library_items')
    .values({
      item_id: item.itemId,
      entry_id: item.entryId,
      edition_id: item.editionId,
      placed_by: item.by,
      placed_at: Math.round(item.at),
    })
    .execute()
}

/** Puts an entry away; a second call changes nothing. */
export async function retireEntry(db: Db, id: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('library_retirements')
    .values({ entry_id: id, retired_by: by, retired_at: Math.round(at) })
    .onConflict((conflict) => conflict.column('entry_id').doNothing())
    .execute()
}

/** Every entry of the library, what was put away too. */
export async function listEntries(db: Db): Promise<EntryRecord[]> {
  const rows = await db
    .selectFrom('library_versions')
    .innerJoin('library_entries', 'library_entries.id', 'library_versions.entry_id')
    .innerJoin('accounts', 'accounts.id', 'library_versions.saved_by')
    .leftJoin('library_retirements', 'library_retirements.entry_id', 'library_entries.id')
    .leftJoin('accounts as retirer', 'retirer.id', 'library_retirements.retired_by')
    .selectAll('library_versions')
    .select(['library_entries.kind', 'accounts.display_name', 'retired_at', 'retirer.display_name as retirer'])
    .orderBy('library_versions.entry_id')
    .orderBy('library_versions.number', 'desc')
    .execute()
  const newest = rows.filter(({ entry_id }, place) => rows[place - 1]?.entry_id !== entry_id)
  const sounds = await soundsByEntry(db)
  const items = await itemsByEntry(db)
  return newest.map((row) => {
    const facts: Pick<LibraryWritten, 'text' | 'expiresOn' | 'work'> = JSON.parse(row.facts)
    return {
      id: row.entry_id,
      kind: row.kind,
      number: row.number,
      title: row.title,
      text: facts.text,
      contactId: row.contact_id ?? undefined,
      expiresOn: facts.expiresOn,
      work: facts.work,
      saved: { by: row.display_name, at: row.saved_at },
      sounds: sounds.get(row.entry_id) ?? [],
      items: items.get(row.entry_id) ?? [],
      retired: row.retired_at === null ? undefined : { by: row.retirer ?? '', at: row.retired_at },
    }
  })
}

async function insertVersion(
  db: Db,
  entryId: string,
  number: number,
  { title, contactId, text, expiresOn, work }: LibraryWritten,
  by: string,
  at: number,
): Promise<void> {
  await db
    .insertInto('library_versions')
    .values({
      id: randomUUID(),
      entry_id: entryId,
      number,
      title,
      contact_id: contactId ?? null,
      facts: JSON.stringify({ text, expiresOn, work }),
      saved_by: by,
      saved_at: Math.round(at),
    })
    .execute()
}

async function soundsByEntry(db: Db): Promise<Map<string, EntryRecord['sounds']>> {
  const rows = await db
    .selectFrom('library_sounds')
    .innerJoin('accounts', 'accounts.id', 'library_sounds.added_by')
    .selectAll('library_sounds')
    .select('accounts.display_name')
    .orderBy('added_at', 'desc')
    .execute()
  const byEntry = Map.groupBy(rows, ({ entry_id }) => entry_id)
  return new Map(
    [...byEntry].map(([id, sounds]) => [
      id,
      sounds.map((row) => ({
        tuneId: row.tune_id,
        fileName: row.file_name,
        added: { by: row.display_name, at: row.added_at },
      })),
    ]),
  )
}

async function itemsByEntry(db: Db): Promise<Map<string, EntryRecord['items']>> {
  const rows = await db.selectFrom('library_items').select(['entry_id', 'item_id', 'edition_id']).execute()
  const byEntry = Map.groupBy(rows, ({ entry_id }) => entry_id)
  return new Map(
    [...byEntry].map(([id, items]) => [
      id,
      items.map(({ item_id, edition_id }) => ({ itemId: item_id, editionId: edition_id })),
    ]),
  )
}
