import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema, type Tune } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveUpload, sendMedia } from '../media/index.ts'
import { tidyLine } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { makeTune } from './make.ts'
import { tunesAsked, tunesTab } from './sheet.ts'
import { chooseTune, listTunes, retireTune } from './store.ts'

const Params = Type.Object({ id: schema.Id })
const NewTune = Type.Object({
  role: schema.TuneRole,
  title: Type.String({ minLength: 1, maxLength: 200 }),
  /** A sound without a note of the right to use it is not taken. */
  rightsNote: Type.String({ minLength: 3, maxLength: 1000 }),
})

/**
 * The library of sounds: list, add one with the right to use it, choose the one in use for its role, retire, listen.
 * `programmesNaming` answers which programmes' templates name a sound: such a one is not retired.
 */
export function registerTunes(
  app: App,
  deps: Deps,
  { programmesNaming }: { programmesNaming: (tuneId: string) => Promise<string[]> },
): void {
  const { db, media, clock, config, live } = deps

  app.get('/api/tunes', { schema: { response: { 200: Type.Array(schema.Tune) } } }, offered)

  app.get('/api/tunes/xlsx', { schema: { querystring: schema.TunesAsked } }, async (request, reply) => {
    const tab = tunesTab(tunesAsked(await offered(), request.query))
    return sendSheet(reply, await writeSheet([tab]), 'Kho nhạc hiệu và âm thanh.xlsx')
  })

  app.post(
    '/api/tunes',
    { schema: { querystring: NewTune, response: { 201: schema.Tune } } },
    async (request, reply) => {
      const { role } = request.query
      const title = tidyLine(request.query.title)
      const rightsNote = tidyLine(request.query.rightsNote)
      if (title === '') throw new StationError('bad-request', { what: 'tên âm thanh' })
      if (rightsNote.length < 3) throw new StationError('bad-request', { what: 'ghi chú quyền sử dụng' })
      const upload = await receiveUpload(request, media, config.uploadLimitBytes)
      const id = await makeTune(deps, upload, { role, title, rightsNote }, personOf(request).id)
      changed()
      return reply.code(201).send(await tune(id))
    },
  )

  app.post(
    '/api/tunes/:id/use',
    { schema: { params: Params, response: { 200: Type.Array(schema.Tune) } } },
    async (request) => {
      const chosen = await tune(request.params.id)
      if (chosen.retired) throw new StationError('sound-retired', { title: chosen.title })
      await chooseTune(db, chosen, personOf(request).id, Math.round(clock.now()))
      changed()
      return offered()
    },
  )

  app.post(
    '/api/tunes/:id/retire',
    { schema: { params: Params, response: { 200: Type.Array(schema.Tune) } } },
    async (request) => {
      const { id, title } = await tune(request.params.id)
      const programmes = await programmesNaming(id)
      if (programmes.length > 0) throw new StationError('sound-in-use', { title, programmes })
      await retireTune(db, id, personOf(request).id, Math.round(clock.now()))
      changed()
      return offered()
    },
  )

  app.get('/api/tunes/:id/audio', { schema: { params: Params } }, async (request, reply) => {
    const { mediaSha256: sha256 } = await tune(request.params.id)
    const file = await media.find(sha256)
    if (!file) throw new StationError('not-found')
    await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType: soundType(file.mediaType) })
    return reply
  })

  async function offered(): Promise<Tune[]> {
    return (await listTunes(db)).filter(({ retired }) => !retired)
  }

  async function tune(id: string): Promise<Tune> {
    const found = (await listTunes(db)).find((one) => one.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  /** A rundown that nobody saved takes the sounds in use: it is another one now. */
  function changed(): void {
    live.tell({ event: 'changed', data: { what: 'rundowns' } })
    live.tell({ event: 'changed', data: { what: 'editions' } })
  }
}

/** Uploads are never served as pages: whatever the sender called it, it leaves as sound. */
function soundType(mediaType: string): string {
  return /^(audio|video)\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream'
}
