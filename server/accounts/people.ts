import { Type } from 'typebox'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { hashPassword } from './passwords.ts'
import { addAccount, findAccountByName, listAccounts } from './store.ts'

/** The people of the station: who there is, and somebody new with a name and a password of their own. */
export function registerPeople(app: App, { db, clock, live }: Deps): void {
  app.get('/api/accounts', { schema: { response: { 200: Type.Array(schema.Account) } } }, () => listAccounts(db))

  app.post(
    '/api/accounts',
    { schema: { body: schema.AccountMade, response: { 201: schema.Account } } },
    async (request, reply) => {
      const { username, password } = request.body
      const displayName = request.body.displayName.normalize('NFC').trim()
      if (displayName === '') throw new StationError('bad-request', { what: 'họ tên' })
      const passwordHash = await hashPassword(password)
      const createdAt = Math.round(clock.now())
      const id = await db.transaction().execute(async (trx) => {
        if (await findAccountByName(trx, username)) throw new StationError('username-taken', { username })
        return addAccount(trx, { username, displayName, passwordHash, createdAt })
      })
      live.tell({ event: 'changed', data: { what: 'station' } })
      return reply.code(201).send({ id, username: username.toLowerCase(), displayName })
    },
  )
}
