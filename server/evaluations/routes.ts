import { Type } from 'typebox'
import { dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Evaluation, type EvaluationWritten, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { listProgrammes } from '../programmes/index.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { evaluationOf, evaluationTabs, matching } from './rules.ts'
import { addEvaluation, addVersion, listRecords } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** Records of evaluations (sơ kết, tổng kết, kiểm tra): when, who, what was found, what follows and whether it was done. */
export function registerEvaluations(app: App, { db, clock, live }: Deps): void {
  const today = () => dateAt(clock.now(), STATION_ZONE)

  app.get(
    '/api/evaluations',
    { schema: { querystring: schema.EvaluationsAsked, response: { 200: Type.Array(schema.Evaluation) } } },
    async (request) => matching(await all(), request.query),
  )

  app.get('/api/evaluations/xlsx', { schema: { querystring: schema.EvaluationsAsked } }, async (request, reply) => {
    const evaluations = matching(await all(), request.query)
    return sendSheet(reply, await writeSheet(evaluationTabs(evaluations)), `Sơ kết, kiểm tra ${today()}.xlsx`)
  })

  app.post(
    '/api/evaluations',
    { schema: { body: schema.EvaluationWritten, response: { 201: schema.Evaluation } } },
    async (request, reply) => {
      const id = await addEvaluation(db, await written(request.body), personOf(request).id, clock.now())
      changed()
      return reply.code(201).send(await one(id))
    },
  )

  app.put(
    '/api/evaluations/:id',
    { schema: { params: ById, body: schema.EvaluationWritten, response: { 200: schema.Evaluation } } },
    async (request) => {
      const { id } = await one(request.params.id)
      await addVersion(db, id, await written(request.body), personOf(request).id, clock.now())
      changed()
      return one(id)
    },
  )

  async function all(): Promise<Evaluation[]> {
    const names = new Map((await listProgrammes(db)).map(({ id, name }) => [id, name]))
    return (await listRecords(db)).map((record) => evaluationOf(record, names, today()))
  }

  async function one(id: string): Promise<Evaluation> {
    const found = (await all()).find((evaluation) => evaluation.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function written(body: EvaluationWritten): Promise<EvaluationWritten> {
    const { parentNumber, kind, onDate, programmeId } = body
    refuseDayToCome(onDate, 'ngày sơ kết, kiểm tra')
    const facts = { about: tidyLine(body.about), who: tidyText(body.who), findings: tidyText(body.findings) }
    for (const [fact, what] of [
      ['about', 'nội dung'],
      ['who', 'người thực hiện'],
      ['findings', 'nhận xét, kết luận'],
    ] as const) {
      if (facts[fact] === '') throw new StationError('bad-request', { what })
    }
    if (programmeId !== undefined && !(await listProgrammes(db)).some(({ id }) => id === programmeId)) {
      throw new StationError('not-found')
    }
    const followUps = body.followUps.map((followUp) => followUpOf(followUp))
    return { parentNumber, kind, onDate, ...facts, followUps, ...(programmeId !== undefined && { programmeId }) }
  }

  function followUpOf({ id, what, who, dueOn, doneOn }: EvaluationWritten['followUps'][number]) {
    const [tidyWhat, tidyWho] = [tidyLine(what), tidyLine(who ?? '')]
    if (tidyWhat === '') throw new StationError('bad-request', { what: 'việc phải làm tiếp' })
    if (dueOn !== undefined) refuseNoDate(dueOn)
    if (doneOn !== undefined) refuseDayToCome(doneOn, 'ngày làm xong')
    return {
      id,
      what: tidyWhat,
      ...(tidyWho !== '' && { who: tidyWho }),
      ...(dueOn !== undefined && { dueOn }),
      ...(doneOn !== undefined && { doneOn }),
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
