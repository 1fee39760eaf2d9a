import { Type } from 'typebox'
import { NULL_DEVICE_ID } from '../../audio/index.ts'
import { dateAt, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type OutageGuideWritten, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { findOffice } from '../office/index.ts'
import { sendPaper, writePaper, writePlacard } from '../papers/index.ts'
import { tidyLine } from '../scripts/index.ts'
import { findAirSettings, findStation, lanAddresses } from '../station/index.ts'
import { confirmationPaper } from './confirmation.ts'
import { confirmationOf } from './confirmed.ts'
import { daysOfMonth, papersOfMonth } from './listed.ts'
import { outageGuide } from './outage.ts'
import { type OutageFacts, outagePage } from './outage-page.ts'
import { planBetween, planPaper } from './plan.ts'
import { setOutage } from './store.ts'

const OfMonth = Type.Object({ month: Type.String({ pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])$' }) })
const ById = Type.Object({ id: schema.Id })

/** Papers of the month: all of them in one list, the schedule, confirmations of what was aired, the guide for an outage. */
export function registerMonthPapers(app: App, deps: Deps): void {
  const { db, clock, live, config } = deps
  const today = () => dateAt(clock.now(), STATION_ZONE)

  app.get(
    '/api/month-papers/:month',
    { schema: { params: OfMonth, response: { 200: schema.MonthPapers } } },
    (request) => papersOfMonth(deps, request.params.month),
  )

  app.get('/api/month-papers/:month/schedule', { schema: { params: OfMonth } }, async (request, reply) => {
    const { month } = request.params
    const { from, to } = daysOfMonth(month)
    const paper = planPaper(await planBetween(deps, from, to), { month, ...(await issuer()) })
    return sendPaper(reply, await writePaper(paper), `Lịch phát sóng tháng ${month.slice(5)}-${month.slice(0, 4)}.docx`)
  })

  app.get('/api/script-items/:id/confirmation', { schema: { params: ById } }, async (request, reply) => {
    const facts = await confirmationOf(db, request.params.id, clock.now())
    const paper = confirmationPaper(facts, { ...(await issuer()), today: today() })
    return sendPaper(reply, await writePaper(paper), `Giấy xác nhận phát sóng, ${facts.title.slice(0, 80)}.docx`)
  })

  app.get('/api/outage-guide', { schema: { response: { 200: schema.OutageGuide } } }, () => outageGuide(db))

  app.put(
    '/api/outage-guide',
    { schema: { body: schema.OutageGuideWritten, response: { 200: schema.OutageGuide } } },
    async (request) => {
      const signed = { by: personOf(request).id, at: Math.round(clock.now()) }
      await setOutage(db, tidied(request.body), signed)
      live.tell({ event: 'changed', data: { what: 'station' } })
      return outageGuide(db)
    },
  )

  app.get('/api/outage-guide/paper', async (_request, reply) => {
    const placard = outagePage(await outageGuide(db), await outageFacts())
    return sendPaper(
      reply,
      await writePlacard(placard),
      `Mất điện, mất tiếng thì làm gì, ${vietnameseDate(today())}.docx`,
    )
  })

  async function issuer() {
    return { stationName: (await findStation(db))?.name ?? '', letterhead: (await findOffice(db)).letterhead }
  }

  async function outageFacts(): Promise<OutageFacts> {
    const station = await findStation(db)
    const { reserveDevice } = await findAirSettings(db)
    const [address] = lanAddresses(config.port, config.host)
    return {
      stationName: station?.name ?? '',
      today: today(),
      ...(station?.airDevice && station.airDevice.id !== NULL_DEVICE_ID && { airDevice: station.airDevice.name }),
      ...(reserveDevice && { reserveDevice: reserveDevice.name }),
      ...(address !== undefined && { address }),
    }
  }
}

function tidied({ contacts, places }: OutageGuideWritten): OutageGuideWritten {
  return {
    contacts: contacts.map(({ duty, name, telephone }) => ({
      duty,
      name: tidyLine(name).trim(),
      telephone: tidyLine(telephone).trim(),
    })),
    places: places.map(({ place, where }) => ({ place, where: tidyLine(where).trim() })),
  }
}
