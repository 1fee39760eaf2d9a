import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type EditJob, schema, type Take } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findTake, findTakePieces } from '../takes/index.ts'
import { EditDesk } from './desk.ts'

const ById = Type.Object({ id: schema.Id })

/** Reads cut and joined from others: what one is made of, making one, and how far that is. */
export function registerEdits(
  app: App,
  deps: Deps,
): { close: () => Promise<void>; takeIdOf: (editId: string) => string | undefined } {
  const { db } = deps
  const desk = new EditDesk(deps)

  app.get('/api/takes/:id/edit', { schema: { params: ById, response: { 200: schema.TakeEdit } } }, async (request) => {
    const take = await findTake(db, request.params.id)
    if (!take) throw new StationError('not-found')
    const pieces = (await findTakePieces(db, take.id)) ?? [{ takeId: take.id, fromMs: 0, toMs: take.durationMs }]
    const sources: Take[] = []
    for (const id of new Set(pieces.map(({ takeId }) => takeId))) {
      const source = await findTake(db, id)
      if (source) sources.push(source)
    }
    return {
      takeId: take.id,
      ...(take.editOf !== undefined && { parentTakeId: take.editOf }),
      pieces,
      sources,
    }
  })

  app.post(
    '/api/takes/:id/edits',
    { schema: { params: ById, body: schema.TakeEditAsked, response: { 201: schema.EditJob, 202: schema.EditJob } } },
    async (request, reply) => {
      const { pieces } = request.body
      const job = await desk.begin({ takeId: request.params.id, pieces }, personOf(request).id)
      return reply.code(job.state === 'made' ? 201 : 202).send(job)
    },
  )

  app.get('/api/edits/:id', { schema: { params: ById, response: { 200: schema.EditJob } } }, async (request) =>
    known(desk.find(request.params.id)),
  )

  app.delete('/api/edits/:id', { schema: { params: ById, response: { 200: schema.EditJob } } }, async (request) =>
    known(await desk.cancel(request.params.id)),
  )

  function known(job: EditJob | undefined): EditJob {
    if (!job) throw new StationError('not-found')
    return job
  }

  return { close: () => desk.close(), takeIdOf: (editId) => desk.find(editId)?.takeId }
}
