import { Type } from 'typebox'
import { dateAt } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Submission, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendMedia } from '../media/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { filesOf, fileView, receiveFile, submissionsWith } from './files/index.ts'
import { listSubmissions } from './list.ts'
import { expectedIn } from './periods.ts'
import { placementsOf, removePlacement } from './placements/index.ts'
import { placeSubmission } from './placing.ts'
import { receiptFor } from './receipt.ts'
import { correctSubmission, enterSubmission } from './register.ts'
import { registerTab } from './sheet.ts'
import { findRow, restore, withdraw } from './store.ts'
import { findSubmission } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const ByPlacement = Type.Object({ id: schema.Id, placementId: schema.Id })
const ByFile = Type.Object({ id: schema.Id, fileId: schema.Id })
const Saving = Type.Object({ tai: Type.Optional(Type.String()) })

/** A text of 600 pages, and what is written about it. */
const LARGEST_FORM_BYTES = 8 * 1024 ** 2

/** What a browser shows in its own window; anything else is saved. */
const SHOWN = /^(application\/pdf|image\/(jpeg|png|gif|webp)|audio\/|video\/)/

/** The collector's register: entered, corrected, placed, withdrawn, listed, taken out as .xlsx; files to open; receipts. */
export function registerIntake(app: App, deps: Deps): void {
  const { db, clock, media, live, config } = deps
  const one = { response: { 200: schema.Submission } }
  const now = () => Math.round(clock.now())

  app.get(
    '/api/submissions',
    { schema: { querystring: schema.SubmissionFilter, response: { 200: Type.Array(schema.SubmissionSummary) } } },
    (request) => listSubmissions(db, request.query),
  )

  app.get('/api/submissions/xlsx', { schema: { querystring: schema.SubmissionFilter } }, async (request, reply) => {
    const sheet = await writeSheet([registerTab(await listSubmissions(db, request.query))])
    return sendSheet(reply, sheet, `Sổ tiếp nhận tin bài ${dateAt(clock.now(), STATION_ZONE)}.xlsx`)
  })

  app.get(
    '/api/expected',
    { schema: { querystring: schema.PlacementMade, response: { 200: Type.Array(schema.ExpectedSubmissions) } } },
    (request) => expectedIn(db, request.query.programmeId, request.query.period),
  )

  app.post(
    '/api/submissions',
    { bodyLimit: LARGEST_FORM_BYTES, schema: { body: schema.SubmissionMade, response: { 201: schema.Submission } } },
    async (request, reply) => {
      const id = await enterSubmission(db, request.body, { by: personOf(request).id, at: now() })
      return reply.code(201).send(await changed(id))
    },
  )

  app.post('/api/submissions/files', { schema: { response: { 201: schema.ArrivedFile } } }, async (request, reply) => {
    const file = await receiveFile(deps, request, {
      receivedBy: personOf(request).id,
      limitBytes: config.uploadLimitBytes,
      takesAnything: true,
    })
    const { id, fileName, bytes, kind, text, title, warnings, sha256 } = file
    const sameFileIn = await submissionsWith(db, sha256)
    const told = { id, fileName, bytes, kind, text, warnings, sameFileIn, ...(title !== undefined && { title }) }
    return reply.code(201).send(told)
  })

  app.get('/api/submissions/:id', { schema: { params: ById, ...one } }, (request) => submission(request.params.id))

  app.patch(
    '/api/submissions/:id',
    { bodyLimit: LARGEST_FORM_BYTES, schema: { params: ById, body: schema.SubmissionChange, ...one } },
    async (request) => {
      await correctSubmission(db, request.params.id, request.body, { by: personOf(request).id, at: now() })
      return changed(request.params.id)
    },
  )

  app.post(
    '/api/submissions/:id/withdraw',
    { schema: { params: ById, body: schema.SubmissionWithdrawn, ...one } },
    async (request) => {
      const { id, withdrawn } = await submission(request.params.id)
      const reason = request.body.reason.normalize('NFC').trim()
      if (reason === '') throw new StationError('bad-request', { what: 'lý do' })
      if (!withdrawn) await withdraw(db, id, reason, personOf(request).id, now())
      return changed(id)
    },
  )

  app.post('/api/submissions/:id/restore', { schema: { params: ById, ...one } }, async (request) => {
    const { id } = await submission(request.params.id)
    await restore(db, id, personOf(request).id, now())
    return changed(id)
  })

  app.post(
    '/api/submissions/:id/placements',
    { schema: { params: ById, body: schema.PlacementMade, ...one } },
    async (request) => {
      const { id } = request.params
      await placeSubmission(db, { submissionId: id, ...request.body, by: personOf(request).id, at: now() })
      return changed(id)
    },
  )

  app.delete(
    '/api/submissions/:id/placements/:placementId',
    { schema: { params: ByPlacement, ...one } },
    async (request) => {
      const { id, placementId } = request.params
      const placements = (await placementsOf(db, [id])).get(id) ?? []
      if (!placements.some((placement) => placement.id === placementId)) throw new StationError('not-found')
      await removePlacement(db, placementId, personOf(request).id, now())
      return changed(id)
    },
  )

  app.get(
    '/api/submissions/:id/receipt',
    { schema: { params: ById, response: { 200: schema.Receipt } } },
    async (request) => {
      const row = await findRow(db, request.params.id)
      if (!row) throw new StationError('not-found')
      return receiptFor(db, row)
    },
  )

  app.get(
    '/api/submissions/:id/files/:fileId',
    { schema: { params: ByFile, querystring: Saving } },
    async (request, reply) => {
      const row = await findRow(db, request.params.id)
      const files = row ? ((await filesOf(db, [row.descriptionId])).get(row.descriptionId) ?? []) : []
      const file = files.map(fileView).find(({ id }) => id === request.params.fileId)
      if (!file) throw new StationError('not-found')
      const isSaved = request.query.tai !== undefined || !SHOWN.test(file.mediaType)
      await sendMedia(request, reply, {
        path: media.files.pathOf(file.sha256),
        sha256: file.sha256,
        mediaType: file.mediaType,
        ...(isSaved && { saveAs: file.fileName }),
      })
      return reply
    },
  )

  async function submission(id: string): Promise<Submission> {
    const found = await findSubmission(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function changed(id: string): Promise<Submission> {
    live.tell({ event: 'changed', data: { what: 'submissions' } })
    return submission(id)
  }
}
