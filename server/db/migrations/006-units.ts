import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'

/** What this step reads and writes, as it stood then. */
interface Tables {
  units: { id: string; name: string; aliases: string }
  rota_places: { programme_id: string; month: number; place: number; unit_id: string }
  unit_spellings: {
    id: string
    unit_id: string
    spelling: string
    state: string
    set_by: string | null
    set_at: number
  }
  rota_months: {
    id: string
    programme_id: string
    month: number
    scope: string
    year: number
    state: string
    set_by: string | null
    set_at: number
  }
  rota_month_units: { rota_month_id: string; place: number; unit_id: string; items_owed: number }
}

/** Units of the administration as dated facts, the rota, task lists. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await makeUnits(db)
  await makeRota(db)
  await makeTasks(db)
  await carryOver(db)
  await db.schema.dropTable('rota_places').execute()
}

async function makeUnits({ schema }: Kysely<Tables>): Promise<void> {
  // What happens to a unit is a change with a day: units go into it and come out of it.
  await schema
    .createTable('unit_changes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('effective_on', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('entered_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('entered_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('unit_change_parts')
    .addColumn('change_id', 'text', (c) => c.notNull().references('unit_changes.id'))
    .addColumn('side', 'text', (c) => c.notNull())
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('units.id'))
    .addColumn('name', 'text')
    .addPrimaryKeyConstraint('unit_change_parts_key', ['change_id', 'side', 'place'])
    .execute()
  await schema
    .createTable('unit_change_withdrawals')
    .addColumn('change_id', 'text', (c) => c.primaryKey().references('unit_changes.id'))
    .addColumn('withdrawn_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('withdrawn_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('unit_spellings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('units.id'))
    .addColumn('spelling', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('unit_spellings_of').on('unit_spellings').column('unit_id').execute()

  await schema
    .createTable('unit_contacts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('units.id'))
    .addColumn('contacts', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('unit_contacts_of').on('unit_contacts').column('unit_id').execute()
}

async function makeRota({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('rota_months')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('month', 'integer', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('rota_months_of').on('rota_months').columns(['programme_id', 'month']).execute()
  await schema
    .createTable('rota_month_units')
    .addColumn('rota_month_id', 'text', (c) => c.notNull().references('rota_months.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('units.id'))
    .addColumn('items_owed', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('rota_month_units_key', ['rota_month_id', 'place'])
    .execute()
}

async function makeTasks({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('task_lists')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('file_name', 'text')
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('task_list_closings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('list_id', 'text', (c) => c.notNull().references('task_lists.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('tasks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('list_id', 'text', (c) => c.notNull().references('task_lists.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .execute()
  await schema.createIndex('tasks_of_list').on('tasks').columns(['list_id', 'place']).execute()
  await schema
    .createTable('task_texts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('task_id', 'text', (c) => c.notNull().references('tasks.id'))
    .addColumn('section', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('form', 'text', (c) => c.notNull())
    .addColumn('time_text', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text')
    .addColumn('unit_text', 'text', (c) => c.notNull())
    .addColumn('helper_text', 'text', (c) => c.notNull())
    .addColumn('unit_ids', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('task_texts_of').on('task_texts').column('task_id').execute()
  await schema
    .createTable('task_outcomes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('task_id', 'text', (c) => c.notNull().references('tasks.id'))
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('done_on', 'text')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('task_outcomes_of').on('task_outcomes').column('task_id').execute()
  await schema
    .createTable('task_proofs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('task_id', 'text', (c) => c.notNull().references('tasks.id'))
    .addColumn('sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('media_type', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('task_proofs_of').on('task_proofs').column('task_id').execute()
  await schema
    .createTable('task_proof_removals')
    .addColumn('proof_id', 'text', (c) => c.primaryKey().references('task_proofs.id'))
    .addColumn('removed_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('removed_at', 'bigint', (c) => c.notNull())
    .execute()
}

/** The rota and the spellings that were there: they have held from the beginning, and every place owes one item. */
async function carryOver(db: Kysely<Tables>): Promise<void> {
  for (const unit of await db.selectFrom('units').selectAll().execute()) {
    for (const spelling of spellingsOf(unit.aliases)) {
      await db
        .insertInto('unit_spellings')
        .values({ id: randomUUID(), unit_id: unit.id, spelling, state: 'in-use', set_by: null, set_at: 0 })
        .execute()
    }
  }
  const places = await db.selectFrom('rota_places').selectAll().orderBy('place').execute()
  const months = Map.groupBy(places, ({ programme_id, month }) => `${programme_id} ${month}`)
  for (const [first, ...more] of months.values()) {
    if (!first) continue
    const id = randomUUID()
    const { programme_id, month } = first
    await db
      .insertInto('rota_months')
      .values({ id, programme_id, month, scope: 'every-year', year: 0, state: 'holds', set_by: null, set_at: 0 })
      .execute()
    for (const { place, unit_id } of [first, ...more]) {
      await db.insertInto('rota_month_units').values({ rota_month_id: id, place, unit_id, items_owed: 1 }).execute()
    }
  }
}

function spellingsOf(aliases: string): string[] {
  const read: unknown = JSON.parse(aliases)
  return Array.isArray(read) ? read.filter((spelling) => typeof spelling === 'string') : []
}
