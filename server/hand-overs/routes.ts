import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { zipStream } from '../archives/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { attachment } from '../media/index.ts'
import { HandOverDesk } from './desk.ts'
import { findPlaces } from './places.ts'
import { listHandOvers } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** Hand-overs: where one can be written, writing it, fetching it as an archive, and the log of all. */
export function registerHandOvers(app: App, deps: Deps): void {
  const { db, clock } = deps
  const desk = new HandOverDesk(deps)

  app.get('/api/hand-over-places', { schema: { response: { 200: schema.HandOverPlaces } } }, async () => ({
    places: await findPlaces(),
  }))

  app.get(
    '/api/editions/:id/hand-overs',
    { schema: { params: ById, response: { 200: Type.Array(schema.HandOver) } } },
    ({ params }) => listHandOvers(db, params.id),
  )

  app.post(
    '/api/editions/:id/hand-overs',
    { schema: { params: ById, body: schema.HandOverAsked, response: { 201: schema.HandOverWork } } },
    async (request, reply) =>
      reply.code(201).send(await desk.begin(request.params.id, request.body, personOf(request).id)),
  )

  app.get(
    '/api/hand-overs/:id',
    { schema: { params: ById, response: { 200: schema.HandOverWork } } },
    async ({ params }) => desk.find(params.id),
  )

  app.get('/api/hand-overs/:id/zip', { schema: { params: ById } }, (request, reply) => {
    const { folderName, files } = desk.archiveOf(request.params.id)
    const entries = files.map(({ name, content }) => ({ name: `${folderName}/${name}`, content }))
    return reply
      .header('content-disposition', attachment(`${folderName}.zip`))
      .header('cache-control', 'no-store')
      .type('application/zip')
      .send(zipStream(entries, clock.now()))
  })

  app.addHook('onClose', () => desk.close())
}
