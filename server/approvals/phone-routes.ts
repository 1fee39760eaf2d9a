import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type AnswersGiven, type ApprovalRequest, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { addressOf, type LeaderKeys, PHONE_PATH, type Phone, phoneOf } from '../leaders/index.ts'
import { sendMedia } from '../media/index.ts'
import { tidyText } from '../scripts/index.ts'
import { findTakeSound } from '../takes/index.ts'
import { noteAnswers, tidied, wasSaid } from './answering.ts'
import { withdrawApproval } from './store.ts'
import { newestRequests, requestView } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const Item = Type.Object({ id: schema.Id, itemId: schema.Id })
const OFTEN = { open: true, rateLimit: { max: 240, timeWindow: '1 minute' } }
/** Tries a minute from one address: enough for a person, too few for a program that guesses. */
const SELDOM = { open: true, rateLimit: { max: 20, timeWindow: '1 minute' } }

/** What a leader does on a registered telephone: read, listen, approve or return, take an approval back. */
export function registerAnswering(app: App, deps: Deps, keys: LeaderKeys, changed: () => Promise<void>): void {
  const { db, media, clock } = deps
  const now = () => Math.round(clock.now())
  const url = `${PHONE_PATH}/requests`

  app.get(url, { config: OFTEN, schema: { response: { 200: schema.LeaderDesk } } }, async (request, reply) => {
    const phone = await phoneOf(request, deps)
    const requests = await newestRequests(db, phone.leader.id)
    reply.header('cache-control', 'no-store')
    return {
      waiting: requests.filter(({ state }) => state === 'waiting'),
      lately: requests.filter(({ state }) => state !== 'waiting').slice(0, 20),
    }
  })

  app.get(
    `${url}/:id`,
    { config: OFTEN, schema: { params: ById, response: { 200: schema.ApprovalRequest } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return asked(await phoneOf(request, deps), request.params.id)
    },
  )

  app.get(`${url}/:id/items/:itemId/audio`, { config: OFTEN, schema: { params: Item } }, async (request, reply) => {
    const { items } = await asked(await phoneOf(request, deps), request.params.id)
    const takeId = items.find(({ itemId }) => itemId === request.params.itemId)?.take?.id
    const sound = takeId === undefined ? undefined : await findTakeSound(db, takeId)
    const kept = sound && (await media.find(sound.listeningSha256))
    if (!sound || !kept) throw new StationError('not-found')
    const sha256 = sound.listeningSha256
    // Uploads are never served as pages: whatever the sender called it, it leaves as sound.
    const isSound = /^(audio|video)\/[\w.+-]+$/.test(kept.mediaType)
    const mediaType = isSound ? kept.mediaType : 'application/octet-stream'
    await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType })
    return reply
  })

  app.post(
    `${url}/:id/signing`,
    { config: SELDOM, schema: { params: ById, body: schema.SigningAsked, response: { 200: schema.WebAuthnOptions } } },
    async (request) => {
      const phone = await phoneOf(request, deps)
      const { id } = await asked(phone, request.params.id)
      const { body } = request
      const purpose =
        'answers' in body
          ? answersPurpose(id, tidied(body.answers))
          : withdrawalPurpose(id, body.withdrawal.id, body.withdrawal.reason)
      return { ...(await keys.toSign(phone, addressOf(request, deps), purpose)) }
    },
  )

  app.post(
    `${url}/:id/answers`,
    {
      config: SELDOM,
      bodyLimit: 4 * 1024 * 1024,
      schema: { params: ById, body: schema.PhoneAnswers, response: { 201: schema.ApprovalRequest } },
    },
    async (request, reply) => {
      const phone = await phoneOf(request, deps)
      const { id } = await asked(phone, request.params.id)
      const given = tidied(request.body)
      if (!(await wasSaid(db, id, given, phone.id))) {
        const means = await prove(request, phone, request.body.proof, answersPurpose(id, given))
        await noteAnswers(db, id, {
          ...given,
          approver: phone.leader.words,
          means,
          phoneId: phone.id,
          recordedBy: undefined,
          at: now(),
        })
        await changed()
      }
      return reply.code(201).send(await requestView(db, id))
    },
  )

  app.post(
    `${url}/:id/withdrawal`,
    {
      config: SELDOM,
      schema: { params: ById, body: schema.PhoneWithdrawal, response: { 200: schema.ApprovalRequest } },
    },
    async (request) => {
      const phone = await phoneOf(request, deps)
      const { id, revisionId, revisionNumber, state } = await asked(phone, request.params.id)
      const { id: saidId, reason: typed, proof } = request.body
      const reason = tidyText(typed).trim()
      if (reason === '') throw new StationError('bad-request', { what: 'lý do' })
      if (state !== 'approved') throw new StationError('not-approved-yet', { number: revisionNumber })
      const means = await prove(request, phone, proof, withdrawalPurpose(id, saidId, typed))
      const taken = { revisionId, reason, by: phone.leader.words, means, at: now() }
      if (!(await withdrawApproval(db, taken))) throw new StationError('not-approved-yet', { number: revisionNumber })
      await changed()
      return requestView(db, id)
    },
  )

  /** A request as this telephone's leader may see it: what others were asked is not there. */
  async function asked(phone: Phone, id: string): Promise<ApprovalRequest> {
    const view = await requestView(db, id)
    if (!view.leaders.some((leader) => leader.id === phone.leader.id)) throw new StationError('not-found')
    return view
  }

  function prove(request: FastifyRequest, phone: Phone, proof: Parameters<LeaderKeys['prove']>[1], purpose: string) {
    return keys.prove(phone, proof, addressOf(request, deps), purpose)
  }
}

/** Everything that these answers say, so that a signature for them is good for nothing else. */
function answersPurpose(requestId: string, { id, answersSeen, items, remark }: AnswersGiven): string {
  const said = items.map((item) => [item.itemId, item.answer, item.remark ?? ''])
  return digest(['answers', requestId, id, answersSeen, said, remark ?? ''])
}

function withdrawalPurpose(requestId: string, saidId: string, reason: string): string {
  return digest(['withdrawal', requestId, saidId, reason])
}

function digest(said: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
