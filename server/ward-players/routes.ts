import { Type } from 'typebox'
import { schema, type WardPlayer } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendMedia } from '../media/index.ts'
import { confirmTake, deliveriesFor, findWardBySecret, type WardOfLink } from '../stations/index.ts'
import { filesOf, tagOf, wardPlan } from './plan.ts'
import { ALIVE_WITHIN_MS, standingOf } from './standing.ts'
import { listPlayers, takeLines, takeSign } from './store.ts'

const BySecret = Type.Object({ secret: Type.String({ maxLength: 100 }) })
const ByFile = Type.Object({ secret: Type.String({ maxLength: 100 }), sha256: schema.Sha256 })
/** How often anybody may ask below a link is held by the door of the links for all of them. */
const OPEN = { open: true }

/**
 * What a ward's unattended player asks for behind its link: its plan, the files of it, where its journal goes, and its sign
 * of life; and for the station's pages how all of them stand. A link that is unknown, revoked or expired finds nothing.
 */
export function registerWardPlayers(app: App, deps: Deps): void {
  const { db, clock, media, live, log } = deps

  app.get('/tram/:secret/ke-hoach.json', { config: OPEN, schema: { params: BySecret } }, async (request, reply) => {
    const { name } = await wardOf(request.params.secret)
    const plan = await wardPlan(deps, name)
    if (!plan) throw new StationError('ward-plan-missing')
    const tag = tagOf(plan)
    reply.header('etag', tag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.send(plan)
  })

  app.get('/tram/:secret/ke-hoach/:sha256', { config: OPEN, schema: { params: ByFile } }, async (request, reply) => {
    const { name } = await wardOf(request.params.secret)
    const plan = await wardPlan(deps, name)
    const file = plan && filesOf(plan).find(({ sha256 }) => sha256 === request.params.sha256)
    if (!file) throw new StationError('not-found')
    const { sha256, mediaType } = file
    await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType })
    return reply
  })

  app.post(
    '/tram/:secret/song',
    {
      config: OPEN,
      schema: { params: BySecret, body: schema.WardSign, response: { 200: schema.WardSignTaken } },
    },
    async (request, reply) => {
      const { wardStationId, name } = await wardOf(request.params.secret)
      const sign = request.body
      const at = Math.round(clock.now())
      const before = (await listPlayers(db, wardStationId)).find(({ playerId }) => playerId === sign.playerId)
      await takeSign(db, { wardStationId, sign, at, fromAddress: request.ip })
      if (sign.held.length > 0) await confirm(wardStationId, sign.held, at)
      const others = (await listPlayers(db, wardStationId)).filter(
        ({ playerId, lastSeenAt }) => playerId !== sign.playerId && at - lastSeenAt < ALIVE_WITHIN_MS,
      )
      const isBack = before === undefined || at - before.lastSeenAt >= ALIVE_WITHIN_MS
      if (isBack) log.info({ wardStationId, computer: sign.computer }, 'Máy phát của trạm đã nối với đài')
      if (isBack || sign.held.length > 0 || before.sign.onAir.state !== sign.onAir.state) {
        live.tell({ event: 'changed', data: { what: 'downloads' } })
      }
      // The player reckons its clock by this: it must be the instant of the answer.
      return reply
        .header('cache-control', 'no-store')
        .send({ now: clock.now(), wardName: name, otherPlayers: others.length })
    },
  )

  app.post(
    '/tram/:secret/nhat-ky',
    {
      config: OPEN,
      schema: { params: BySecret, body: schema.WardJournalSent, response: { 200: schema.WardJournalTaken } },
    },
    async (request) => {
      const { wardStationId } = await wardOf(request.params.secret)
      const { playerId, lines } = request.body
      const at = Math.round(clock.now())
      const taken = await takeLines(db, { wardStationId, playerId, at }, lines)
      if (taken > 0) live.tell({ event: 'changed', data: { what: 'downloads' } })
      return { taken, known: lines.length - taken }
    },
  )

  app.get('/api/ward-players', { schema: { response: { 200: Type.Array(schema.WardPlayer) } } }, () =>
    wardPlayers(deps),
  )

  async function wardOf(secret: string): Promise<WardOfLink> {
    const found = await findWardBySecret(db, secret, clock.now())
    if (!found) throw new StationError('not-found')
    return found
  }

  /** A file whose hash the player has reckoned itself is taken whole, however it got there. */
  async function confirm(wardStationId: string, held: readonly string[], at: number): Promise<void> {
    for (const { renderId, files } of await deliveriesFor(deps, wardStationId)) {
      for (const { fileName, sha256 } of files) {
        if (sha256 === undefined || !held.includes(sha256)) continue
        await confirmTake(db, { wardStationId, renderId, fileName, sha256, by: 'player', at })
      }
    }
  }
}

/**
 * How all wards' players stand now, or those of one ward; whoever was heard of last first. One that is silent is left out when
 * another of its ward was heard of since: the computer was replaced.
 */
export async function wardPlayers(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  wardStationId?: string,
): Promise<WardPlayer[]> {
  const now = clock.now()
  const heard = new Set<string>()
  return (await listPlayers(db, wardStationId)).flatMap((row) => {
    const player = standingOf(row, now)
    const isReplaced = player.state === 'silent' && heard.has(row.wardStationId)
    heard.add(row.wardStationId)
    return isReplaced ? [] : [player]
  })
}
