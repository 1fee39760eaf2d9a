import { Type } from 'typebox'
import { findAccount, listAccounts, personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { peopleTab } from './sheet.ts'
import { chooseFunctions, chosenFunctions } from './store.ts'

const all = { response: { 200: Type.Array(schema.AccountFunctions) } }

/** What each person does at the station: asked for, and chosen anew. */
export function registerFunctions(app: App, { db, clock, live }: Deps): void {
  app.get('/api/functions', { schema: all }, () => chosenFunctions(db))

  app.get('/api/functions/xlsx', async (_request, reply) => {
    const tab = peopleTab(await listAccounts(db), await chosenFunctions(db))
    return sendSheet(reply, await writeSheet([tab]), 'Người dùng.xlsx')
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
