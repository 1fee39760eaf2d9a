import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { listProgrammes } from '../programmes/index.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import { findTake } from '../takes/index.ts'
import { addRemark, addVerdict, isListeningRequired, setListeningRule } from './store.ts'
import { listeningView } from './view.ts'

/** The copy that a browser plays may run this much longer than the read: a place there is the read's end. */
const COPY_LONGER_MS = 500

const ById = Type.Object({ id: schema.Id })

/**
 * Listening approval: hear a read with its words, remark at a place, approve or send back; whether a programme wants it.
 * `onChange` follows every verdict and every change of the rule, for the plan must know what may air.
 */
export function registerVerdicts(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, live } = deps

  app.get(
    '/api/takes/:id/listening',
    { schema: { params: ById, response: { 200: schema.TakeListening } } },
    (request) => listeningView(db, request.params.id),
  )

  app.post(
    '/api/takes/:id/remarks',
    { schema: { params: ById, body: schema.RemarkMade, response: { 201: schema.TakeListening } } },
    async (request, reply) => {
      const { id, durationMs } = await take(request.params.id)
      const { atMs } = request.body
      const text = tidyText(request.body.text)
      if (text === '') throw new StationError('bad-request', { what: 'ghi chú còn trống' })
      if (atMs !== undefined && atMs > durationMs + COPY_LONGER_MS) {
        throw new StationError('bad-request', { what: 'chỗ ghi chú nằm ngoài bản thu' })
      }
      await addRemark(db, {
        takeId: id,
        atMs: atMs === undefined ? undefined : Math.min(atMs, durationMs),
        text,
        by: personOf(request).id,
        at: Math.round(clock.now()),
      })
      live.tell({ event: 'changed', data: { what: 'takes' } })
      return reply.code(201).send(await listeningView(db, id))
    },
  )

  app.post(
    '/api/takes/:id/verdict',
    { schema: { params: ById, body: schema.VerdictGiven, response: { 201: schema.TakeListening } } },
    async (request, reply) => {
      const { id, isOfOlderText, revisionNumber } = await take(request.params.id)
      const { verdict } = request.body
      const listener = tidyLine(request.body.listener)
      if (listener === '') throw new StationError('bad-request', { what: 'người nghe duyệt' })
      if (isOfOlderText && verdict === 'approved') {
        throw new StationError('take-of-older-text', { revision: revisionNumber })
      }
      await addVerdict(db, {
        takeId: id,
        verdict,
        listener,
        reason: tidyText(request.body.reason ?? ''),
        by: personOf(request).id,
        at: Math.round(clock.now()),
      })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'takes' } })
      live.tell({ event: 'changed', data: { what: 'airings' } })
      return reply.code(201).send(await listeningView(db, id))
    },
  )

  app.get(
    '/api/programmes/:id/listening-rule',
    { schema: { params: ById, response: { 200: schema.ListeningRule } } },
    async (request) => ({ required: await isListeningRequired(db, await programmeId(request.params.id)) }),
  )

  app.put(
    '/api/programmes/:id/listening-rule',
    { schema: { params: ById, body: schema.ListeningRule, response: { 200: schema.ListeningRule } } },
    async (request) => {
      const id = await programmeId(request.params.id)
      const { required } = request.body
      await setListeningRule(db, { programmeId: id, required, by: personOf(request).id, at: Math.round(clock.now()) })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      live.tell({ event: 'changed', data: { what: 'airings' } })
      return { required }
    },
  )

  async function take(id: string) {
    const found = await findTake(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function programmeId(id: string): Promise<string> {
    const found = (await listProgrammes(db)).find((programme) => programme.id === id)
    if (!found) throw new StationError('not-found')
    return found.id
  }
}
