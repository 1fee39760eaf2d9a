import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema, type Unit, type UnitDetail } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveUpload } from '../media/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { readPastedTables, readTables } from '../tables/index.ts'
import { unitsAsked } from './asked.ts'
import { addUnit, editUnit, enterChange, takeBackChange } from './changes.ts'
import { importUnits, previewUnits } from './import.ts'
import { UnitRegister } from './register.ts'
import { unitsTab } from './sheet.ts'

const ById = Type.Object({ id: schema.Id })
/** `all`: those that are no more as well. */
const Which = Type.Object({ on: Type.Optional(schema.CalendarDate), all: Type.Optional(Type.Literal('1')) })
/** The sheet is narrowed and ordered as the page is. */
const Narrowed = Type.Object({ ...Which.properties, ...schema.UnitsAsked.properties })
const Units = { response: { 200: Type.Array(schema.Unit) } }
/** A list of every office of a province is far below this. */
const LARGEST_LIST_BYTES = 10 * 1024 * 1024
const MOST_PASTED = 500_000

/** The units: asked for as they are on a day, added, changed by dated events, read from sheets and written to them. */
export function registerUnits(app: App, { db, clock, live, media }: Deps): void {
  const today = () => dateAt(clock.now(), STATION_ZONE)
  const signature = (by: string) => ({ by, at: Math.round(clock.now()) })
  const changed = () => live.tell({ event: 'changed', data: { what: 'units' } })

  app.get('/api/units', { schema: { querystring: Which, ...Units } }, (request) => units(request.query))

  app.get('/api/units/xlsx', { schema: { querystring: Narrowed } }, async (request, reply) => {
    const rows = unitsAsked(await units(request.query), request.query)
    return sendSheet(
      reply,
      await writeSheet([unitsTab(rows)]),
      `Danh sách đơn vị ${vietnameseDate(today()).replaceAll('/', '-')}.xlsx`,
    )
  })

  app.get('/api/units/:id', { schema: { params: ById, response: { 200: schema.UnitDetail } } }, (request) =>
    detail(request.params.id),
  )

  app.post(
    '/api/units',
    { schema: { body: schema.UnitMade, response: { 201: schema.UnitDetail } } },
    async (request, reply) => {
      refuseNoDate(request.body.since)
      const id = await db.transaction().execute((trx) => addUnit(trx, request.body, signature(personOf(request).id)))
      changed()
      return reply.code(201).send(await detail(id))
    },
  )

  app.patch(
    '/api/units/:id',
    { schema: { params: ById, body: schema.UnitEdited, response: { 200: schema.UnitDetail } } },
    async (request) => {
      const { id } = request.params
      await db.transaction().execute((trx) => editUnit(trx, id, request.body, signature(personOf(request).id)))
      changed()
      return detail(id)
    },
  )

  app.post('/api/unit-changes', { schema: { body: schema.UnitChanged, ...Units } }, async (request) => {
    refuseNoDate(request.body.on)
    await db.transaction().execute((trx) => enterChange(trx, request.body, signature(personOf(request).id)))
    changed()
    return units({})
  })

  app.delete('/api/unit-changes/:id', { schema: { params: ById, ...Units } }, async (request) => {
    const by = signature(personOf(request).id)
    await db.transaction().execute((trx) => takeBackChange(trx, request.params.id, by))
    changed()
    return units({})
  })

  app.post(
    '/api/units/read',
    {
      schema: {
        body: Type.Object({
          written: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 200 }),
          on: Type.Optional(schema.CalendarDate),
        }),
        response: { 200: Type.Array(schema.UnitRead) },
      },
    },
    async (request) => {
      refuseNoDate(request.body.on)
      const on = request.body.on ?? today()
      const register = await UnitRegister.open(db)
      const named = (unitId: string) => ({ unitId, name: register.nameOn(unitId, on) ?? '' })
      return request.body.written.map((written) => {
        const { unitId, candidates } = register.reader(on).read(written)
        return { written, candidates: candidates.map(named), ...(unitId !== undefined && { unit: named(unitId) }) }
      })
    },
  )

  app.post('/api/units/import', { schema: { response: { 200: schema.UnitImportPreview } } }, async (request) => {
    const { file, fileName } = await receiveUpload(request, media, LARGEST_LIST_BYTES)
    try {
      return await previewUnits(db, await readTables(await readFile(file.path), fileName), today())
    } finally {
      await media.files.drop(file)
    }
  })

  app.post(
    '/api/units/paste',
    {
      schema: {
        body: Type.Object({ text: Type.String({ minLength: 1, maxLength: MOST_PASTED }) }),
        response: { 200: schema.UnitImportPreview },
      },
    },
    (request) => previewUnits(db, readPastedTables(request.body.text), today()),
  )

  app.post('/api/units/imported', { schema: { body: schema.UnitsImported, ...Units } }, async (request) => {
    await importUnits(db, request.body, signature(personOf(request).id))
    changed()
    return units({})
  })

  async function units({ on, all }: { on?: string | undefined; all?: '1' | undefined }): Promise<Unit[]> {
    refuseNoDate(on)
    const day = on ?? today()
    const register = await UnitRegister.open(db)
    return all === undefined ? register.list(day) : register.everyOneOn(day)
  }

  async function detail(id: string): Promise<UnitDetail> {
    const register = await UnitRegister.open(db)
    const unit = register.find(id, today())
    if (!unit) throw new StationError('unit-unknown')
    return { unit, changes: register.changesOf(id) }
  }
}

function refuseNoDate(date: string | undefined): void {
  if (date !== undefined && !isCalendarDate(date))
    throw new StationError('no-such-date', { date: vietnameseDate(date) })
}
