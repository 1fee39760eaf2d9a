import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendMedia } from '../media/index.ts'
import type { ProofDesk } from '../proofs/index.ts'
import { listWardStations } from '../stations/index.ts'
import { registerMatrix } from './matrix/index.ts'
import { listRecordings, WardRecordings } from './recordings/index.ts'
import { registerReminders } from './reminders/index.ts'
import { registerForms, registerNotes } from './said/index.ts'
import { registerTotals } from './totals/index.ts'

export interface WardWordsParts {
  /** Compares what wards send in its turn. */
  proofs: ProofDesk
}

/** What wards say, behind their links and by the station's people; what follows from it. */
export function registerWardWords(app: App, deps: Deps, { proofs }: WardWordsParts): void {
  const { db, media } = deps
  const recordings = new WardRecordings(deps, proofs)
  registerForms(app, deps, {
    receiveRecording: (request, { wardStationId }, editionId) =>
      recordings.receive(request, { wardStationId, editionId, by: undefined }),
  })
  registerNotes(app, deps)
  registerMatrix(app, deps)
  registerReminders(app, deps)
  registerTotals(app, deps)

  app.post(
    '/api/ward-stations/:id/editions/:editionId/recordings',
    {
      schema: {
        params: Type.Object({ id: schema.Id, editionId: schema.Id }),
        response: { 201: schema.Done },
      },
    },
    async (request, reply) => {
      const { id: wardStationId, editionId } = request.params
      if (!(await listWardStations(db)).some((ward) => ward.id === wardStationId)) throw new StationError('not-found')
      await recordings.receive(request, { wardStationId, editionId, by: personOf(request).id })
      return reply.code(201).send({ done: true })
    },
  )

  app.get(
    '/api/ward-recordings/:id/audio',
    { schema: { params: Type.Object({ id: schema.Id }) } },
    async (request, reply) => {
      const [recording] = await listRecordings(db, { id: request.params.id })
      const kept = recording && (await media.find(recording.sha256))
      if (!recording || !kept) throw new StationError('not-found')
      await sendMedia(request, reply, {
        path: media.files.pathOf(recording.sha256),
        sha256: recording.sha256,
        mediaType: /^(audio|video)\/[\w.+-]+$/.test(kept.mediaType) ? kept.mediaType : 'application/octet-stream',
        saveAs: recording.fileName,
      })
      return reply
    },
  )

  app.addHook('onReady', async () => {
    void recordings.look()
  })
  app.addHook('preClose', async () => recordings.stop())
  app.addHook('onClose', async () => recordings.close())
}
