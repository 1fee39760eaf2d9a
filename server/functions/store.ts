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
  const { functions = [] } = (await newestChoices(db, accountId)).get(accountId) ?? {}
  return functions.length === 0 ? EVERY_FUNCTION : functions
}

/** What was chosen for whom; people for whom nothing was chosen are not among them. */
export async function chosenFunctions(db: Db): Promise<AccountFunctions[]> {
  return [...(await newestChoices(db))]
    .filter(([, { functions }]) => functions.length > 0)
    .map(([accountId, { functions }]) => ({ accountId, functions }))
}

/**
 * Notes what a person does from now on; an empty list is everything again. A new choice is always newer than the one before,
 * whatever the clock was set to.
 */
export async function chooseFunctions(
  db: Db,
  choice: { accountId: string; functions: readonly PersonFunction[]; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = (await newestChoices(trx, choice.accountId)).get(choice.accountId)
    await trx
      .insertInto('account_functions')
      .values({
        id: randomUUID(),
        account_id: choice.accountId,
        functions: JSON.stringify(EVERY_FUNCTION.filter((one) => choice.functions.includes(one))),
        chosen_by: choice.by,
        chosen_at: known ? Math.max(choice.at, known.at + 1) : choice.at,
      })
      .execute()
  })
}

interface Choice {
  functions: PersonFunction[]
  at: number
}

async function newestChoices(db: Db, accountId?: string): Promise<Map<string, Choice>> {
  const every = db.selectFrom('account_functions').select(['account_id', 'functions', 'chosen_at']).orderBy('chosen_at')
  const rows = await (accountId === undefined ? every : every.where('account_id', '=', accountId)).execute()
  return new Map(
    rows.map((row) => [row.account_id, { functions: asFunctions(row.functions), at: Number(row.chosen_at) }]),
  )
}

function asFunctions(json: string): PersonFunction[] {
  const stored: unknown = JSON.parse(json)
  return EVERY_FUNCTION.filter((known) => Array.isArray(stored) && stored.includes(known))
}
