import { Type } from 'typebox'
import { vietnameseDate } from '../../../schedules/index.ts'
import { personOf } from '../../accounts/index.ts'
import { type NotAiredReason, schema } from '../../contract/index.ts'
import type { App, Deps } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { listWardStations } from '../../stations/index.ts'
import { instantWritten, momentWords } from './moments.ts'
import { addRecallSeen, addWord, madeAtOf, withdrawWord } from './store.ts'

/** A minute that has begun may be pressed as the time of an airing. */
const MINUTE_MS = 60_000

/** What is noted of a ward and an edition, with who notes it. */
export interface WordToNote {
  wardStationId: string
  editionId: string
  said: { aired: { day: string; time: string } } | { notAired: NotAiredReason }
  note: string
  /** The account that notes it; undefined: the ward itself. */
  by: string | undefined
  fromAddress: string | undefined
}

/**
 * Notes what a ward says. Refuses `ward-edition-unknown` (there is nothing of it that a ward could have), `ward-time-unclear`,
 * `ward-time-ahead`, `ward-time-too-early` (before the edition was made) and `ward-note-needed`.
 */
export async function noteWord(
  { db, clock, live }: Pick<Deps, 'db' | 'clock' | 'live'>,
  word: WordToNote,
): Promise<void> {
  const { wardStationId, editionId, said, by, fromAddress } = word
  const at = Math.round(clock.now())
  const madeAt = (await madeAtOf(db, [editionId])).get(editionId)
  if (madeAt === undefined) throw new StationError('ward-edition-unknown')
  const note = word.note.normalize('NFC').trim().replace(/\s+/g, ' ')
  if ('notAired' in said && said.notAired === 'other' && note === '') throw new StationError('ward-note-needed')
  const noted = await addWord(db, {
    wardStationId,
    editionId,
    said:
      'aired' in said
        ? { word: 'aired', startsAt: airedAt(said.aired, madeAt, at) }
        : { word: 'not-aired', reason: said.notAired },
    note,
    by,
    fromAddress,
    at,
  })
  if (noted) live.tell({ event: 'changed', data: { what: 'downloads' } })
}

function airedAt({ day, time }: { day: string; time: string }, madeAt: number, now: number): number {
  const startsAt = instantWritten(day, time)
  if (startsAt === undefined) throw new StationError('ward-time-unclear', { written: `${day} ${time}`.trim() })
  if (startsAt > now) throw new StationError('ward-time-ahead', { time: momentWords(startsAt) })
  if (startsAt < madeAt - MINUTE_MS) throw new StationError('ward-time-too-early', { time: momentWords(startsAt) })
  return startsAt
}

/** Notes that a ward has seen that an edition was withdrawn. Refuses `ward-edition-unknown`. */
export async function noteRecallSeen(
  { db, clock, live }: Pick<Deps, 'db' | 'clock' | 'live'>,
  seen: { wardStationId: string; editionId: string; recalledAt: number; by: string | undefined },
): Promise<void> {
  if (!(await madeAtOf(db, [seen.editionId])).has(seen.editionId)) throw new StationError('ward-edition-unknown')
  await addRecallSeen(db, { ...seen, at: Math.round(clock.now()) })
  live.tell({ event: 'changed', data: { what: 'downloads' } })
}

/** Notes by the station's people, for wards that told them by telephone. */
export function registerNotes(app: App, deps: Deps): void {
  const { db, clock, live } = deps

  app.post(
    '/api/ward-words',
    { schema: { body: schema.WardWordNoted, response: { 201: schema.Done } } },
    async (request, reply) => {
      const { wardStationId, editionId, aired, notAired, note = '' } = request.body
      if ((aired === undefined) === (notAired === undefined)) throw new StationError('ward-word-empty')
      await refuseUnknownWard(wardStationId)
      await noteWord(deps, {
        wardStationId,
        editionId,
        said: aired
          ? { aired: { day: vietnameseDate(aired.date), time: aired.time } }
          : { notAired: notAired ?? 'other' },
        note,
        by: personOf(request).id,
        fromAddress: undefined,
      })
      return reply.code(201).send({ done: true })
    },
  )

  app.delete(
    '/api/ward-stations/:id/words/:wordId',
    {
      schema: { params: Type.Object({ id: schema.Id, wordId: schema.Id }), response: { 200: schema.Done } },
    },
    async (request) => {
      const { id: wardStationId, wordId } = request.params
      const at = Math.round(clock.now())
      if (!(await withdrawWord(db, { wardStationId, wordId, by: personOf(request).id, at })))
        throw new StationError('not-found')
      live.tell({ event: 'changed', data: { what: 'downloads' } })
      return { done: true } as const
    },
  )

  app.post(
    '/api/ward-stations/:id/recalls-seen',
    {
      schema: {
        params: Type.Object({ id: schema.Id }),
        body: Type.Object({ editionId: schema.Id, recalledAt: schema.Instant }),
        response: { 201: schema.Done },
      },
    },
    async (request, reply) => {
      const wardStationId = request.params.id
      const { editionId, recalledAt } = request.body
      await refuseUnknownWard(wardStationId)
      await noteRecallSeen(deps, { wardStationId, editionId, recalledAt, by: personOf(request).id })
      return reply.code(201).send({ done: true })
    },
  )

  async function refuseUnknownWard(id: string): Promise<void> {
    if (!(await listWardStations(db)).some((ward) => ward.id === id)) throw new StationError('not-found')
  }
}
