import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type Programme, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveUpload, sendMedia } from '../media/index.ts'
import { readPicture } from './picture-file.ts'
import { findPicture, listProgrammes, setPicture } from './store.ts'

/** A cover lies in each of the MP3s: a hundred times this would be their size. */
const LARGEST_BYTES = 1024 * 1024
const ById = Type.Object({ id: schema.Id })

/** The cover of a programme: set, shown, taken away. It travels in the MP3s that are made from then on. */
export function registerPictures(app: App, deps: Deps): void {
  const { db, media, clock, live } = deps

  app.post(
    '/api/programmes/:id/picture',
    { schema: { params: ById, response: { 201: schema.Programme } } },
    async (request, reply) => {
      const { id } = await programme(request.params.id)
      const upload = await receiveUpload(request, media, LARGEST_BYTES)
      try {
        const picture = readPicture(await readFile(upload.file.path))
        if (!picture) throw new StationError('picture-unusable', { fileName: upload.fileName })
        const { sha256 } = await media.keep(upload.file, picture.mediaType)
        await setPicture(db, id, { sha256, mediaType: picture.mediaType }, personOf(request).id, now())
      } catch (cause) {
        await media.files.drop(upload.file)
        throw cause
      }
      changed()
      return reply.code(201).send(await programme(id))
    },
  )

  app.get('/api/programmes/:id/picture', { schema: { params: ById } }, async (request, reply) => {
    const picture = await findPicture(db, request.params.id)
    if (!picture) throw new StationError('not-found')
    await sendMedia(request, reply, { ...picture, path: media.files.pathOf(picture.sha256) })
    return reply
  })

  app.delete(
    '/api/programmes/:id/picture',
    { schema: { params: ById, response: { 200: schema.Programme } } },
    async (request) => {
      const { id, pictureSha256 } = await programme(request.params.id)
      if (pictureSha256 !== undefined) {
        await setPicture(db, id, undefined, personOf(request).id, now())
        changed()
      }
      return programme(id)
    },
  )

  async function programme(id: string): Promise<Programme> {
    const found = (await listProgrammes(db)).find((one) => one.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  function now(): number {
    return Math.round(clock.now())
  }

  function changed(): void {
    for (const what of ['programmes', 'editions', 'rundowns'] as const) live.tell({ event: 'changed', data: { what } })
  }
}
