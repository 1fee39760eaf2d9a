import type { IncomingMessage, ServerResponse } from 'node:http'
import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { announced } from './announced.ts'
import type { UploadDesk } from './desk.ts'
import { findUpload, isOver, type UploadRow } from './store.ts'
import { UPLOADS_PATH } from './tus.ts'

const ById = Type.Object({ id: schema.Id })
const ONE = `${UPLOADS_PATH}/:id`

/**
 * Files of any size, in pieces, by the tus protocol: announced, sent and gone on with by the person who began them alone;
 * and what became of each.
 */
export function registerUploads(app: App, deps: Deps, desk: UploadDesk): void {
  const { db, media } = deps
  // The bytes are not Fastify's to read: they go into the file as they come.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))

  app.options(UPLOADS_PATH, { schema: { hide: true } }, async (request, reply) => {
    reply.hijack()
    await desk.tus.describe(request.raw, reply.raw)
  })

  app.post(UPLOADS_PATH, { schema: { hide: true } }, async (request, reply) => {
    const upload = await announced(deps, request.headers, personOf(request).id)
    reply.hijack()
    await desk.tus.create(upload, request.raw, reply.raw)
  })

  app.head(ONE, { schema: { hide: true, params: ById } }, async (request, reply) => {
    const row = await own(request)
    if (isOver(row)) {
      // Its bytes have gone to where they belong; a page that missed the last answer learns that all of them came.
      const whole = { 'tus-resumable': '1.0.0', 'upload-offset': row.bytes, 'upload-length': row.bytes }
      return reply.headers({ ...whole, 'cache-control': 'no-store' }).send()
    }
    return pass(row, request, reply)
  })

  app.patch(ONE, { schema: { hide: true, params: ById } }, async (request, reply) => {
    const row = await own(request)
    if (isOver(row)) throw new StationError('upload-elsewhere')
    await media.files.refuseWithoutRoom(Number(request.headers['content-length'] ?? 0))
    return pass(row, request, reply)
  })

  app.delete(ONE, { schema: { hide: true, params: ById } }, async (request, reply) => {
    const row = await own(request)
    const come = (await desk.arrivals.receivedBytes(row.id)) ?? row.bytes
    if (!isOver(row) && come < row.bytes) return pass(row, request, reply)
    await desk.drop(row)
    return reply.code(204).header('tus-resumable', '1.0.0').send()
  })

  app.get(`${ONE}/outcome`, { schema: { params: ById, response: { 200: schema.FileUpload } } }, async (request) =>
    desk.view(await own(request)),
  )

  app.post(`${ONE}/check`, { schema: { params: ById, response: { 200: schema.FileUpload } } }, async (request) => {
    const row = await own(request)
    await desk.lookAgain(row)
    return desk.view(await own(request))
  })

  app.get(
    '/api/editions/:id/uploads',
    { schema: { params: ById, response: { 200: Type.Array(schema.FileUpload) } } },
    async (request) => desk.list(request.params.id, personOf(request).id),
  )

  async function own(request: Asked): Promise<UploadRow> {
    const row = await findUpload(db, request.params.id)
    if (row?.begunBy !== personOf(request).id) throw new StationError('not-found')
    return row
  }

  async function pass(row: UploadRow, request: { raw: IncomingMessage }, reply: Answered): Promise<void> {
    reply.hijack()
    await desk.tus.go(row.id, request.raw, reply.raw)
  }
}

type Asked = Parameters<typeof personOf>[0] & { params: { id: string } }
interface Answered {
  raw: ServerResponse
  hijack(): unknown
}
