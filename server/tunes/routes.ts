import { Type } from 'typebox'
import { AudioError, probe } from '../../audio/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveUpload, sendMedia } from '../media/index.ts'
import { addTune, chooseTune, listTunes } from './store.ts'

const Params = Type.Object({ id: schema.Id })
const NewTune = Type.Object({
  role: schema.TuneRole,
  title: Type.String({ minLength: 1, maxLength: 200 }),
  /** A tune without a note of the right to use it is not taken. */
  rightsNote: Type.String({ minLength: 3, maxLength: 1000 }),
})

/** Signature tunes: list, add one with the right to use it, choose, listen. */
export function registerTunes(app: App, deps: Deps): void {
  const { db, media, ffmpeg, clock, config } = deps

  app.get('/api/tunes', { schema: { response: { 200: Type.Array(schema.Tune) } } }, () => listTunes(db))

  app.post(
    '/api/tunes',
    { schema: { querystring: NewTune, response: { 201: schema.Tune } } },
    async (request, reply) => {
      const { role, title, rightsNote } = request.query
      const upload = await receiveUpload(request, media, config.uploadLimitBytes)
      const sound = await probe(upload.file.path, ffmpeg, { fileName: upload.fileName }).catch(
        async (cause: unknown) => {
          await media.files.drop(upload.file)
          throw cause instanceof AudioError
            ? new StationError(cause.code, { fileName: upload.fileName }, { cause })
            : cause
        },
      )
      const { sha256 } = await media.keep(upload.file, upload.mediaType)
      const id = await addTune(db, {
        role,
        title: title.normalize('NFC').trim(),
        rightsNote: rightsNote.normalize('NFC').trim(),
        shipped: false,
        mediaSha256: sha256,
        durationMs: sound.durationMs,
        createdBy: personOf(request).id,
        createdAt: Math.round(clock.now()),
      })
      const added = (await listTunes(db)).find((tune) => tune.id === id)
      if (!added) throw new StationError('not-found')
      return reply.code(201).send(added)
    },
  )

  app.post(
    '/api/tunes/:id/use',
    { schema: { params: Params, response: { 200: Type.Array(schema.Tune) } } },
    async (request) => {
      const known = await chooseTune(db, request.params.id, personOf(request).id, Math.round(clock.now()))
      if (!known) throw new StationError('not-found')
      return listTunes(db)
    },
  )

  app.get('/api/tunes/:id/audio', { schema: { params: Params } }, async (request, reply) => {
    const tune = (await listTunes(db)).find(({ id }) => id === request.params.id)
    const file = tune && (await media.find(tune.mediaSha256))
    if (!tune || !file) throw new StationError('not-found')
    await sendMedia(request, reply, {
      path: media.files.pathOf(tune.mediaSha256),
      sha256: tune.mediaSha256,
      mediaType: file.mediaType,
    })
    return reply
  })
}
