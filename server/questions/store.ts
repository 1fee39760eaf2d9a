import { randomUUID } from 'node:crypto'
import type { ReceivedVia } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { NotedFact, QuestionFact, QuestionRecord, SentDispatch } from './facts.ts'

export interface NewQuestion {
  via: ReceivedVia
  receivedOn: string
  facts: readonly QuestionFact[]
  telephone: string | undefined
  by: string
  at: number
}

/** Enters a question into the register of its year with what is known of it. */
export async function addQuestion(db: Db, question: NewQuestion): Promise<string> {
  const { via, receivedOn, facts, telephone, by, at } = question
  return db.transaction().execute(async (trx) => {
    const year = Number(receivedOn.slice(0, 4))
    const last = await trx
      .selectFrom('questions')
      .select((eb) => eb.fn.max('number').as('number'))
      .where('year', '=', year)
      .executeTakeFirst()
    const id = randomUUID()
    await trx
      .insertInto('questions')
      .values({
        id,
        year,
        number: Number(last?.number ?? 0) + 1,
        via,
        received_on: receivedOn,
        received_by: by,
        received_at: at,
      })
      .execute()
    await insertFacts(trx, id, facts, by, at)
    if (telephone !== undefined) await insertTelephone(trx, id, telephone, by, at)
    return id
  })
}

/** Notes what happened to a question, in the order given. */
export async function addFacts(
  db: Db,
  questionId: string,
  facts: readonly QuestionFact[],
  by: string,
  at: number,
): Promise<void> {
  await db.transaction().execute((trx) => insertFacts(trx, questionId, facts, by, at))
}

/** Notes a paper to an agency and that these questions went with it. */
export async function addDispatch(
  db: Db,
  dispatch: {
    questionIds: readonly string[]
    unitId: string | undefined
    unitName: string
    sentOn: string
    dueOn: string
    by: string
    at: number
  },
): Promise<string> {
  const { questionIds, unitId, unitName, sentOn, dueOn, by, at } = dispatch
  return db.transaction().execute(async (trx) => {
    const id = randomUUID()
    await trx
      .insertInto('question_dispatches')
      .values({
        id,
        unit_id: unitId ?? null,
        unit_name: unitName,
        sent_on: sentOn,
        due_on: dueOn,
        sent_by: by,
        sent_at: at,
      })
      .execute()
    for (const questionId of questionIds) await insertFacts(trx, questionId, [{ kind: 'sent', dispatchId: id }], by, at)
    return id
  })
}

/** Notes how an asker is reached; null takes it away. */
export async function noteTelephone(
  db: Db,
  questionId: string,
  telephone: string | null,
  by: string,
  at: number,
): Promise<void> {
  await db.transaction().execute((trx) => insertTelephone(trx, questionId, telephone, by, at))
}

/** How an asker is reached. For the page of the question, and to keep the number out of every text. */
export async function findTelephone(db: Db, questionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('question_telephones')
    .select('telephone')
    .where('question_id', '=', questionId)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row?.telephone ?? undefined
}

/** Every number that was ever noted of a question: what was written earlier may hold an older one. */
export async function listTelephones(db: Db, questionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('question_telephones')
    .select('telephone')
    .where('question_id', '=', questionId)
    .execute()
  return rows.flatMap(({ telephone }) => telephone ?? [])
}

/** Every question of the register, the newest first. */
export async function listRecords(db: Db): Promise<QuestionRecord[]> {
  return recordsOf(db, await questionRows(db).orderBy('year', 'desc').orderBy('number', 'desc').execute(), undefined)
}

export async function findRecord(db: Db, id: string): Promise<QuestionRecord | undefined> {
  const rows = await questionRows(db).where('questions.id', '=', id).execute()
  return (await recordsOf(db, rows, id))[0]
}

