import { randomUUID } from 'node:crypto'
import type { UnitChange, UnitContact } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Change, ChangeKind, Identity } from './history.ts'

/** A change as it is kept, with who entered it. */
export interface KeptChange extends Change {
  note: string
  enteredBy: string
}

/** Everything the register knows. */
export interface RegisterFacts {
  identities: Identity[]
  changes: KeptChange[]
  /** Spellings by unit. */
  spellings: Map<string, string[]>
  contacts: Map<string, UnitContact[]>
}

/** Reads the whole register: a few hundred units at most. */
export async function readRegister(db: Db): Promise<RegisterFacts> {
  const identities = await db.selectFrom('units').select(['id', 'name']).execute()
  return {
    identities,
    changes: await listChanges(db),
    spellings: await listSpellings(db),
    contacts: await listContacts(db),
  }
}

async function listChanges(db: Db): Promise<KeptChange[]> {
  const rows = await db
    .selectFrom('unit_changes')
    .innerJoin('accounts', 'accounts.id', 'unit_changes.entered_by')
    .leftJoin('unit_change_withdrawals', 'unit_change_withdrawals.change_id', 'unit_changes.id')
    .selectAll('unit_changes')
    .select(['accounts.display_name', 'unit_change_withdrawals.withdrawn_at'])
    .execute()
  const parts = Map.groupBy(
    await db.selectFrom('unit_change_parts').selectAll().orderBy('place').execute(),
    ({ change_id }) => change_id,
  )
  return rows.map((row) => {
    const mine = parts.get(row.id) ?? []
    return {
      id: row.id,
      kind: row.kind,
      on: row.effective_on,
      from: mine.filter(({ side }) => side === 'from').map(({ unit_id }) => unit_id),
      to: mine
        .filter(({ side }) => side === 'to')
        .map(({ unit_id, name }) => ({ unitId: unit_id, ...(name !== null && { name }) })),
      note: row.note,
      at: row.entered_at,
      enteredBy: row.display_name,
      isWithdrawn: row.withdrawn_at !== null,
    }
  })
}

async function listSpellings(db: Db): Promise<Map<string, string[]>> {
  const rows = await db.selectFrom('unit_spellings').selectAll().orderBy('set_at').execute()
  const spellings = new Map<string, string[]>()
  for (const { unit_id, spelling, state } of rows) {
    const known = (spellings.get(unit_id) ?? []).filter((one) => one !== spelling)
    spellings.set(unit_id, state === 'in-use' ? [...known, spelling] : known)
  }
  return spellings
}

async function listContacts(db: Db): Promise<Map<string, UnitContact[]>> {
  const rows = await db.selectFrom('unit_contacts').selectAll().orderBy('set_at').execute()
  return new Map(rows.map(({ unit_id, contacts }) => [unit_id, JSON.parse(contacts)]))
}

/**
 * Notes a new unit and returns its id. The column is unique, names of units through time are not: where another bears or bore
 * the name, the identity carries a mark, and the name itself stands in the change by which the unit began.
 */
export async function addIdentity(db: Db, name: string): Promise<string> {
  const id = randomUUID()
  const known = await db.selectFrom('units').select('id').where('name', '=', name).executeTakeFirst()
  await db
    .insertInto('units')
    .values({ id, name: known ? `${name} (${id})` : name, aliases: '[]' })
    .execute()
  return id
}

/** Notes what happened to units; it is newer than what was noted before, whatever the clock was set to. */
export async function addChange(
  db: Db,
  change: {
    kind: ChangeKind
    on: string
    from: readonly string[]
    to: Change['to']
    note: string
    by: string
    at: number
  },
): Promise<UnitChange['id']> {
  const id = randomUUID()
  const last = await db.selectFrom('unit_changes').select('entered_at').orderBy('entered_at', 'desc').executeTakeFirst()
  await db
    .insertInto('unit_changes')
    .values({
      id,
      kind: change.kind,
      effective_on: change.on,
      note: change.note,
      entered_by: change.by,
      entered_at: last ? Math.max(change.at, last.entered_at + 1) : change.at,
    })
    .execute()
  const parts = [
    ...change.from.map((unitId, place) => ({ side: 'from' as const, place, unit_id: unitId, name: null })),
    ...change.to.map(({ unitId, name }, place) => ({
      side: 'to' as const,
      place,
      unit_id: unitId,
      name: name ?? null,
    })),
  ]
  await db
    .insertInto('unit_change_parts')
    .values(parts.map((part) => ({ change_id: id, ...part })))
    .execute()
  return id
}

/** Notes that a change never happened; a second time is the same. */
export async function withdrawChange(db: Db, changeId: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('unit_change_withdrawals')
    .values({ change_id: changeId, withdrawn_by: by, withdrawn_at: at })
    .onConflict((conflict) => conflict.column('change_id').doNothing())
    .execute()
}

/** Makes these the spellings of a unit: what is new is noted, what is gone is noted as removed. */
export async function setSpellings(
  db: Db,
  unitId: string,
  wanted: readonly string[],
  by: string | null,
  at: number,
): Promise<void> {
  const known = (await listSpellings(db)).get(unitId) ?? []
  const rows = [
    ...wanted.filter((one) => !known.includes(one)).map((spelling) => ({ spelling, state: 'in-use' as const })),
    ...known.filter((one) => !wanted.includes(one)).map((spelling) => ({ spelling, state: 'removed' as const })),
  ]
  const last = await db
    .selectFrom('unit_spellings')
    .select('set_at')
    .where('unit_id', '=', unitId)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
  const setAt = last ? Math.max(at, last.set_at + 1) : at
  for (const row of rows) {
    await db
      .insertInto('unit_spellings')
      .values({ id: randomUUID(), unit_id: unitId, ...row, set_by: by, set_at: setAt })
      .execute()
  }
}

/** Makes these the contacts of a unit. */
export async function setContacts(
  db: Db,
  unitId: string,
  contacts: readonly UnitContact[],
  by: string,
  at: number,
): Promise<void> {
  const last = await db
    .selectFrom('unit_contacts')
    .select('set_at')
    .where('unit_id', '=', unitId)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
  await db
    .insertInto('unit_contacts')
    .values({
      id: randomUUID(),
      unit_id: unitId,
      contacts: JSON.stringify(contacts),
      set_by: by,
      set_at: last ? Math.max(at, last.set_at + 1) : at,
    })
    .execute()
}
