import { Type } from 'typebox'
import { dateAt } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import {
  askerOf,
  openQuestion,
  refuseDayToCome,
  refuseOwnTelephone,
  refuseTelephoneIn,
  telephoneOf,
  wordsThatCount,
} from './desk.ts'
import type { QuestionFact } from './facts.ts'
import { matching, questionsTab } from './list.ts'
import { standingOf } from './rules.ts'
import { registerQuestionSteps } from './steps-routes.ts'
import { addFacts, addQuestion, findRecord, findTelephone, noteTelephone } from './store.ts'
import { questionView, summariesOf } from './view.ts'

const ById = Type.Object({ id: schema.Id })

/**
 * Dân hỏi – Chính quyền trả lời: the register of questions. An asker's telephone number has routes of its own and is in no
 * other answer, list, sheet, paper or script. `onChange` follows what enters a script.
 */
export function registerQuestions(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, live } = deps
  const today = () => dateAt(clock.now(), STATION_ZONE)
  const changed = () => live.tell({ event: 'changed', data: { what: 'questions' } })

  app.get(
    '/api/questions',
    { schema: { querystring: schema.QuestionsAsked, response: { 200: Type.Array(schema.QuestionSummary) } } },
    async (request) => matching(await summariesOf(db, today()), request.query),
  )

  app.get('/api/questions/xlsx', { schema: { querystring: schema.QuestionsAsked } }, async (request, reply) => {
    const questions = matching(await summariesOf(db, today()), request.query)
    return sendSheet(
      reply,
      await writeSheet([questionsTab(questions)]),
      `Dân hỏi – Chính quyền trả lời ${today()}.xlsx`,
    )
  })

  app.post(
    '/api/questions',
    { schema: { body: schema.QuestionReceived, response: { 201: schema.Question } } },
    async (request, reply) => {
      const { via, receivedOn, consent } = request.body
      refuseDayToCome(receivedOn, today(), 'ngày nhận')
      if (consent) refuseDayToCome(consent.onDate, today(), 'ngày hỏi ý')
      const text = tidyText(request.body.text)
      const topic = tidyLine(request.body.topic ?? '')
      if (text === '') throw new StationError('bad-request', { what: 'lời câu hỏi' })
      const asker = askerOf(request.body.asker)
      const telephone = telephoneOf(request.body.telephone)
      refuseTelephoneIn(
        {
          'lời câu hỏi': text,
          'chủ đề': topic,
          'tên người hỏi': asker.name,
          'địa chỉ': asker.address,
          'ghi chú hỏi ý': consent?.note,
        },
        telephone,
      )
      const facts: QuestionFact[] = [
        { kind: 'worded', text, ...(topic !== '' && { topic }) },
        { kind: 'asker', asker },
        ...(consent ? [{ kind: 'consent' as const, consent }] : []),
      ]
      const at = Math.round(clock.now())
      const id = await addQuestion(db, { via, receivedOn, facts, telephone, by: personOf(request).id, at })
      changed()
      return reply.code(201).send(await questionView(db, id, today()))
    },
  )

  app.get('/api/questions/:id', { schema: { params: ById, response: { 200: schema.Question } } }, (request) =>
    questionView(db, request.params.id, today()),
  )

  app.patch(
    '/api/questions/:id',
    { schema: { params: ById, body: schema.QuestionCorrected, response: { 200: schema.Question } } },
    async (request) => {
      const { id } = request.params
      const { standing } = await openQuestion(db, id)
      const text = request.body.text === undefined ? standing.text : tidyText(request.body.text)
      const topic = request.body.topic === undefined ? standing.topic : tidyLine(request.body.topic) || undefined
      if (text === '') throw new StationError('bad-request', { what: 'lời câu hỏi' })
      const asker = request.body.asker && askerOf(request.body.asker)
      await refuseOwnTelephone(db, id, {
        'lời câu hỏi': text,
        'chủ đề': topic,
        'tên người hỏi': asker?.name,
        'địa chỉ': asker?.address,
      })
      const isReworded = text !== standing.text || topic !== standing.topic
      const isOther = asker !== undefined && JSON.stringify(asker) !== JSON.stringify(standing.asker)
      await addFacts(
        db,
        id,
        [
          ...(isReworded ? [{ kind: 'worded' as const, text, ...(topic !== undefined && { topic }) }] : []),
          ...(isOther ? [{ kind: 'asker' as const, asker }] : []),
        ],
        personOf(request).id,
        clock.now(),
      )
      changed()
      return questionView(db, id, today())
    },
  )

  app.get(
    '/api/questions/:id/telephone',
    { schema: { params: ById, response: { 200: schema.AskerTelephone } } },
    async (request, reply) => {
      if (!(await findRecord(db, request.params.id))) throw new StationError('not-found')
      reply.header('cache-control', 'no-store')
      return { telephone: (await findTelephone(db, request.params.id)) ?? null }
    },
  )

  app.put(
    '/api/questions/:id/telephone',
    { schema: { params: ById, body: schema.AskerTelephone, response: { 200: schema.Question } } },
    async (request) => {
      const { id } = request.params
      const record = await findRecord(db, id)
      if (!record) throw new StationError('not-found')
      const telephone = telephoneOf(request.body.telephone)
      refuseTelephoneIn(wordsThatCount(standingOf(record)), telephone)
      if ((await findTelephone(db, id)) !== telephone) {
        await noteTelephone(db, id, telephone ?? null, personOf(request).id, clock.now())
        changed()
      }
      return questionView(db, id, today())
    },
  )

  registerQuestionSteps(app, deps, { today, changed, onChange })
}
