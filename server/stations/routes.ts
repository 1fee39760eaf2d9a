import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema, type WardStation } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendMedia } from '../media/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { findStation } from '../station/index.ts'
import { deliveriesFor } from './deliveries.ts'
import { unknownLinkPage, wardPage } from './page.ts'
import { receiptOf } from './receipt.ts'
import { downloadsAsked, stationsAsked, stationsTab, wardTabs } from './sheet.ts'
import {
  addDownload,
  addWardStation,
  findBySecret,
  listDownloads,
  listWardStations,
  renewLink,
  revokeLink,
} from './store.ts'

const ById = Type.Object({ id: schema.Id })
const BySecret = Type.Object({ secret: Type.String({ maxLength: 100 }) })
const ByFile = Type.Object({
  secret: Type.String({ maxLength: 100 }),
  renderId: schema.Id,
  fileName: Type.String({ maxLength: 300 }),
})
const Listening = Type.Object({ nghe: Type.Optional(Type.String()) })
const NEWEST_DOWNLOADS = 200
/** Guesses a minute from one address; a telephone that opens its page needs a handful. */
const LINKS_A_MINUTE = 120

/** Ward stations: a name and a secret link; behind it the editions, their MP3s, and a log of every download. */
export function registerStations(app: App, deps: Deps): void {
  const { db, clock, media, live, log } = deps

  app.get('/api/ward-stations', { schema: { response: { 200: Type.Array(schema.WardStation) } } }, () =>
    listWardStations(db),
  )

  app.get('/api/ward-stations/xlsx', { schema: { querystring: schema.WardStationsAsked } }, async (request, reply) => {
    const tab = stationsTab(stationsAsked(await listWardStations(db), request.query))
    return sendSheet(reply, await writeSheet([tab]), 'Trạm truyền thanh.xlsx')
  })

  app.post(
    '/api/ward-stations',
    { schema: { body: schema.WardStationMade, response: { 201: schema.WardStation } } },
    async (request, reply) => {
      const name = request.body.name.normalize('NFC').trim().replace(/\s+/g, ' ')
      if (name === '') throw new StationError('bad-request', { what: 'chưa ghi tên trạm' })
      const id = await addWardStation(db, { name, by: personOf(request).id, at: Math.round(clock.now()) })
      return reply.code(201).send(await ward(id))
    },
  )

  app.post(
    '/api/ward-stations/:id/renew',
    { schema: { params: ById, response: { 200: schema.WardStation } } },
    async (request) => {
      const { id } = await ward(request.params.id)
      await renewLink(db, { wardStationId: id, by: personOf(request).id, at: Math.round(clock.now()) })
      return ward(id)
    },
  )

  app.post(
    '/api/ward-stations/:id/revoke',
    { schema: { params: ById, response: { 200: schema.WardStation } } },
    async (request) => {
      const { id } = await ward(request.params.id)
      await revokeLink(db, id, Math.round(clock.now()))
      return ward(id)
    },
  )

  app.get(
    '/api/downloads',
    { schema: { querystring: schema.DownloadsAsked, response: { 200: Type.Array(schema.Download) } } },
    async (request) => downloadsAsked(await listDownloads(db, NEWEST_DOWNLOADS), request.query),
  )

  app.get('/api/downloads/xlsx', { schema: { querystring: schema.DownloadsAsked } }, async (request, reply) => {
    const lines = downloadsAsked(await listDownloads(db), request.query)
    return sendSheet(reply, await writeSheet(wardTabs(lines, await listWardStations(db))), 'Sổ tải về.xlsx')
  })

  const open = { open: true, rateLimit: { max: LINKS_A_MINUTE, timeWindow: '1 minute' } }

  app.get('/tram/:secret', { config: open, schema: { params: BySecret } }, async (request, reply) => {
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
    const { secret } = request.params
    const station = await findStation(db)
    const found = await findBySecret(db, secret)
    if (!found || !station) return reply.code(404).send(unknownLinkPage())
    return reply.send(wardPage(found.name, station.name, await deliveriesFor(deps, secret)))
  })

  app.get(
    '/tram/:secret/:renderId/:fileName',
    { config: open, schema: { params: ByFile, querystring: Listening } },
    async (request, reply) => {
      const { secret, renderId, fileName } = request.params
      const found = await findBySecret(db, secret)
      const delivery = found && (await deliveriesFor(deps, secret)).find((candidate) => candidate.renderId === renderId)
      // A link that was made when the edition had another name still leads to its MP3.
      const file = delivery?.files.find((candidate) => candidate.fileName === fileName) ?? delivery?.files[0]
      if (!found || !file) {
        return reply
          .code(404)
          .type('text/html; charset=utf-8')
          .header('cache-control', 'no-store')
          .send(unknownLinkPage())
      }
      const isListening = request.query.nghe !== undefined
      reply.header('connection', 'close')
      const startedAt = clock.now()
      const expected = { bytes: file.bytes, isWholeFile: true }
      const receipt = receiptOf(reply.raw, expected)
      const sent = await sendMedia(request, reply, {
        path: media.files.pathOf(file.sha256),
        sha256: file.sha256,
        mediaType: 'audio/mpeg',
        ...(isListening ? {} : { saveAs: file.fileName }),
      })
      if (!sent || sent.isHead) return reply
      const { first, last } = sent.range
      expected.bytes = last - first + 1
      expected.isWholeFile = first === 0 && last === sent.bytesTotal - 1
      receipt
        .then(async ({ bytesSent, whole }) => {
          await addDownload(db, {
            wardStationId: found.id,
            renderId,
            fileName: file.fileName,
            startedAt,
            endedAt: clock.now(),
            firstByte: first,
            bytesSent,
            bytesTotal: sent.bytesTotal,
            whole,
            fromAddress: request.ip,
          })
          live.tell({ event: 'changed', data: { what: 'downloads' } })
        })
        .catch((err: unknown) => log.error({ err }, 'Chưa ghi được lượt tải của trạm'))
      return reply
    },
  )

  async function ward(id: string): Promise<WardStation> {
    const found = (await listWardStations(db)).find((candidate) => candidate.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }
}
