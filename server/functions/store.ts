import { randomUUID } from 'node:crypto'
import type { AccountFunctions, PersonFunction } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** In the order in which an item travels. */
export const EVERY_FUNCTION: readonly PersonFunction[] = [
  'collector',
  'editor',
  'approver',
  'announcer',
  'technician',
  'monitor',
]

/** What a person does: as was chosen last, or everything where nothing was (FIELD §3: one person may be all of them). */
export async function functionsOf(db: Db, accountId: string): Promise<readonly PersonFunction[]> {
  const chosen = (await newestChoices(db, accountId)).get(accountId) ?? []
  return chosen.length === 0 ? EVERY_FUNCTION : chosen
}

/** What was chosen for whom; people for whom nothing was chosen are not among them. */
export async function chosenFunctions(db: Db): Promise<AccountFunctions[]> {
  return [...(await newestChoices(db))]
    .filter(([, functions]) => functions.length > 0)
    .map(([accountId, functions]) => ({ accountId, functions }))
}

/** Notes what a person does from now on; an empty list is everything again. */
export async function chooseFunctions(
  db: Db,
  choice: { accountId: string; functions: readonly PersonFunction[]; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('account_functions')
    .values({
      id: randomUUID(),
      account_id: choice.accountId,
      functions: JSON.stringify(EVERY_FUNCTION.filter((known) => choice.functions.includes(known))),
      chosen_by: choice.by,
      chosen_at: choice.at,
    })
    .execute()
}

async function newestChoices(db: Db, accountId?: string): Promise<Map<string, PersonFunction[]>> {
  const rows = await db
    .selectFrom('account_functions')
    .select(['account_id', 'functions'])
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
    .orderBy('chosen_at')
    .execute()
  return new Map(rows.map((row) => [row.account_id, asFunctions(row.functions)]))
}

function asFunctions(json: string): PersonFunction[] {
  const stored: unknown = JSON.parse(json)
  return EVERY_FUNCTION.filter((known) => Array.isArray(stored) && stored.includes(known))
}
