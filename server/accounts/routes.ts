import { timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { type Me, type Station, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { createStation, findStation } from '../station/index.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { personOf } from './sessions.ts'
import { addAccount, findAccount, findAccountByName, hasAccount } from './store.ts'

/** Sign-in tries a minute from one address: a person who mistypes is not stopped, a program that guesses is. */
const TRIES_A_MINUTE = 20

/**
 * The first run, sign-in and sign-out, and “who am I”. `oneTimeCode` opens `/vao/:code` once, straight to the on-air
 * console: the demo's way in. `onSetUp` furnishes the new station before its first page is answered.
 */
export function registerAccounts(
  app: App,
  deps: Deps,
  options: {
    oneTimeCode?: string | undefined
    demo: boolean
    onSetUp: (accountId: string) => Promise<void>
    /** The ward whose account it is; undefined: the station's own. */
    wardOf: (accountId: string) => Promise<{ id: string; name: string } | undefined>
  },
): void {
  const { db, clock } = deps
  let oneTimeCode = options.oneTimeCode

  async function me(accountId: string | undefined): Promise<Me> {
    const account = accountId === undefined ? undefined : await findAccount(db, accountId)
    const station = account && (await findStation(db))
    const ward = account && (await options.wardOf(account.id))
    return {
      setUp: await hasAccount(db),
      now: clock.now(),
      demo: options.demo,
      ...(account && { account: { id: account.id, username: account.username, displayName: account.displayName } }),
      ...(station && { station: ward ? withoutDevices(station) : station }),
      ...(ward && { ward }),
    }
  }

  app.get('/api/me', { config: { open: true }, schema: { response: { 200: schema.Me } } }, async (request) =>
    me(request.session.accountId),
  )

  app.post(
    '/api/set-up',
    { config: { open: true }, schema: { body: schema.SetUp, response: { 201: schema.Me } } },
    async (request, reply) => {
      const { stationName, displayName, username, password, soundKind } = request.body
      if (await hasAccount(db)) throw new StationError('already-set-up')
      const passwordHash = await hashPassword(password)
      const createdAt = Math.round(clock.now())
      const accountId = await db.transaction().execute(async (trx) => {
        if (await hasAccount(trx)) throw new StationError('already-set-up')
        await createStation(trx, { name: clean(stationName), zone: STATION_ZONE, soundKind, createdAt })
        return addAccount(trx, { username, displayName: clean(displayName), passwordHash, createdAt })
      })
      await options.onSetUp(accountId)
      await request.session.regenerate()
      request.session.accountId = accountId
      return reply.code(201).send(await me(accountId))
    },
  )

  app.post(
    '/api/sign-in',
    {
      config: { open: true, rateLimit: { max: TRIES_A_MINUTE, timeWindow: '1 minute' } },
      schema: { body: schema.SignIn, response: { 200: schema.Me } },
    },
    async (request) => {
      const account = await findAccountByName(db, request.body.username)
      if (!(await isPassword(account?.passwordHash, request.body.password)) || !account) {
        throw new StationError('wrong-password')
      }
      await request.session.regenerate()
      request.session.accountId = account.id
      return me(account.id)
    },
  )

  app.post('/api/sign-out', { schema: { response: { 200: schema.Done } } }, async (request) => {
    personOf(request)
    await request.session.destroy()
    return { done: true } as const
  })

  app.get(
    '/vao/:code',
    { config: { open: true }, schema: { params: Type.Object({ code: Type.String() }) } },
    async (request, reply) => {
      const account = await findAccountByName(db, 'demo')
      if (oneTimeCode === undefined || !account || !isSame(oneTimeCode, request.params.code)) {
        return reply.redirect('/dang-nhap')
      }
      oneTimeCode = undefined
      await request.session.regenerate()
      request.session.accountId = account.id
      return reply.redirect('/phat-song')
    },
  )
}

/** A ward's people have nothing to do with the station's devices: they listen in their browser. */
function withoutDevices({ airDevice: _air, listeningDevice: _listening, ...station }: Station): Station {
  return station
}

function clean(name: string): string {
  return name.normalize('NFC').trim()
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
