import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type HolidaysRead, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveUpload } from '../media/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { readPastedTables, readTables, type TablesRead } from '../tables/index.ts'
import { daysIn } from './reading.ts'
import { addDaysSet } from './store.ts'
import { holidayList } from './view.ts'

const InYear = Type.Object({ year: schema.HolidayYear })
const LARGEST_LIST_BYTES = 5 * 1024 * 1024
const MOST_PASTED = 100_000
const preview = { response: { 200: schema.HolidaysRead } }

/** The days on which offices rest: seen by year, set one by one, read from Excel, Word or what was pasted. They warn, and forbid nothing. */
export function registerHolidays(app: App, { db, clock, live, media }: Deps): void {
  const ofYear = (year: number) => holidayList(db, `${year}-01-01`, `${year}-12-31`)

  app.get(
    '/api/holidays',
    { schema: { querystring: InYear, response: { 200: Type.Array(schema.Holiday) } } },
    (request) => ofYear(request.query.year),
  )

  app.get('/api/holidays/xlsx', { schema: { querystring: InYear } }, async (request, reply) => {
    const { year } = request.query
    const tab = {
      name: `Ngày nghỉ ${year}`,
      columns: [
        { title: 'Ngày', width: 14, kind: 'date' as const },
        { title: 'Tên ngày nghỉ', width: 40, kind: 'text' as const },
      ],
      rows: (await ofYear(year)).map(({ date, name }) => [date, name]),
    }
    return sendSheet(reply, await writeSheet([tab]), `Ngày nghỉ ${year}.xlsx`)
  })

  app.put(
    '/api/holidays',
    { schema: { body: schema.HolidaysSet, response: { 200: schema.Done } } },
    async (request) => {
      const days = request.body.days.map(({ date, name }) => {
        if (!isCalendarDate(date)) throw new StationError('no-such-date', { date: vietnameseDate(date) })
        return { date, name: name?.normalize('NFC').trim() || undefined }
      })
      await addDaysSet(db, days, personOf(request).id, clock.now())
      live.tell({ event: 'changed', data: { what: 'airings' } })
      return { done: true } as const
    },
  )

  app.post('/api/holidays/import', { schema: preview }, async (request) => {
    const { file, fileName } = await receiveUpload(request, media, LARGEST_LIST_BYTES)
    try {
      return daysOf(await readTables(await readFile(file.path), fileName))
    } finally {
      await media.files.drop(file)
    }
  })

  app.post(
    '/api/holidays/paste',
    { schema: { body: Type.Object({ text: Type.String({ minLength: 1, maxLength: MOST_PASTED }) }), ...preview } },
    async (request) => daysOf(readPastedTables(request.body.text)),
  )
}

function daysOf({ tables, warnings }: TablesRead): HolidaysRead {
  const read = tables.map(daysIn)
  return {
    days: read.flatMap(({ days }) => days).toSorted((a, b) => a.date.localeCompare(b.date)),
    warnings: [...warnings, ...read.flatMap((table) => table.warnings)],
  }
}
