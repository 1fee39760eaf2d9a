import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { dateAt } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { receiveUpload } from '../media/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { readPastedTables, readTables } from '../tables/index.ts'
import { previewLines, previewTables } from './preview.ts'
import { setRota, withdrawException } from './setting.ts'
import { rotaTab } from './sheet.ts'
import { rotaView } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const InYear = Type.Object({ year: Type.Optional(schema.RotaYear) })
const Exception = Type.Object({ id: schema.Id, year: schema.RotaYear, month: schema.RotaMonthNumber })
const Preview = { response: { 200: schema.RotaImportPreview } }
const LARGEST_LIST_BYTES = 10 * 1024 * 1024
const MOST_PASTED = 500_000

/** The rota of each programme: the twelve months of a year, set for every year or one, read from files and written to them. */
export function registerRota(app: App, { db, clock, live, media }: Deps): void {
  const thisYear = () => Number(dateAt(clock.now(), STATION_ZONE).slice(0, 4))
  const signature = (by: string) => ({ by, at: Math.round(clock.now()) })
  const changed = () => {
    for (const what of ['rota', 'units', 'programmes', 'editions'] as const) {
      live.tell({ event: 'changed', data: { what } })
    }
  }

  app.get(
    '/api/programmes/:id/rota',
    { schema: { params: ById, querystring: InYear, response: { 200: schema.Rota } } },
    (request) => rotaView(db, request.params.id, request.query.year ?? thisYear()),
  )

  app.put(
    '/api/programmes/:id/rota',
    { schema: { params: ById, body: schema.RotaSet, response: { 200: schema.Rota } } },
    async (request) => {
      const { id } = request.params
      await setRota(db, id, request.body, signature(personOf(request).id))
      changed()
      return rotaView(db, id, request.body.year)
    },
  )

  app.delete(
    '/api/programmes/:id/rota/exceptions/:year/:month',
    { schema: { params: Exception, response: { 200: schema.Rota } } },
    async (request) => {
      const { id, year, month } = request.params
      await withdrawException(db, id, { year, month }, signature(personOf(request).id))
      changed()
      return rotaView(db, id, year)
    },
  )

  app.get(
    '/api/programmes/:id/rota/xlsx',
    { schema: { params: ById, querystring: InYear } },
    async (request, reply) => {
      const rota = await rotaView(db, request.params.id, request.query.year ?? thisYear())
      return sendSheet(reply, await writeSheet([rotaTab(rota)]), `Phân công ${rota.programmeName} ${rota.year}.xlsx`)
    },
  )

  app.post(
    '/api/programmes/:id/rota/import',
    { schema: { params: ById, querystring: InYear, ...Preview } },
    async (request) => {
      const { file, fileName } = await receiveUpload(request, media, LARGEST_LIST_BYTES)
      try {
        const read = await readTables(await readFile(file.path), fileName)
        return await previewTables(db, request.params.id, read, request.query.year ?? thisYear())
      } finally {
        await media.files.drop(file)
      }
    },
  )

  app.post(
    '/api/programmes/:id/rota/paste',
    {
      schema: {
        params: ById,
        querystring: InYear,
        body: Type.Object({ text: Type.String({ minLength: 1, maxLength: MOST_PASTED }) }),
        ...Preview,
      },
    },
    (request) =>
      previewTables(db, request.params.id, readPastedTables(request.body.text), request.query.year ?? thisYear()),
  )

  app.post(
    '/api/programmes/:id/rota/read',
    { schema: { params: ById, body: schema.RotaLines, ...Preview } },
    (request) => previewLines(db, request.params.id, request.body),
  )
}
