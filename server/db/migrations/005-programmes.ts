import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'

/**
 * An edition is of a period, not of a month alone; rules are dated, and a programme has a kind, roles, topics. What was
 * there before is brought over: the one rule holds from the programme's first day.
 */
export async function up(db: Kysely<Before & After>): Promise<void> {
  const { schema } = db

  await schema.alterTable('editions').renameColumn('month', 'period').execute()
  await schema
    .alterTable('editions')
    .addColumn('begins_on', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  for (const { id, period } of await db.selectFrom('editions').select(['id', 'period']).execute()) {
    await db
      .updateTable('editions')
      .set({ begins_on: `${period}-01` })
      .where('id', '=', id)
      .execute()
  }
  await schema.createIndex('editions_in_order').on('editions').columns(['programme_id', 'begins_on']).execute()

  await schema
    .createTable('programme_rules')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('from_date', 'text', (c) => c.notNull())
    .addColumn('rule', 'text')
    .addColumn('times', 'text', (c) => c.notNull())
    .addColumn('intake_window', 'text')
    .addColumn('review_window', 'text')
    .addColumn('set_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('programme_rules_numbered', ['programme_id', 'number'])
    .execute()

  await schema
    .createTable('programme_facts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('programme_facts_numbered', ['programme_id', 'number'])
    .execute()

  for (const programme of await db.selectFrom('programmes').selectAll().execute()) {
    const isSaDec = programme.preset === 'sa-dec-2023'
    await db
      .insertInto('programme_rules')
      .values({
        id: randomUUID(),
        programme_id: programme.id,
        number: 1,
        from_date: programme.starts_on,
        rule: programme.rule,
        times: programme.times,
        intake_window: isSaDec ? daysOfMonth(1, 10) : null,
        review_window: isSaDec ? daysOfMonth(10, 15) : null,
        set_by: null,
        set_at: programme.created_at,
      })
      .execute()
    await db
      .insertInto('programme_facts')
      .values({
        id: randomUUID(),
        programme_id: programme.id,
        number: 1,
        facts: JSON.stringify({
          kind: 'bulletin',
          startsOn: programme.starts_on,
          targets: [],
          topics: [],
          audiences: [],
          roles: isSaDec ? SA_DEC_ROLES : {},
          producer: { kind: 'station' },
        }),
        set_by: null,
        set_at: programme.created_at,
      })
      .execute()
  }
  for (const column of ['rule', 'times', 'starts_on']) {
    await schema.alterTable('programmes').dropColumn(column).execute()
  }
}

/** The plan of UBND thành phố Sa Đéc of June 2023, II: by whom items are collected, appraised and approved. */
const SA_DEC_ROLES = {
  collector: { name: 'Phòng Nội vụ Thành phố' },
  reviewer: { name: 'Phòng Văn hóa và Thông tin Thành phố' },
  approver: { name: 'Lãnh đạo UBND Thành phố' },
  monitor: { name: 'Phòng Nội vụ Thành phố' },
}

function daysOfMonth(fromDay: number, toDay: number): string {
  return JSON.stringify({ kind: 'days-of-month', fromDay, toDay, monthsBefore: 0 })
}

/** As migration 004 leaves them. */
interface Before {
  programmes: {
    id: string
    rule: string
    times: string
    starts_on: string
    preset: string | null
    created_at: number
  }
}

interface After {
  editions: { id: string; period: string; begins_on: string }
  programme_rules: {
    id: string
    programme_id: string
    number: number
    from_date: string
    rule: string | null
    times: string
    intake_window: string | null
    review_window: string | null
    set_by: string | null
    set_at: number
  }
  programme_facts: {
    id: string
    programme_id: string
    number: number
    facts: string
    set_by: string | null
    set_at: number
  }
}
