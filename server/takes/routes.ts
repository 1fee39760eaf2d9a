import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema, type Take } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveUpload, sendMedia } from '../media/index.ts'
import { makeTake } from './intake.ts'
import { originalName } from './kept-sound.ts'
import { chooseTake, findFinePeaks, findTake, findTakeSound } from './store.ts'

const Item = Type.Object({ id: schema.Id, itemId: schema.Id })
const ById = Type.Object({ id: schema.Id })
const OfRevision = Type.Object({ revisionId: schema.Id })

/** Reads: upload, listen, keep or discard. */
export function registerTakes(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, media, clock, config, live } = deps

  app.post(
    '/api/editions/:id/items/:itemId/takes',
    { schema: { params: Item, querystring: OfRevision, response: { 201: schema.Take } } },
    async (request, reply) => {
      const upload = await receiveUpload(request, media, config.uploadLimitBytes)
      const place = {
        editionId: request.params.id,
        itemId: request.params.itemId,
        revisionId: request.query.revisionId,
      }
      const take = await makeTake(deps, place, { ...upload, source: 'upload' }, personOf(request).id)
      return reply.code(201).send(take)
    },
  )

  app.post(
    '/api/takes/:id/choice',
    { schema: { params: ById, body: schema.TakeChosen, response: { 200: schema.Take } } },
    async (request) => {
      const found = await take(request.params.id)
      if (request.body.choice === 'kept' && found.listening === 'sent-back') throw new StationError('take-sent-back')
      await chooseTake(db, found, request.body.choice, personOf(request).id, Math.round(clock.now()))
      await onChange()
      live.tell({ event: 'changed', data: { what: 'takes' } })
      return take(found.id)
    },
  )

  app.get('/api/takes/:id/audio', { schema: { params: ById } }, async (request, reply) => {
    const { listeningSha256 } = await sound(request.params.id)
    await sendMedia(request, reply, await file(listeningSha256))
    return reply
  })

  app.get('/api/takes/:id/original', { schema: { params: ById } }, async (request, reply) => {
    const { mediaSha256, fileName } = await sound(request.params.id)
    const kept = await file(mediaSha256)
    await sendMedia(request, reply, { ...kept, saveAs: originalName(fileName, kept.mediaType) })
    return reply
  })

  app.get('/api/takes/:id/peaks', { schema: { params: ById, response: { 200: schema.Peaks } } }, async (request) => {
    return (await sound(request.params.id)).peaks
  })

  // The layout is told in server/contract/peaks.ts. Of a sound that never changes there is one picture for ever.
  app.get('/api/takes/:id/peaks.bin', { schema: { params: ById } }, async (request, reply) => {
    const { id } = await take(request.params.id)
    const sha256 = await findFinePeaks(db, id)
    if (sha256 === undefined) throw new StationError('peaks-not-ready')
    const mediaType = 'application/octet-stream'
    await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType, isImmutable: true })
    return reply
  })

  async function take(id: string): Promise<Take> {
    const found = await findTake(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function sound(id: string) {
    const found = await findTakeSound(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function file(sha256: string) {
    const found = await media.find(sha256)
    if (!found) throw new StationError('not-found')
    return { path: media.files.pathOf(sha256), sha256, mediaType: soundType(found.mediaType) }
  }
}

/** Uploads are never served as pages: whatever the sender called it, it leaves as sound. */
function soundType(mediaType: string): string {
  return /^(audio|video)\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream'
}
