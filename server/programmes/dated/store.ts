import { randomUUID } from 'node:crypto'
import type { PlannedCourse, PlannedRule } from '../../../schedules/index.ts'
import type { DatedRule, Programme } from '../../contract/index.ts'
import type { Db, Tables } from '../../db/index.ts'

/** What a programme is besides its name and rules; the newest row of a programme counts. */
export type ProgrammeFacts = Pick<
  Programme,
  'kind' | 'startsOn' | 'endsOn' | 'targets' | 'topics' | 'audiences' | 'roles' | 'producer'
>

/** A programme's facts and the rules that held and will hold, the oldest first. */
export interface DatedFacts {
  facts: ProgrammeFacts
  rules: DatedRule[]
}

interface Signature {
  by: string
  at: number
}

/** Sets the rule that holds from a date on; one that was set for the same date before is put right by it. */
export async function addRule(db: Db, programmeId: string, rule: DatedRule, { by, at }: Signature): Promise<void> {
  await db
    .insertInto('programme_rules')
    .values({
      id: randomUUID(),
      programme_id: programmeId,
      number: await nextNumber(db, 'programme_rules', programmeId),
      from_date: rule.from,
      rule: JSON.stringify(rule.rule),
      times: JSON.stringify(rule.times),
      intake_window: rule.intakeWindow ? JSON.stringify(rule.intakeWindow) : null,
      review_window: rule.reviewWindow ? JSON.stringify(rule.reviewWindow) : null,
      set_by: by,
      set_at: at,
    })
    .execute()
}

/** Calls off the change of rules of a date: the rule before it goes on. */
export async function callOffRule(db: Db, programmeId: string, from: string, { by, at }: Signature): Promise<void> {
  await db
    .insertInto('programme_rules')
    .values({
      id: randomUUID(),
      programme_id: programmeId,
      number: await nextNumber(db, 'programme_rules', programmeId),
      from_date: from,
      rule: null,
      times: '[]',
      intake_window: null,
      review_window: null,
      set_by: by,
      set_at: at,
    })
    .execute()
}

/** Sets all facts of a programme anew. */
export async function addFacts(
  db: Db,
  programmeId: string,
  facts: ProgrammeFacts,
  { by, at }: Signature,
): Promise<void> {
  await db
    .insertInto('programme_facts')
    .values({
      id: randomUUID(),
      programme_id: programmeId,
      number: await nextNumber(db, 'programme_facts', programmeId),
      facts: JSON.stringify(facts),
      set_by: by,
      set_at: at,
    })
    .execute()
}

/** Facts and rules by programme, of one or of all. */
export async function listDated(db: Db, programmeId?: string): Promise<Map<string, DatedFacts>> {
  const allRules = db.selectFrom('programme_rules').selectAll().orderBy('number')
  const allFacts = db.selectFrom('programme_facts').select(['programme_id', 'facts']).orderBy('number')
  const rules = await (programmeId === undefined
    ? allRules
    : allRules.where('programme_id', '=', programmeId)
  ).execute()
  const facts = await (programmeId === undefined
    ? allFacts
    : allFacts.where('programme_id', '=', programmeId)
  ).execute()
  const byProgramme = Map.groupBy(rules, ({ programme_id }) => programme_id)
  return new Map(
    facts.map(({ programme_id, facts: json }): [string, DatedFacts] => [
      programme_id,
      { facts: JSON.parse(json), rules: rulesOf(byProgramme.get(programme_id) ?? []) },
    ]),
  )
}

/** The course of a programme as `schedules` asks for it. */
export function courseOf(programme: Pick<Programme, 'startsOn' | 'endsOn' | 'rules'>): PlannedCourse {
  const { startsOn, endsOn, rules } = programme
  return { startsOn, ...(endsOn !== undefined && { endsOn }), rules: rules satisfies PlannedRule[] }
}

/** The course of one programme; undefined when there is none of that id. */
export async function findCourse(db: Db, programmeId: string): Promise<PlannedCourse | undefined> {
  const dated = (await listDated(db, programmeId)).get(programmeId)
  return dated && courseOf({ ...dated.facts, rules: dated.rules })
}

/** The kind of one programme; undefined when there is none of that id. */
export async function kindOf(db: Db, programmeId: string): Promise<Programme['kind'] | undefined> {
  return (await listDated(db, programmeId)).get(programmeId)?.facts.kind
}

/** The newest row of each date counts; a date whose newest row is called off has none. */
function rulesOf(rows: readonly Tables['programme_rules'][]): DatedRule[] {
  const byDate = new Map<string, DatedRule>()
  for (const { from_date: from, rule, times, intake_window, review_window } of rows) {
    if (rule === null) byDate.delete(from)
    else
      byDate.set(from, {
        from,
        rule: JSON.parse(rule),
        times: JSON.parse(times),
        ...(intake_window !== null && { intakeWindow: JSON.parse(intake_window) }),
        ...(review_window !== null && { reviewWindow: JSON.parse(review_window) }),
      })
  }
  return [...byDate.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}

async function nextNumber(db: Db, table: 'programme_rules' | 'programme_facts', programmeId: string): Promise<number> {
  const newest = await db
    .selectFrom(table)
    .select('number')
    .where('programme_id', '=', programmeId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (newest?.number ?? 0) + 1
}
