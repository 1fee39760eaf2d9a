import { Type } from 'typebox'
import { dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Feedback, type FeedbackWritten, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { listProgrammes } from '../programmes/index.ts'
import { addQuestion } from '../questions/index.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { type FeedbackFact, feedbackOf, feedbackTab, matching } from './rules.ts'
import { addFact, addFeedback, listRecords } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const answer = { response: { 200: schema.Feedback } }

/** What listeners say: entered, handed on, answered, or made a question of the register of questions. */
export function registerFeedback(app: App, { db, clock, live }: Deps): void {
  const today = () => dateAt(clock.now(), STATION_ZONE)

  app.get(
    '/api/feedback',
    { schema: { querystring: schema.FeedbackAsked, response: { 200: Type.Array(schema.Feedback) } } },
    async (request) => matching(await all(), request.query),
  )

  app.get('/api/feedback/xlsx', { schema: { querystring: schema.FeedbackAsked } }, async (request, reply) => {
    const feedback = matching(await all(), request.query)
    return sendSheet(reply, await writeSheet([feedbackTab(feedback)]), `Ý kiến thính giả ${today()}.xlsx`)
  })

  app.post(
    '/api/feedback',
    { schema: { body: schema.FeedbackWritten, response: { 201: schema.Feedback } } },
    async (request, reply) => {
      const id = await addFeedback(db, await written(request.body), personOf(request).id, clock.now())
      changed()
      return reply.code(201).send(await one(id))
    },
  )

  app.put(
    '/api/feedback/:id',
    { schema: { params: ById, body: schema.FeedbackWritten, ...answer } },
    async (request) => {
      const { id } = await openOne(request.params.id)
      return note(id, { kind: 'said', said: await written(request.body) }, personOf(request).id)
    },
  )

  app.post(
    '/api/feedback/:id/handing',
    { schema: { params: ById, body: schema.FeedbackHanded, ...answer } },
    async (request) => {
      const { id } = await openOne(request.params.id)
      const { dueOn } = request.body
      const to = tidyLine(request.body.to)
      if (to === '') throw new StationError('bad-request', { what: 'nơi xử lý' })
      if (dueOn !== undefined) refuseNoDate(dueOn)
      return note(
        id,
        { kind: 'handed-on', handed: { to, ...(dueOn !== undefined && { dueOn }) } },
        personOf(request).id,
      )
    },
  )

  app.post(
    '/api/feedback/:id/done',
    { schema: { params: ById, body: schema.FeedbackDone, ...answer } },
    async (request) => {
      const { id } = await openOne(request.params.id)
      const { doneOn } = request.body
      const outcome = tidyText(request.body.outcome)
      if (outcome === '') throw new StationError('bad-request', { what: 'kết quả' })
      refuseDayToCome(doneOn, 'ngày giải quyết')
      return note(id, { kind: 'done', done: { outcome, doneOn } }, personOf(request).id)
    },
  )

  app.post('/api/feedback/:id/question', { schema: { params: ById, ...answer } }, async (request) => {
    const { id, text, via, receivedOn, from } = await openOne(request.params.id)
    const by = personOf(request).id
    const asker = from === undefined ? { isAnonymous: true } : { isAnonymous: false, name: from }
    const questionId = await addQuestion(db, {
      via,
      receivedOn,
      facts: [
        { kind: 'worded', text },
        { kind: 'asker', asker },
      ],
      telephone: undefined,
      by,
      at: Math.round(clock.now()),
    })
    live.tell({ event: 'changed', data: { what: 'questions' } })
    return note(id, { kind: 'made-question', questionId }, by)
  })

  async function all(): Promise<Feedback[]> {
    const names = new Map((await listProgrammes(db)).map(({ id, name }) => [id, name]))
    return (await listRecords(db)).flatMap((record) => feedbackOf(record, names, today()) ?? [])
  }

  async function one(id: string): Promise<Feedback> {
    const found = (await all()).find((feedback) => feedback.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function openOne(id: string): Promise<Feedback> {
    const found = await one(id)
    const { code, questionId, state } = found
    if (questionId !== undefined) throw new StationError('feedback-is-question', { code })
    if (state === 'done') throw new StationError('feedback-done', { code })
    return found
  }

  async function note(id: string, fact: FeedbackFact, by: string): Promise<Feedback> {
    await addFact(db, id, fact, by, clock.now())
    changed()
    return one(id)
  }

  async function written(body: FeedbackWritten): Promise<FeedbackWritten> {
    const { kind, via, receivedOn, programmeId } = body
    refuseDayToCome(receivedOn, 'ngày nhận')
    const [text, from] = [tidyText(body.text), tidyLine(body.from ?? '')]
    if (text === '') throw new StationError('bad-request', { what: 'nội dung' })
    if (programmeId !== undefined && !(await listProgrammes(db)).some(({ id }) => id === programmeId)) {
      throw new StationError('not-found')
    }
    return {
      kind,
      via,
      receivedOn,
      text,
      ...(from !== '' && { from }),
      ...(programmeId !== undefined && { programmeId }),
    }
  }

  function refuseNoDate(date: string): void {
    if (!isCalendarDate(date)) throw new StationError('no-such-date', { date: vietnameseDate(date) })
  }

  function refuseDayToCome(date: string, what: string): void {
    refuseNoDate(date)
    if (date > today()) throw new StationError('day-to-come', { date: vietnameseDate(date), what })
  }

  function changed(): void {
    live.tell({ event: 'changed', data: { what: 'registers' } })
  }
}
