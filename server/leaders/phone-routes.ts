import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { hashPassword } from '../accounts/index.ts'
import { type PhoneMine, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { tidyLine } from '../scripts/index.ts'
import { findStation } from '../station/index.ts'
import { addressOf, giveToken, originOf, PHONE_PATH, phoneOf, tokenOf } from './gate.ts'
import { isSimplePin, type LeaderKeys } from './keys/index.ts'
import { addPhone, findOffer, findPhone, type Phone } from './store.ts'

const BySecret = Type.Object({ secret: Type.String({ maxLength: 100 }) })
/** Tries a minute from one address: enough for a telephone, too few for a program that guesses. */
const FEW = { max: 20, timeWindow: '1 minute' }
const OFTEN = { max: 240, timeWindow: '1 minute' }

/** A leader's telephone: registering it with a link, whose it is, and a passkey where the address allows one. */
export function registerPhone(app: App, deps: Deps, keys: LeaderKeys): void {
  const { db, clock, live } = deps
  const seldom = { open: true, rateLimit: FEW }

  app.get(
    `${PHONE_PATH}/offers/:secret`,
    { config: seldom, schema: { params: BySecret, response: { 200: schema.PhoneOffered } } },
    async (request, reply) => {
      // A preview that Zalo fetches of a link must not use it up: only registering does.
      const offer = await findOffer(db, request.params.secret, clock.now())
      if (!offer) throw new StationError('leader-link-unknown')
      reply.header('cache-control', 'no-store')
      return { leader: offer.leader, stationName: await stationName(), expiresAt: offer.expiresAt }
    },
  )

  app.post(
    PHONE_PATH,
    { config: seldom, schema: { body: schema.PhoneRegistered, response: { 201: schema.PhoneMine } } },
    async (request, reply) => {
      const { secret, pin } = request.body
      const name = tidyLine(request.body.phoneName)
      if (name === '') throw new StationError('bad-request', { what: 'tên máy' })
      if (isSimplePin(pin)) throw new StationError('pin-too-simple')
      if (!(await findOffer(db, secret, clock.now()))) throw new StationError('leader-link-unknown')
      const pinHash = await hashPassword(pin)
      const token = await addPhone(db, {
        secret,
        name,
        pinHash,
        origin: originOf(request, deps),
        at: Math.round(clock.now()),
      })
      const phone = await findPhone(db, token)
      if (!phone) throw new StationError('phone-unknown')
      giveToken(request, reply, deps, token)
      live.tell({ event: 'changed', data: { what: 'station' } })
      return reply.code(201).send(await mine(request, phone))
    },
  )

  app.get(
    PHONE_PATH,
    { config: { open: true, rateLimit: OFTEN }, schema: { response: { 200: schema.PhoneMine } } },
    async (request, reply) => {
      const phone = await phoneOf(request, deps)
      const token = tokenOf(request, deps)
      if (token !== undefined) giveToken(request, reply, deps, token)
      reply.header('cache-control', 'no-store')
      return mine(request, phone)
    },
  )

  app.post(
    `${PHONE_PATH}/passkey-options`,
    { config: seldom, schema: { body: schema.PasskeyAsked, response: { 200: schema.WebAuthnOptions } } },
    async (request) => {
      const phone = await phoneOf(request, deps)
      const whose = { stationName: await stationName(), words: phone.leader.words }
      return { ...(await keys.toMake(phone, request.body.pin, addressOf(request, deps), whose)) }
    },
  )

  app.post(
    `${PHONE_PATH}/passkeys`,
    { config: seldom, schema: { body: schema.PasskeyMade, response: { 201: schema.PhoneMine } } },
    async (request, reply) => {
      const phone = await phoneOf(request, deps)
      await keys.keep(phone, addressOf(request, deps), request.body)
      live.tell({ event: 'changed', data: { what: 'station' } })
      return reply.code(201).send(await mine(request, phone))
    },
  )

  async function stationName(): Promise<string> {
    return (await findStation(db))?.name ?? ''
  }

  async function mine(request: FastifyRequest, phone: Phone): Promise<PhoneMine> {
    const address = addressOf(request, deps)
    const { triesLeft, hasPasskey } = await keys.stateOf(phone.id, address)
    return {
      leader: phone.leader,
      stationName: await stationName(),
      now: clock.now(),
      phone: {
        id: phone.id,
        name: phone.name,
        state: triesLeft === 0 ? 'locked' : 'usable',
        triesLeft,
        hasPasskey: address !== undefined && hasPasskey,
      },
      mayUsePasskey: address !== undefined,
    }
  }
}
