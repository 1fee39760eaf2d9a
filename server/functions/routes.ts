import { Type } from 'typebox'
import { findAccount, listAccounts, personOf } from '../accounts/index.ts'
import { schema, type WardAccount } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { peopleAsked, peopleOf, peopleTab } from './sheet.ts'
import { chooseFunctions, chosenFunctions } from './store.ts'

const all = { response: { 200: Type.Array(schema.AccountFunctions) } }

/**
 * What each person does at the station: asked for, and chosen anew. `wardAccounts` answers which accounts are a ward's: the
 * sheet of the people says so.
 */
export function registerFunctions(
  app: App,
  { db, clock, live }: Deps,
  { wardAccounts }: { wardAccounts: () => Promise<WardAccount[]> },
): void {
  app.get('/api/functions', { schema: all }, () => chosenFunctions(db))

  app.get('/api/functions/xlsx', { schema: { querystring: schema.PeopleAsked } }, async (request, reply) => {
    const people = peopleOf(await listAccounts(db), await chosenFunctions(db), await wardAccounts())
    return sendSheet(reply, await writeSheet([peopleTab(peopleAsked(people, request.query))]), 'Người dùng.xlsx')
  })

  app.put(
    '/api/accounts/:id/functions',
    { schema: { params: Type.Object({ id: schema.Id }), body: schema.FunctionsChosen, ...all } },
    async (request) => {
      const { id: accountId } = request.params
      if (!(await findAccount(db, accountId))) throw new StationError('not-found')
      const by = personOf(request).id
      await chooseFunctions(db, { accountId, functions: request.body.functions, by, at: Math.round(clock.now()) })
      live.tell({ event: 'changed', data: { what: 'station' } })
      return chosenFunctions(db)
    },
  )
}
