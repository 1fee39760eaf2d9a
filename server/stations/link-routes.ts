import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { type Sent, sendPieces } from '../media/index.ts'
import { isForwarded } from '../public-address/index.ts'
import { findStation } from '../station/index.ts'
import { madeByOthers, newestDeliveries, offeredRender } from './deliveries.ts'
import type { Delivery, DeliveryFile, WardOfLink } from './delivery.ts'
import { Joined } from './joined.ts'
import { type Offered, offeredFile } from './offered.ts'
import {
  CHECK_SCRIPT,
  sendPage,
  unknownLinkPage,
  type WardPlayerTold,
  type WardWordsOnPage,
  wardPage,
} from './page/index.ts'
import { findWardBySecret } from './store.ts'
import { addDownload, confirmTake, receiptOf, takenBy } from './taken/index.ts'

/** What other rooms put on a ward's page and between it and its files. */
export interface LinkParts {
  wordsFor?: (
    ward: { wardStationId: string; linkPath: string },
    deliveries: readonly Delivery[],
  ) => Promise<WardWordsOnPage>
  playersFor?: (wardStationId: string) => Promise<readonly WardPlayerTold[]>
  /** Where else the file can be had for the next minutes: a whole address; undefined: here. */
  elsewhere?: (file: DeliveryFile & { saveAs: string }) => Promise<string | undefined>
}

const Secret = Type.String({ maxLength: 300 })
const BySecret = Type.Object({ secret: Secret })
const ByFile = Type.Object({ secret: Secret, renderId: schema.Id, fileName: Type.String({ maxLength: 600 }) })
const Listening = Type.Object({ nghe: Type.Optional(Type.String()) })
const Naming = Type.Object({ ten: Type.Optional(Type.String()) })
const Confirmed = Type.Object({ renderId: schema.Id, sha256: schema.Sha256 })

type FileAsked = FastifyRequest<{ Params: Static<typeof ByFile>; Querystring: Static<typeof Listening> }>

const NO_WORDS: WardWordsOnPage = { top: '', byEdition: new Map(), style: '' }

/**
 * What is open behind a ward's link: its page, its files, and “I have it, and this is its hash”. A link that is unknown,
 * renewed, expired or revoked, and whatever else is not there, is answered with one and the same page.
 */
