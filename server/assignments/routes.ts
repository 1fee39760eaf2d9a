import { Type } from 'typebox'
import { dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { findAccount, personOf } from '../accounts/index.ts'
import { type ReadAssigned, type ReadAssignments, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { addDecisions } from './store.ts'
import { assignmentsView, factsOf } from './view.ts'
import { workOf } from './work.ts'

const ById = Type.Object({ id: schema.Id })
const Item = Type.Object({ id: schema.Id, itemId: schema.Id })
const answers = { response: { 200: schema.ReadAssignments } }

/** Whose read an item is: asked for, decided one by one or several at once; and what waits for the signed-in person. */
export function registerAssignments(app: App, { db, clock, live }: Deps): void {
  const today = () => dateAt(clock.now(), STATION_ZONE)

  app.get('/api/editions/:id/assignments', { schema: { params: ById, ...answers } }, (request) =>
    view(request.params.id),
  )

  app.put(
    '/api/editions/:id/items/:itemId/assignment',
    { schema: { params: Item, body: schema.ReadAssigned, ...answers } },
    (request) => decide(request.params.id, [request.params.itemId], request.body, personOf(request).id),
  )

  app.put(
    '/api/editions/:id/assignments',
    { schema: { params: ById, body: schema.ReadsAssigned, ...answers } },
    (request) => decide(request.params.id, request.body.itemIds, request.body, personOf(request).id),
  )

  app.get('/api/me/work', { schema: { response: { 200: schema.MyWork } } }, (request) =>
    workOf(db, personOf(request).id, today()),
  )

  async function view(editionId: string): Promise<ReadAssignments> {
    return assignmentsView(await factsOf(db, editionId), today())
  }

  async function decide(
    editionId: string,
    itemIds: readonly string[],
    { readerId, dueOn, isPastMeant }: ReadAssigned,
    by: string,
  ): Promise<ReadAssignments> {
    const { latest } = await factsOf(db, editionId)
    if (!latest) throw new StationError('not-found')
    if (itemIds.some((id) => !latest.items.some(({ itemId }) => itemId === id))) throw new StationError('item-unknown')
    if (readerId !== null) {
      if (!latest.approval) throw new StationError('not-approved-to-assign', { number: latest.number })
      if (!(await findAccount(db, readerId))) throw new StationError('reader-unknown')
      if (dueOn === undefined || !isCalendarDate(dueOn)) throw new StationError('bad-request', { what: 'hạn đọc' })
      if (dueOn < today() && !isPastMeant) throw new StationError('due-date-past', { dueOn: vietnameseDate(dueOn) })
    }
    await addDecisions(db, {
      editionId,
      revisionId: latest.id,
      itemIds,
      readerId: readerId ?? undefined,
      dueOn: readerId === null ? undefined : dueOn,
      by,
      at: Math.round(clock.now()),
    })
    live.tell({ event: 'changed', data: { what: 'takes' } })
    return view(editionId)
  }
}
