import { Type } from 'typebox'
import { instantOf, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { optionalUpload, sendMedia } from '../media/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { outsideAiring } from './airing.ts'
import { addOutside, findOutsideProof, listOutside } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const Outside = Type.Object({
  date: schema.CalendarDate,
  time: schema.WallTime,
  where: Type.String({ minLength: 1, maxLength: 300 }),
  note: Type.String({ maxLength: 2000, default: '' }),
})

/** Without a file the note is the proof: the number of a paper, the name of a witness. */
const LEAST_NOTE = 5

/** “Phát ngoài hệ thống”: what was aired by other means, with its proof; it counts in every figure, marked as such. */
export function registerOutside(app: App, deps: Deps): void {
  const { db, clock, media, config, live } = deps

  app.post(
    '/api/editions/:id/outside-airings',
    { schema: { params: ById, querystring: Outside, response: { 201: schema.Airing } } },
    async (request, reply) => {
      const editionId = request.params.id
      const { date, time, where, note } = request.query
      if (!(await findEditionNames(db, editionId))) throw new StationError('not-found')
      if (!isCalendarDate(date)) throw new StationError('no-such-date', { date: vietnameseDate(date) })
      const startsAt = instantOf(date, time, STATION_ZONE)
      if (startsAt > clock.now()) throw new StationError('in-the-future', { date: vietnameseDate(date) })
      const proof = request.isMultipart() ? await optionalUpload(request, media, config.uploadLimitBytes) : undefined
      if (!proof && note.trim().length < LEAST_NOTE) throw new StationError('proof-needed')
      const stored = proof && (await media.keep(proof.file, proof.mediaType))
      const id = await addOutside(db, {
        editionId,
        date,
        time,
        startsAt,
        place: where.normalize('NFC').trim(),
        note: note.normalize('NFC').trim(),
        proofSha256: stored?.sha256,
        proofFileName: proof?.fileName,
        by: personOf(request).id,
        enteredAt: Math.round(clock.now()),
      })
      live.tell({ event: 'changed', data: { what: 'airings' } })
      const added = (await listOutside(db, { editionId })).find((row) => row.id === id)
      if (!added) throw new StationError('not-found')
      return reply.code(201).send(outsideAiring(added))
    },
  )

  app.get('/api/airings/:id/proof', { schema: { params: ById } }, async (request, reply) => {
    const proof = await findOutsideProof(db, request.params.id)
    if (!proof) throw new StationError('not-found')
    await sendMedia(request, reply, {
      path: media.files.pathOf(proof.sha256),
      sha256: proof.sha256,
      mediaType: 'application/octet-stream',
      saveAs: proof.fileName,
    })
    return reply
  })
}
