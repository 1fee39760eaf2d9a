import { Type } from 'typebox'
import { addDays, dateAt, instantOf, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema, type WardStation } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { type LinkParts, registerLink } from './link-routes.ts'
import { downloadsAsked, stationsAsked, stationsTab, wardTabs } from './sheet.ts'
import { addWardStation, listWardStations, renewLink, revokeLink, setLinkTerm } from './store.ts'
import { listDownloads } from './taken/index.ts'
import { registerTries } from './tries.ts'

const ById = Type.Object({ id: schema.Id })
const NEWEST_DOWNLOADS = 200

/** Ward stations: a name and a dated secret link; behind it the editions in every form, and a log of every download. */
export function registerStations(app: App, deps: Deps, parts: LinkParts = {}): void {
  const { db, clock } = deps
  registerTries(app, deps)
  registerLink(app, deps, parts)

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
      const id = await addWardStation(db, { name, ...made(request, request.body.expiresOn) })
      return reply.code(201).send(await ward(id))
    },
  )

  // Without a body, as it was before links had terms: the new one holds until it is revoked.
  app.post(
    '/api/ward-stations/:id/renew',
    {
      schema: {
        params: ById,
        body: Type.Optional(Type.Union([schema.WardLinkTerm, Type.Null()])),
        response: { 200: schema.WardStation },
      },
    },
    async (request) => {
      const { id } = await ward(request.params.id)
      await renewLink(db, { wardStationId: id, ...made(request, request.body?.expiresOn) })
      return ward(id)
    },
  )

  app.post(
    '/api/ward-stations/:id/term',
    { schema: { params: ById, body: schema.WardLinkTerm, response: { 200: schema.WardStation } } },
    async (request) => {
      const { id } = await ward(request.params.id)
      await setLinkTerm(db, { wardStationId: id, ...made(request, request.body.expiresOn) })
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

  async function ward(id: string): Promise<WardStation> {
    const found = (await listWardStations(db)).find((candidate) => candidate.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  /** Who gives a link and until when: it opens through the whole of its last date. Refuses `term-over`. */
  function made(request: Parameters<typeof personOf>[0], expiresOn: string | undefined) {
    const at = Math.round(clock.now())
    if (expiresOn !== undefined && expiresOn < dateAt(at, STATION_ZONE)) {
      throw new StationError('term-over', { date: vietnameseDate(expiresOn) })
    }
    const expiresAt = expiresOn === undefined ? undefined : instantOf(addDays(expiresOn, 1), '00:00', STATION_ZONE)
    return { expiresAt, by: personOf(request).id, at }
  }
}
