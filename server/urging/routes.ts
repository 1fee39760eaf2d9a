import { Type } from 'typebox'
import { type CalendarDate, dateAt, isCalendarDate, periodTitle } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema, type UrgingSheet } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findOffice, registerOffice } from '../office/index.ts'
import { sendPaper, writePaper } from '../papers/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { letterOf } from './letter.ts'
import { namesUnits, SHIPPED_TEMPLATE } from './message.ts'
import { missingOf } from './receipts.ts'
import { receiptsTab } from './sheet.ts'
import { addUrging, setSettings } from './store.ts'
import { letterFacts, urgingFacts, urgingSettings, urgingSheet } from './view.ts'

const InPeriod = Type.Object({ id: schema.Id, period: schema.Period })
const AnswerBy = Type.Object({ answerBy: Type.Optional(schema.CalendarDate) })
const one = { response: { 200: schema.UrgingSheet } }

/**
 * Urging: what is missing and the words to ask for it, a letter, a list, and each urging as it was done; and the office, whose
 * head its letters bear as all papers do.
 */
export function registerUrging(app: App, deps: Deps): void {
  const { db, clock, live } = deps
  const today = () => dateAt(clock.now(), STATION_ZONE)
  const url = '/api/programmes/:id/periods/:period/urging'
  registerOffice(app, deps)

  app.get(url, { schema: { params: InPeriod, querystring: AnswerBy, ...one } }, ({ params, query }) =>
    sheet(params, chosen(query.answerBy)),
  )

  app.post(
    url,
    { schema: { params: InPeriod, body: schema.UrgingMade, response: { 201: schema.UrgingSheet } } },
    async (request, reply) => {
      const { params, body } = request
      const { programme, period, receipts } = await urgingFacts(db, params.id, params.period)
      const answerBy = chosen(body.answerBy) ?? today()
      const urged = missingOf(receipts).filter(({ unitId }) => body.unitIds?.includes(unitId) ?? true)
      if (urged.length === 0) throw new StationError('nobody-missing', { period: periodTitle(period) })
      await addUrging(db, {
        programmeId: programme.id,
        period,
        how: body.how,
        units: urged.map(({ unitId, unitName, itemsMissing }) => ({ unitId, unitName, itemsMissing })),
        answerBy,
        text: body.text?.normalize('NFC').trim() || undefined,
        by: personOf(request).id,
        at: Math.round(clock.now()),
      })
      live.tell({ event: 'changed', data: { what: 'urgings' } })
      return reply.code(201).send(await sheet(params, answerBy))
    },
  )

  app.get(`${url}/paper`, { schema: { params: InPeriod, querystring: AnswerBy } }, async ({ params, query }, reply) => {
    const facts = await urgingFacts(db, params.id, params.period)
    const letter = letterFacts(facts, today(), chosen(query.answerBy))
    if (letter.missing.length === 0) throw new StationError('nobody-missing', { period: letter.periodTitle })
    const paper = letterOf(letter, (await findOffice(db)).letterhead)
    return sendPaper(reply, await writePaper(paper), `Công văn đôn đốc ${letter.periodTitle}.docx`)
  })

  app.get(`${url}/xlsx`, { schema: { params: InPeriod } }, async ({ params }, reply) => {
    const { programme, period, receipts } = await urgingFacts(db, params.id, params.period)
    const fileName = `Tin bài phải gửi, ${programme.name}, ${periodTitle(period)}.xlsx`
    return sendSheet(reply, await writeSheet([receiptsTab(receipts)]), fileName)
  })

  app.get('/api/urging/settings', { schema: { response: { 200: schema.UrgingSettings } } }, () => urgingSettings(db))

  app.put(
    '/api/urging/settings',
    { schema: { body: schema.UrgingSettingsWritten, response: { 200: schema.UrgingSettings } } },
    async (request) => {
      const template = request.body.template.normalize('NFC').trim()
      if (template !== '' && !namesUnits(template)) throw new StationError('template-without-list')
      await setSettings(db, {
        // What we ship is kept as nothing, so that better words of a later version reach those who wrote none.
        template: template === SHIPPED_TEMPLATE ? '' : template,
        by: personOf(request).id,
        at: Math.round(clock.now()),
      })
      live.tell({ event: 'changed', data: { what: 'urgings' } })
      return urgingSettings(db)
    },
  )

  async function sheet(params: { id: string; period: string }, answerBy?: CalendarDate): Promise<UrgingSheet> {
    return urgingSheet(db, await urgingFacts(db, params.id, params.period), { today: today(), answerBy })
  }

  function chosen(answerBy: CalendarDate | undefined): CalendarDate | undefined {
    if (answerBy !== undefined && !isCalendarDate(answerBy)) throw new StationError('bad-request', { what: 'hạn gửi' })
    return answerBy
  }
}
