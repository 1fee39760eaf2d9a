import { randomUUID } from 'node:crypto'
import type { FeedbackWritten } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { FeedbackFact, FeedbackRecord } from './rules.ts'

/** Enters a listener's word into the register of its year. */
export async function addFeedback(db: Db, said: FeedbackWritten, by: string, at: number): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const year = Number(said.receivedOn.slice(0, 4))
    const last = await trx
      .selectFrom('feedback')
      .select((eb) => eb.fn.max('number').as('number'))
      .where('year', '=', year)
      .executeTakeFirst()
    const id = randomUUID()
    await trx
      .insertInto('feedback')
      .values({ id, year, number: Number(last?.number ?? 0) + 1, received_by: by, received_at: Math.round(at) })
      .execute()
    await insertFact(trx, id, { kind: 'said', said }, by, at)
    return id
  })
}

/** Notes what became of a listener's word. */
export async function addFact(db: Db, feedbackId: string, fact: FeedbackFact, by: string, at: number): Promise<void> {
  await db.transaction().execute((trx) => insertFact(trx, feedbackId, fact, by, at))
}

export async function listRecords(db: Db): Promise<FeedbackRecord[]> {
  const rows = await db.selectFrom('feedback').selectAll().execute()
  const facts = await db
    .selectFrom('feedback_facts')
    .innerJoin('accounts', 'accounts.id', 'feedback_facts.noted_by')
    .select(['feedback_id', 'number', 'kind', 'facts', 'noted_at', 'accounts.display_name'])
    .orderBy('number')
    .execute()
  const byFeedback = Map.groupBy(facts, ({ feedback_id }) => feedback_id)
  return rows.map(({ id, year, number }) => ({
    id,
    year,
    number,
    facts: (byFeedback.get(id) ?? []).map((row) => ({
      ...JSON.parse(row.facts),
      kind: row.kind,
      number: row.number,
      noted: { by: row.display_name, at: row.noted_at },
    })),
  }))
}

async function insertFact(db: Db, feedbackId: string, fact: FeedbackFact, by: string, at: number): Promise<void> {
  const last = await db
    .selectFrom('feedback_facts')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('feedback_id', '=', feedbackId)
    .executeTakeFirst()
  const { kind, ...facts } = fact
  await db
    .insertInto('feedback_facts')
    .values({
      id: randomUUID(),
      feedback_id: feedbackId,
      number: Number(last?.number ?? 0) + 1,
      kind,
      facts: JSON.stringify(facts),
      noted_by: by,
      noted_at: Math.round(at),
    })
    .execute()
}
