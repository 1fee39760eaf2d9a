import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { type OccupiedRead, type OccupiedSlotMade, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { receiveUpload } from '../media/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { readPastedTables, readTables, type TablesRead } from '../tables/index.ts'
import { slotsIn } from './reading.ts'
import { occupiedAsked, occupiedTab } from './sheet.ts'
import { listOccupied } from './store.ts'

const LARGEST_LIST_BYTES = 5 * 1024 * 1024
const Pasted = Type.Object({ text: Type.String({ minLength: 1, maxLength: 100_000 }) })
const preview = { response: { 200: schema.OccupiedRead } }

/** Occupied slots written as a sheet, and read from Excel, Word or what was pasted: shown, and kept when a person takes them. */
export function registerReading(app: App, { db, media }: Deps): void {
  app.get('/api/occupied/xlsx', { schema: { querystring: schema.OccupiedAsked } }, async (request, reply) => {
    const tab = occupiedTab(occupiedAsked(await listOccupied(db), request.query))
    return sendSheet(reply, await writeSheet([tab]), 'Khung giờ đã dành.xlsx')
  })

  app.post('/api/occupied/import', { schema: preview }, async (request) => {
    const { file, fileName } = await receiveUpload(request, media, LARGEST_LIST_BYTES)
    try {
      return await newIn(await readTables(await readFile(file.path), fileName))
    } finally {
      await media.files.drop(file)
    }
  })

  app.post('/api/occupied/paste', { schema: { body: Pasted, ...preview } }, (request) =>
    newIn(readPastedTables(request.body.text)),
  )

  /** What stands in the week already is not offered again. */
  async function newIn({ tables, warnings }: TablesRead): Promise<OccupiedRead> {
    const read = tables.map(slotsIn)
    const known = new Set((await listOccupied(db)).map(faceOf))
    const slots: OccupiedSlotMade[] = []
    let knownCount = 0
    for (const slot of read.flatMap((table) => table.slots)) {
      if (known.has(faceOf(slot))) knownCount += 1
      else slots.push(slot)
      known.add(faceOf(slot))
    }
    return { slots, knownCount, warnings: [...warnings, ...read.flatMap((table) => table.warnings)] }
  }
}

function faceOf({ title, weekdays, from, until, firstDate, lastDate }: OccupiedSlotMade): string {
  return JSON.stringify([title, weekdays, from, until, firstDate, lastDate])
}