/** A paper to an agency and the questions that went with it. */
export async function findDispatch(
  db: Db,
  id: string,
): Promise<{ dispatch: SentDispatch; questionIds: string[] } | undefined> {
  const dispatch = (await dispatches(db)).get(id)
  if (!dispatch) return undefined
  const facts = await db
    .selectFrom('question_facts')
    .select(['question_id', 'facts'])
    .where('kind', '=', 'sent')
    .orderBy('noted_at')
    .execute()
  const questionIds = facts.flatMap((row) => (JSON.parse(row.facts).dispatchId === id ? [row.question_id] : []))
  return { dispatch, questionIds }
}

async function insertFacts(
  db: Db,
  questionId: string,
  facts: readonly QuestionFact[],
  by: string,
  at: number,
): Promise<void> {
  const last = await db
    .selectFrom('question_facts')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('question_id', '=', questionId)
    .executeTakeFirst()
  const before = Number(last?.number ?? 0)
  const rows = facts.map(({ kind, ...told }, place) => ({
    id: randomUUID(),
    question_id: questionId,
    number: before + place + 1,
    kind,
    facts: JSON.stringify(told),
    noted_by: by,
    noted_at: Math.round(at),
  }))
  if (rows.length > 0) await db.insertInto('question_facts').values(rows).execute()
}

async function insertTelephone(
  db: Db,
  questionId: string,
  telephone: string | null,
  by: string,
  at: number,
): Promise<void> {
  const last = await db
    .selectFrom('question_telephones')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('question_id', '=', questionId)
    .executeTakeFirst()
  await db
    .insertInto('question_telephones')
    .values({
      id: randomUUID(),
      question_id: questionId,
      number: Number(last?.number ?? 0) + 1,
      telephone,
      noted_by: by,
      noted_at: Math.round(at),
    })
    .execute()
}

function questionRows(db: Db) {
  return db
    .selectFrom('questions')
    .innerJoin('accounts', 'accounts.id', 'questions.received_by')
    .selectAll('questions')
    .select('accounts.display_name')
}

async function recordsOf(
  db: Db,
  rows: readonly Awaited<ReturnType<ReturnType<typeof questionRows>['executeTakeFirstOrThrow']>>[],
  only: string | undefined,
): Promise<QuestionRecord[]> {
  const facts = await db
    .selectFrom('question_facts')
    .innerJoin('accounts', 'accounts.id', 'question_facts.noted_by')
    .select(['question_id', 'number', 'kind', 'facts', 'noted_at', 'accounts.display_name'])
    .$if(only !== undefined, (query) => query.where('question_id', '=', only ?? ''))
    .orderBy('number')
    .execute()
  const byQuestion = Map.groupBy(facts, ({ question_id }) => question_id)
  const sent = await dispatches(db)
  const reachable = await withTelephone(db)
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    number: row.number,
    via: row.via,
    receivedOn: row.received_on,
    received: { by: row.display_name, at: row.received_at },
    facts: (byQuestion.get(row.id) ?? []).map(asFact),
    dispatches: sent,
    hasTelephone: reachable.has(row.id),
  }))
}

function asFact(row: {
  number: number
  kind: QuestionFact['kind']
  facts: string
  noted_at: number
  display_name: string
}): NotedFact {
  return {
    ...JSON.parse(row.facts),
    kind: row.kind,
    number: row.number,
    noted: { by: row.display_name, at: row.noted_at },
  }
}

async function dispatches(db: Db): Promise<Map<string, SentDispatch>> {
  const rows = await db
    .selectFrom('question_dispatches')
    .innerJoin('accounts', 'accounts.id', 'question_dispatches.sent_by')
    .selectAll('question_dispatches')
    .select('accounts.display_name')
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        unitName: row.unit_name,
        sentOn: row.sent_on,
        dueOn: row.due_on,
        sent: { by: row.display_name, at: row.sent_at },
        ...(row.unit_id !== null && { unitId: row.unit_id }),
      },
    ]),
  )
}

/** The questions whose askers can be reached; the numbers are not read. */
async function withTelephone(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('question_telephones')
    .select(['question_id', (eb) => eb('telephone', 'is not', null).as('is_known')])
    .orderBy('number')
    .execute()
  const known = new Set<string>()
  for (const { question_id, is_known } of rows) {
    if (is_known) known.add(question_id)
    else known.delete(question_id)
  }
  return known
}
