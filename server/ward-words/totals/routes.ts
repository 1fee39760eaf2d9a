import { Type } from 'typebox'
import { type CalendarDate, isCalendarDate, vietnameseDate } from '../../../schedules/index.ts'
import { schema } from '../../contract/index.ts'
import type { App, Deps } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { sendSheet, writeSheet } from '../../sheets/index.ts'
import { airTimeTabs } from './sheet.ts'
import { airTimeBetween } from './view.ts'

const Span = Type.Object({ from: schema.CalendarDate, to: schema.CalendarDate })

/** Air time at the wards in a span of days: as the page shows it, and as a workbook. */
export function registerTotals(app: App, { db }: Deps): void {
  app.get('/api/ward-air-time', { schema: { querystring: Span, response: { 200: schema.WardAirTime } } }, ({ query }) =>
    airTimeBetween(db, real(query)),
  )

  app.get('/api/ward-air-time/xlsx', { schema: { querystring: Span } }, async ({ query }, reply) => {
    const span = real(query)
    const fileName = `Thời lượng phát ở các trạm, ${vietnameseDate(span.from)} – ${vietnameseDate(span.to)}.xlsx`
    return sendSheet(reply, await writeSheet(airTimeTabs(await airTimeBetween(db, span))), fileName)
  })
}

function real(span: { from: string; to: string }): { from: CalendarDate; to: CalendarDate } {
  if (!isCalendarDate(span.from) || !isCalendarDate(span.to)) throw new StationError('bad-request', { what: 'ngày' })
  return span.from <= span.to ? span : { from: span.to, to: span.from }
}
