import { type Static, Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { daysInFileName, instantsOfDays } from '../airings/index.ts'
import { type LogLine, type LogNote, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { logBetween } from './lines.ts'
import { linesAsked, soundedFromLoudspeakers } from './rules.ts'
import { logTabs } from './sheet.ts'
import { addNote, listNotes, plannedAtOf } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const Asked = Type.Object({ from: schema.CalendarDate, to: schema.CalendarDate, ...schema.LogAsked.properties })

/** Sổ nhật ký phát sóng: read by days and by programme, as a sheet, and what is added to its lines. */
export function registerLogBook(app: App, { db, clock, live }: Deps): void {
  app.get('/api/log-book', { schema: { querystring: Asked, response: { 200: schema.LogBook } } }, async ({ query }) => {
    const all = await linesOf(query)
    const lines = linesAsked(all, query)
    return { from: query.from, to: query.to, lines, soundedMs: soundedFromLoudspeakers(lines), total: all.length }
  })

  app.get('/api/log-book/xlsx', { schema: { querystring: Asked } }, async ({ query }, reply) => {
    const sheet = await writeSheet(logTabs(linesAsked(await linesOf(query), query)))
    return sendSheet(reply, sheet, `Sổ nhật ký phát sóng ${daysInFileName(query.from, query.to)}.xlsx`)
  })

  app.post(
    '/api/log-book/:id/notes',
    { schema: { params: ById, body: schema.LogNoteWritten, response: { 201: Type.Array(schema.LogNote) } } },
    async (request, reply) => {
      const { id: lineId } = request.params
      const { correction, correctsId } = request.body
      const text = tidyText(request.body.text).trim()
      const right = correction && tidyLine(correction.right)
      if (text === '') throw new StationError('bad-request', { what: 'chưa ghi gì' })
      if (right === '') throw new StationError('bad-request', { what: 'chưa ghi nội dung đúng' })
      const plannedAt = await plannedAtOf(db, lineId)
      if (plannedAt === undefined || plannedAt > clock.now()) throw new StationError('log-line-unknown')
      await addNote(
        db,
        { lineId, text, right, field: correction?.field, correctsId, by: personOf(request).id, at: clock.now() },
        (known) => refuseCorrected(known, correctsId),
      )
      live.tell({ event: 'changed', data: { what: 'airings' } })
      return reply.code(201).send((await listNotes(db, [lineId])).get(lineId) ?? [])
    },
  )

  const linesOf = ({ from, to }: Static<typeof Asked>): Promise<LogLine[]> =>
    logBetween(db, ...instantsOfDays(from, to), clock.now())
}

function refuseCorrected(known: readonly LogNote[], correctsId: string | undefined): void {
  if (correctsId === undefined) return
  if (!known.some(({ id }) => id === correctsId)) throw new StationError('not-found')
  const corrected = known.find((note) => note.correctsId === correctsId)
  if (corrected) throw new StationError('log-note-corrected', { by: corrected.made.by })
}
