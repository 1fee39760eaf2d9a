import { Type } from 'typebox'
import { isPeriod } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type EditionSummary, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { courseOf, listProgrammes, refuseForeignPeriod } from '../programmes/index.ts'
import type { RenderQueue } from '../renders/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { editionsAsked, editionsTab } from './sheet.ts'
import { addEdition, listEditions } from './store.ts'
import { editionSummary, editionView } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const Asked = Type.Object({
  programmeId: Type.Optional(schema.Id),
  words: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('done')])),
  order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('programme')])),
})

/** Editions: one a programme and period, and where each stands on its way to the air. */
export function registerEditions(app: App, deps: Deps, queue: RenderQueue): void {
  const { db, clock, live } = deps

  app.get('/api/editions', { schema: { response: { 200: Type.Array(schema.EditionSummary) } } }, () => summaries())

  app.get('/api/editions/xlsx', { schema: { querystring: Asked, hide: true } }, async (request, reply) =>
    sendSheet(reply, await writeSheet([editionsTab(editionsAsked(await summaries(), request.query))]), 'Kỳ phát.xlsx'),
  )

  app.post(
    '/api/editions',
    { schema: { body: schema.EditionMade, response: { 201: schema.Edition } } },
    async (request, reply) => {
      const { programmeId, period } = request.body
      const programme = (await listProgrammes(db)).find(({ id }) => id === programmeId)
      if (!programme) throw new StationError('not-found')
      if (!isPeriod(period)) throw new StationError('no-such-period', { period })
      refuseForeignPeriod({ name: programme.name, course: courseOf(programme) }, period)
      const id = await addEdition(db, { programmeId, period, by: personOf(request).id, at: Math.round(clock.now()) })
      live.tell({ event: 'changed', data: { what: 'editions' } })
      return reply.code(201).send(await editionView(deps, queue, id))
    },
  )

  async function summaries(): Promise<EditionSummary[]> {
    const found: EditionSummary[] = []
    for (const row of await listEditions(db)) found.push(await editionSummary(deps, queue, row))
    return found
  }

  app.get('/api/editions/:id', { schema: { params: ById, response: { 200: schema.Edition } } }, (request) =>
    editionView(deps, queue, request.params.id),
  )
}
