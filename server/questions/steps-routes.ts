import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type QuestionAnswered, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findOffice } from '../office/index.ts'
import { sendPaper, writePaper } from '../papers/index.ts'
import { placeItems } from '../placing/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import { findStation } from '../station/index.ts'
import { findUnit } from '../units/index.ts'
import { editedOf, openQuestion, refuseDayToCome, refuseDueBefore, refuseNoDate, refuseOwnTelephone } from './desk.ts'
import type { QuestionFact } from './facts.ts'
import { dispatchPaper, notePaper, type Sender } from './paper.ts'
import { codeOf, standingOf } from './rules.ts'
import { addDispatch, addFacts, findDispatch, findRecord } from './store.ts'
import { questionView } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const answers = { response: { 200: schema.Question } }

interface StepParts {
  today: () => string
  changed: () => void
  onChange: () => Promise<void>
}

/** The way of a question through the house: consent, sending, answer, words for the air, script, answer note, put away. */
export function registerQuestionSteps(app: App, deps: Deps, { today, changed, onChange }: StepParts): void {
  const { db, clock, live } = deps

  app.post(
    '/api/questions/:id/consent',
    { schema: { params: ById, body: schema.ConsentNoted, ...answers } },
    async (request) => {
      const { id } = request.params
      await openQuestion(db, id)
      const { consent, onDate } = request.body
      refuseDayToCome(onDate, today(), 'ngày hỏi ý')
      const note = tidyLine(request.body.note ?? '')
      await refuseOwnTelephone(db, id, { 'ghi chú hỏi ý': note })
      return noteFact(id, { kind: 'consent', consent: { consent, onDate, ...(note !== '' && { note }) } }, request)
    },
  )

  app.post(
    '/api/question-dispatches',
    { schema: { body: schema.QuestionsSent, response: { 201: schema.QuestionDispatch } } },
    async (request, reply) => {
      const { unitId, sentOn, dueOn } = request.body
      refuseDueBefore(sentOn, dueOn)
      refuseDayToCome(sentOn, today(), 'ngày gửi')
      const unitName = tidyLine(request.body.unitName)
      if (unitName === '') throw new StationError('bad-request', { what: 'cơ quan trả lời' })
      if (unitId !== undefined && !(await findUnit(db, unitId))) throw new StationError('not-found')
      const questionIds = [...new Set(request.body.questionIds)]
      for (const id of questionIds) {
        await openQuestion(db, id)
        await refuseOwnTelephone(db, id, { 'tên cơ quan': unitName })
      }
      const sent = {
        questionIds,
        unitId,
        unitName,
        sentOn,
        dueOn,
        by: personOf(request).id,
        at: Math.round(clock.now()),
      }
      const id = await addDispatch(db, sent)
      changed()
      return reply.code(201).send((await dispatched(id)).dispatch)
    },
  )

  app.get('/api/question-dispatches/:id/paper', { schema: { params: ById } }, async (request, reply) => {
    const { dispatch, questionIds } = await dispatched(request.params.id)
    const questions = []
    for (const id of questionIds) questions.push(await questionView(db, id, today()))
    const paper = dispatchPaper(dispatch, questions, await sender())
    const codes = questions.map(({ code }) => code.replace('/', '-')).join(', ')
    return sendPaper(reply, await writePaper(paper), `Công văn đề nghị trả lời câu hỏi ${codes}.docx`)
  })

  app.post(
    '/api/questions/:id/extension',
    { schema: { params: ById, body: schema.AnswerExtended, ...answers } },
    async (request) => {
      const { id } = request.params
      const { standing, code } = await openQuestion(db, id)
      const reason = tidyLine(request.body.reason)
      if (reason === '') throw new StationError('bad-request', { what: 'lý do' })
      if (!standing.dispatch || standing.answer) throw new StationError('question-not-sent', { code })
      refuseDueBefore(standing.dispatch.sentOn, request.body.dueOn)
      await refuseOwnTelephone(db, id, { 'lý do': reason })
      return noteFact(id, { kind: 'extended', dueOn: request.body.dueOn, reason }, request)
    },
  )

  app.post(
    '/api/questions/:id/answer',
    { bodyLimit: 1024 * 1024, schema: { params: ById, body: schema.QuestionAnswered, ...answers } },
    async (request) => {
      const { id } = request.params
      await openQuestion(db, id)
      refuseDayToCome(request.body.answeredOn, today(), 'ngày trả lời')
      const answer = answerOf(request.body)
      await refuseOwnTelephone(db, id, {
        'trả lời': answer.text,
        'cơ quan trả lời': answer.answerer,
        'số văn bản': answer.paper,
      })
      return noteFact(id, { kind: 'answered', answer }, request)
    },
  )

  app.put(
    '/api/questions/:id/edited',
    { bodyLimit: 1024 * 1024, schema: { params: ById, body: schema.QuestionEdited, ...answers } },
    async (request) => {
      const { id } = request.params
      const { standing, code } = await openQuestion(db, id)
      if (!standing.answer) throw new StationError('question-unanswered', { code })
      const edited = editedOf(request.body, standing)
      await refuseOwnTelephone(db, id, {
        'tên câu hỏi': edited.title,
        'lời hỏi': edited.questionText,
        'lời đáp': edited.answerText,
      })
      return noteFact(id, { kind: 'edited', edited }, request)
    },
  )

  app.post(
    '/api/questions/:id/placements',
    { schema: { params: ById, body: schema.QuestionPlaced, ...answers } },
    async (request) => {
      const { id } = request.params
      const { editionId } = request.body
      const { standing, code } = await openQuestion(db, id)
      const { edited, answer } = standing
      if (!edited || !answer) throw new StationError('question-not-edited', { code })
      // What was allowed when the words were written may have been refused since.
      editedOf(edited, standing)
      const names = await findEditionNames(db, editionId)
      if (!names) throw new StationError('not-found')
      const there = (await questionView(db, id, today())).placements.find(
        (placement) => placement.editionId === editionId && placement.isInScript,
      )
      if (there) throw new StationError('question-in-script', { code, edition: names.title })
      const [questionItemId = '', answerItemId = ''] = await placeItems(db, {
        editionId,
        items: [
          { kind: 'question', title: `Hỏi: ${edited.title}`, text: edited.questionText },
          { kind: 'answer', title: `Trả lời: ${edited.title}`, text: edited.answerText, unitName: answer.answerer },
        ],
        by: personOf(request).id,
        at: clock.now(),
      })
      const seen = await noteFact(id, { kind: 'placed', editionId, questionItemId, answerItemId }, request)
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      return seen
    },
  )

  app.get('/api/questions/:id/note', { schema: { params: ById } }, async (request, reply) => {
    const question = await questionView(db, request.params.id, today())
    const note = question.told?.note ?? question.drafts.note
    if (note === undefined) throw new StationError('question-unanswered', { code: question.code })
    const paper = notePaper(question, note, await sender())
    return sendPaper(reply, await writePaper(paper), `Phiếu trả lời câu hỏi ${question.code.replace('/', '-')}.docx`)
  })

  app.post(
    '/api/questions/:id/told',
    { schema: { params: ById, body: schema.QuestionTold, ...answers } },
    async (request) => {
      const { id } = request.params
      const { standing, code } = await openQuestion(db, id)
      if (!standing.answer) throw new StationError('question-unanswered', { code })
      const { how, toldOn } = request.body
      refuseDayToCome(toldOn, today(), 'ngày báo')
      const note = tidyText(request.body.note)
      if (note === '') throw new StationError('bad-request', { what: 'lời phiếu trả lời' })
      await refuseOwnTelephone(db, id, { 'phiếu trả lời': note })
      return noteFact(id, { kind: 'told', told: { how, toldOn, note } }, request)
    },
  )

  app.post(
    '/api/questions/:id/close',
    { schema: { params: ById, body: schema.QuestionClosed, ...answers } },
    async (request) => {
      const { id } = request.params
      await openQuestion(db, id)
      const reason = tidyLine(request.body.reason)
      if (reason === '') throw new StationError('bad-request', { what: 'lý do' })
      await refuseOwnTelephone(db, id, { 'lý do': reason })
      return noteFact(id, { kind: 'closed', reason }, request)
    },
  )

  app.post('/api/questions/:id/reopen', { schema: { params: ById, ...answers } }, async (request) => {
    const { id } = request.params
    const record = await findRecord(db, id)
    if (!record) throw new StationError('not-found')
    if (standingOf(record).closedBecause === undefined) {
      throw new StationError('question-open', { code: codeOf(record) })
    }
    return noteFact(id, { kind: 'reopened' }, request)
  })

  async function noteFact(id: string, fact: QuestionFact, request: Parameters<typeof personOf>[0]) {
    await addFacts(db, id, [fact], personOf(request).id, clock.now())
    changed()
    return questionView(db, id, today())
  }

  async function dispatched(id: string) {
    const found = await findDispatch(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function sender(): Promise<Sender> {
    const station = await findStation(db)
    if (!station) throw new StationError('not-set-up')
    return { name: station.name, letterhead: (await findOffice(db)).letterhead }
  }
}

function answerOf({ text, answerer, answeredOn, paper }: QuestionAnswered): QuestionAnswered {
  const answer = { text: tidyText(text), answerer: tidyLine(answerer), answeredOn }
  if (answer.text === '') throw new StationError('bad-request', { what: 'trả lời' })
  if (answer.answerer === '') throw new StationError('bad-request', { what: 'cơ quan trả lời' })
  refuseNoDate(answeredOn)
  const number = tidyLine(paper ?? '')
  return { ...answer, ...(number !== '' && { paper: number }) }
}