export function registerLink(app: App, deps: Deps, parts: LinkParts): void {
  const { db, clock, live, log } = deps
  const listed = new Joined<Delivery[]>()
  const found = new Joined<Offered | undefined>()
  const others = new Joined<string[]>()
  const unknown = (request: FastifyRequest, reply: FastifyReply) =>
    sendPage(request, reply.code(404), unknownLinkPage())
  const open = {
    config: { open: true },
    // An address that no link can have is not told apart from one that none has.
    errorHandler: (cause: { validation?: unknown }, request: FastifyRequest, reply: FastifyReply) => {
      if (cause.validation === undefined) throw cause
      return unknown(request, reply)
    },
  }

  app.get('/tram/kiem-tep.js', { config: { open: true } }, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=3600').send(CHECK_SCRIPT),
  )

  app.get('/tram/:secret', { ...open, schema: { params: BySecret, querystring: Naming } }, async (request, reply) => {
    const { secret } = request.params
    const station = await findStation(db)
    const ward = await findWardBySecret(db, secret, clock.now())
    if (!ward || !station) return unknown(request, reply)
    const { wardStationId } = ward
    const linkPath = `/tram/${encodeURIComponent(secret)}`
    const notOf = await others.of(wardStationId, () => madeByOthers(db, wardStationId))
    const deliveries = await listed.of(notOf.join(' '), () => newestDeliveries(deps, { notOf }))
    const page = wardPage({
      ward,
      stationName: station.name,
      linkPath,
      deliveries,
      takes: await takenBy(db, { wardStationId }),
      isPlain: request.query.ten === 'khong-dau',
      isElsewhere: await leadsElsewhere(deliveries),
      words: (await parts.wordsFor?.({ wardStationId, linkPath }, deliveries)) ?? NO_WORDS,
      players: (await parts.playersFor?.(wardStationId)) ?? [],
    })
    return sendPage(request, reply, page)
  })

  // The second address is the one of links that were sent before files had a folder of their own.
  for (const path of ['/tram/:secret/tep/:renderId/:fileName', '/tram/:secret/:renderId/:fileName']) {
    app.get(path, { ...open, schema: { params: ByFile, querystring: Listening } }, async (request, reply) => {
      const { secret, renderId, fileName } = request.params
      const ward = await findWardBySecret(db, secret, clock.now())
      const offered = ward && (await found.of(`${renderId}/${fileName}`, () => offeredFile(deps, renderId, fileName)))
      if (!ward || !offered || !(await goesTo(ward, offered))) return unknown(request, reply)
      const address = await parts.elsewhere?.({ ...offered.file, saveAs: offered.saveAs })
      if (address === undefined) return sendOffered(request, reply, ward, offered)
      if (request.method !== 'HEAD') {
        await note(request, ward, offered, { startedAt: clock.now(), first: 0, bytesSent: 0, whole: undefined })
      }
      return reply.header('cache-control', 'no-store').redirect(address, 302)
    })
  }

  app.post(
    '/tram/:secret/da-tai',
    { ...open, schema: { params: BySecret, body: Confirmed, response: { 200: schema.Done } } },
    async (request, reply) => {
      const { renderId, sha256 } = request.body
      const ward = await findWardBySecret(db, request.params.secret, clock.now())
      const known = ward && (await offeredRender(db, renderId))
      if (!ward || !known || !(await goesTo(ward, known))) return unknown(request, reply)
      const file = known.files.find((one) => one.sha256 === sha256)
      if (!file) throw new StationError('hash-differs')
      // The words alone are not the edition.
      if (file.form !== 'script') {
        await confirmTake(db, {
          wardStationId: ward.wardStationId,
          renderId,
          fileName: file.plainFileName,
          sha256,
          by: 'page',
          at: clock.now(),
        })
        live.tell({ event: 'changed', data: { what: 'downloads' } })
      }
      return reply.send({ done: true })
    },
  )

  /** Whether a ward gets the editions of a programme at all. */
  async function goesTo({ wardStationId }: WardOfLink, { programmeId }: { programmeId: string }): Promise<boolean> {
    return !(await others.of(wardStationId, () => madeByOthers(db, wardStationId))).includes(programmeId)
  }

  /** Whether files come from another server, as the first there is does. */
  async function leadsElsewhere(deliveries: readonly Delivery[]): Promise<boolean> {
    const [file] = deliveries.flatMap(({ files }) => files)
    if (!file || !parts.elsewhere) return false
    return (await parts.elsewhere({ ...file, saveAs: file.plainFileName })) !== undefined
  }

  /** Sends a file and, whenever that has ended, notes how. */
  async function sendOffered(
    request: FileAsked,
    reply: FastifyReply,
    ward: WardOfLink,
    offered: Offered,
  ): Promise<FastifyReply> {
    const startedAt = clock.now()
    const expected = { bytes: offered.file.bytes ?? 0, isWholeFile: true }
    const receipt = receiptOf(reply.raw, expected)
    // A proxy that gathers the answer before it hands it on would take a slow line's patience for the ward's.
    reply.header('connection', 'close').header('x-accel-buffering', 'no')
    const sent = await sendPieces(request, reply, {
      pieces: offered.pieces,
      etag: offered.etag,
      mediaType: offered.file.mediaType,
      ...(offered.sha256 !== undefined && { sha256: offered.sha256 }),
      ...(request.query.nghe === undefined && { saveAs: offered.saveAs }),
    })
    if (!sent || sent.isHead) return reply
    expected.bytes = sent.range.last - sent.range.first + 1
    expected.isWholeFile = expected.bytes === sent.bytesTotal
    receipt
      .then(({ bytesSent, whole }) =>
        note(request, ward, offered, { startedAt, first: sent.range.first, bytesSent, whole, sent }),
      )
      .catch((err: unknown) => log.error({ err }, 'Chưa ghi được lượt tải của trạm'))
    return reply
  }

  async function note(
    request: FileAsked,
    ward: WardOfLink,
    { file }: Offered,
    took: { startedAt: number; first: number; bytesSent: number; whole: boolean | undefined; sent?: Sent },
  ): Promise<void> {
    const throughProxy = isForwarded(request)
    await addDownload(db, {
      wardStationId: ward.wardStationId,
      renderId: request.params.renderId,
      fileName: file.plainFileName,
      startedAt: took.startedAt,
      endedAt: clock.now(),
      firstByte: took.first,
      bytesSent: took.bytesSent,
      bytesTotal: took.sent?.bytesTotal ?? file.bytes ?? 0,
      // What closes cleanly is the proxy.
      whole: throughProxy ? undefined : took.whole,
      fromAddress: request.ip,
      purpose: request.query.nghe !== undefined ? 'listen' : file.form === 'script' ? 'read' : 'take',
      throughProxy,
    })
    live.tell({ event: 'changed', data: { what: 'downloads' } })
  }
}
