import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveForm, sendMedia } from '../media/index.ts'
import { makeAnnouncement } from './level.ts'
import {
  type AnnouncementRow,
  findAnnouncement,
  listAnnouncements,
  programmesApologising,
  retireAnnouncement,
} from './store.ts'

const ById = Type.Object({ id: schema.Id })
const LONGEST_TITLE = 200

/** Sounds kept ready for emergencies and apologies: added (levelled as an edition is), heard, put away. */
export function registerAnnouncements(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, media, clock, config, live } = deps

  app.get('/api/announcements', { schema: { response: { 200: Type.Array(schema.Announcement) } } }, () =>
    listAnnouncements(db),
  )

  app.post('/api/announcements', { schema: { response: { 201: schema.Announcement } } }, async (request, reply) => {
    const { upload, texts } = await receiveForm(request, media, config.uploadLimitBytes)
    const title = texts.title ?? ''
    if (title === '' || title.length > LONGEST_TITLE) {
      await media.files.drop(upload.file)
      throw new StationError('bad-request', { what: 'tên thông báo (1–200 ký tự)' })
    }
    const id = await makeAnnouncement(deps, title, upload, personOf(request).id)
    live.tell({ event: 'changed', data: { what: 'station' } })
    return reply.code(201).send(await announcement(id))
  })

  app.post(
    '/api/announcements/:id/retire',
    { schema: { params: ById, response: { 200: schema.Announcement } } },
    async (request) => {
      const { id, title } = await announcement(request.params.id)
      const programmes = await programmesApologising(db, id)
      if (programmes.length > 0) throw new StationError('announcement-in-use', { title, programmes })
      await retireAnnouncement(db, id, clock.now())
      await onChange()
      live.tell({ event: 'changed', data: { what: 'station' } })
      return announcement(id)
    },
  )

  app.get('/api/announcements/:id/audio', { schema: { params: ById } }, async (request, reply) => {
    const { mediaSha256: sha256 } = await announcement(request.params.id)
    await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType: 'audio/wav' })
    return reply
  })

  async function announcement(id: string): Promise<AnnouncementRow> {
    const found = await findAnnouncement(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }
}
