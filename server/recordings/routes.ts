import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { timeAt } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type RecordingFinished, schema, type Take, type UnfinishedRecording } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findTake, itemOf } from '../takes/index.ts'
import { ChunkFiles, sha256Of } from './chunks.ts'
import { misplacedOf, progressOf } from './progress.ts'
import {
  addRecording,
  addSession,
  closeRecording,
  dropRecording,
  findRecording,
  listChunks,
  listOpenRecordings,
  listSessions,
  noteChunk,
  type RecordingRow,
} from './store.ts'
import { cutTake, soundOf, wholeTake } from './take.ts'

const Item = Type.Object({ id: schema.Id, itemId: schema.Id })
const ById = Type.Object({ recordingId: schema.Id })
const Chunk = Type.Object({ recordingId: schema.Id, number: schema.ChunkNumber })
const ChunkHeaders = Type.Object({
  'x-chunk-sha256': schema.Sha256,
  'x-chunk-first-frame': Type.Integer({ minimum: 0 }),
})
/** One second of two channels at 96 kHz and 16 bit, with room to spare. */
const LARGEST_CHUNK_BYTES = 400_000
/** A recording of which nothing was heard for this long is broken off: a network may be gone for a moment. */
const LIVE_MS = 120_000
/** Lengths of the same sound differ by rounding alone. */
const SAME_LENGTH_MS = 2

/**
 * Reads recorded in the browser: opened, sent in numbered chunks of raw PCM while the announcer speaks, gone on with after
 * a mishap, and finished into a take. Every acknowledged chunk is durable; a chunk may be sent again at will; a missing one
 * is named, an altered or misplaced one refused.
 */
export function registerRecordings(app: App, deps: Deps): void {
  const { db, clock, config } = deps
  const files = new ChunkFiles(config.dataDir)
  /** When sound came last, by recording: only who records at this moment is of interest, so a restart may forget it. */
  const heard = new Map<string, number>()
  const finishing = new Map<string, Promise<Take>>()
  const now = () => Math.round(clock.now())
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )

  app.post(
    '/api/editions/:id/items/:itemId/recordings',
    { schema: { params: Item, body: schema.RecordingOpened, response: { 201: schema.Recording } } },
    async (request, reply) => {
      const { recordingId = randomUUID(), sampleRateHz, channels, microphone, alongside } = request.body
      const place = { editionId: request.params.id, itemId: request.params.itemId, revisionId: request.body.revisionId }
      await itemOf(deps, place)
      const known = await findRecording(db, recordingId)
      if (known) {
        refuseOther(known, { ...place, sampleRateHz, channels })
        return reply.code(201).send({ recordingId })
      }
      if (!alongside) await refuseBeside(place)
      await addRecording(db, {
        id: recordingId,
        ...place,
        sampleRateHz,
        channels,
        microphone,
        openedBy: personOf(request).id,
        openedAt: now(),
      })
      heard.set(recordingId, now())
      return reply.code(201).send({ recordingId })
    },
  )

  app.get(
    '/api/editions/:id/items/:itemId/recordings',
    { schema: { params: Item, response: { 200: Type.Array(schema.UnfinishedRecording) } } },
    async (request) => {
      const open = await listOpenRecordings(db, request.params.id, request.params.itemId)
      const told = await Promise.all(open.map((recording) => unfinished(recording, personOf(request).id)))
      // Opened and never spoken into: nothing to go on with, unless it began this moment.
      return told.filter(({ frames, isLive }) => frames > 0 || isLive)
    },
  )

  app.get(
    '/api/recordings/:recordingId',
    { schema: { params: ById, response: { 200: schema.UnfinishedRecording } } },
    async (request) => unfinished(await opened(request.params.recordingId), personOf(request).id),
  )

  app.post(
    '/api/recordings/:recordingId/sessions',
    { schema: { params: ById, body: schema.RecordingSessionOpened, response: { 200: schema.Done } } },
    async (request) => {
      const recording = await opened(request.params.recordingId)
      const { sessionId, firstChunk, microphone, sampleRateHz, channels } = request.body
      if (sampleRateHz !== recording.sampleRateHz || channels !== recording.channels)
        throw new StationError('recording-format-changed', { was: formatWords(recording) })
      const session = { id: sessionId, firstChunk, microphone, openedBy: personOf(request).id, openedAt: now() }
      await addSession(db, recording.id, session)
      heard.set(recording.id, now())
      return { done: true } as const
    },
  )

  app.put(
    '/api/recordings/:recordingId/chunks/:number',
    {
      bodyLimit: LARGEST_CHUNK_BYTES,
      schema: { params: Chunk, headers: ChunkHeaders, response: { 200: schema.ChunkStored } },
    },
    async (request) => {
      const recording = await opened(request.params.recordingId)
      const { number } = request.params
      const bytes = request.body
      const sha256 = request.headers['x-chunk-sha256']
      const frameBytes = recording.channels * 2
      if (
        !Buffer.isBuffer(bytes) ||
        bytes.length === 0 ||
        bytes.length % frameBytes !== 0 ||
        sha256Of(bytes) !== sha256
      )
        throw new StationError('chunk-altered', { number })
      const frames = bytes.length / frameBytes
      if (frames > recording.sampleRateHz) throw new StationError('chunk-altered', { number })
      const chunk = { number, frames, sha256, firstFrame: request.headers['x-chunk-first-frame'] }
      const around = await listChunks(db, recording.id, { from: number - 1, to: number + 1 })
      const known = around.find((stored) => stored.number === number)
      if (known && known.sha256 !== sha256) throw new StationError('chunk-conflict', { number })
      const others = around.filter((stored) => stored.number !== number)
      if (misplacedOf([...others, chunk].toSorted((a, b) => a.number - b.number)) !== undefined)
        throw new StationError('chunk-misplaced', { number })
      if (!known) {
        await files.keep(recording.id, number, bytes)
        await noteChunk(db, recording.id, chunk)
      }
      heard.set(recording.id, now())
      return { number, frames }
    },
  )

  app.post(
    '/api/recordings/:recordingId/finish',
    { schema: { params: ById, body: schema.RecordingFinished, response: { 201: schema.Take } } },
    async (request, reply) => {
      const { recordingId } = request.params
      // A page that lost the answer asks again while the first asking is still being worked on.
      const running = finishing.get(recordingId) ?? finish(recordingId, request.body, personOf(request).id)
      finishing.set(recordingId, running)
      try {
        return reply.code(201).send(await running)
      } finally {
        finishing.delete(recordingId)
      }
    },
  )

  app.delete(
    '/api/recordings/:recordingId',
    { schema: { params: ById, response: { 200: schema.Done } } },
    async (request) => {
      const recording = await opened(request.params.recordingId)
      await dropRecording(db, recording.id)
      await files.drop(recording.id)
      heard.delete(recording.id)
      return { done: true } as const
    },
  )

  async function finish(recordingId: string, told: RecordingFinished, by: string): Promise<Take> {
    const recording = await findRecording(db, recordingId)
    if (!recording) throw new StationError('not-found')
    const finished = recording.takeId === undefined ? undefined : await findTake(db, recording.takeId)
    if (finished) {
      const whole = finished.editOf === undefined ? finished : await findTake(db, finished.editOf)
      const missingMs = (told.frames * 1000) / recording.sampleRateHz - (whole?.durationMs ?? 0)
      // Somebody finished it with what had come: who has more of it must not believe that it is here.
      if (missingMs > SAME_LENGTH_MS) throw new StationError('recording-closed')
      return finished
    }
    const chunks = await soundOf(deps, files, recording, told)
    const whole = await wholeTake(deps, files, recording, chunks, told.lostFrames, by)
    const take = await cutTake(deps, whole, chunks, recording, told, by)
    await closeRecording(db, recording.id, take.id)
    await files.drop(recording.id)
    heard.delete(recording.id)
    return take
  }

  async function opened(id: string): Promise<RecordingRow> {
    const recording = await findRecording(db, id)
    if (!recording) throw new StationError('not-found')
    if (recording.takeId !== undefined) throw new StationError('recording-closed')
    return recording
  }

  /** Who records the item at this moment is named, and since when. */
  async function refuseBeside(place: { editionId: string; itemId: string }): Promise<void> {
    const beside = (await listOpenRecordings(db, place.editionId, place.itemId)).find(isLive)
    if (!beside) return
    throw new StationError('being-recorded', {
      by: beside.openedByName,
      since: timeAt(beside.openedAt, STATION_ZONE),
      at: beside.openedAt,
      recordingId: beside.id,
    })
  }

  function isLive({ id, openedAt }: RecordingRow): boolean {
    return now() - (heard.get(id) ?? openedAt) < LIVE_MS
  }

  async function unfinished(recording: RecordingRow, asker: string): Promise<UnfinishedRecording> {
    const progress = progressOf(await listChunks(db, recording.id))
    const heardAt = heard.get(recording.id)
    return {
      recordingId: recording.id,
      itemId: recording.itemId,
      revisionId: recording.revisionId,
      opened: { by: recording.openedByName, at: recording.openedAt },
      isMine: recording.openedBy === asker,
      sampleRateHz: recording.sampleRateHz,
      channels: recording.channels,
      sessions: (await listSessions(db, recording.id)).length,
      isLive: isLive(recording),
      ...(heardAt !== undefined && { heardAt }),
      ...progress,
    }
  }
}

/** A page's own number may open only what it opened before: the same item, the same sound. */
function refuseOther(
  known: RecordingRow,
  asked: Pick<RecordingRow, 'editionId' | 'itemId' | 'revisionId' | 'sampleRateHz' | 'channels'>,
): void {
  if (known.takeId !== undefined) throw new StationError('recording-closed')
  if (known.sampleRateHz !== asked.sampleRateHz || known.channels !== asked.channels)
    throw new StationError('recording-format-changed', { was: formatWords(known) })
  const isSame =
    known.editionId === asked.editionId && known.itemId === asked.itemId && known.revisionId === asked.revisionId
  if (!isSame) throw new StationError('bad-request', { what: 'mã bản thu đã dùng cho tiết mục khác' })
}

const formatWords = ({ sampleRateHz, channels }: Pick<RecordingRow, 'sampleRateHz' | 'channels'>) =>
  `${new Intl.NumberFormat('vi-VN').format(sampleRateHz / 1000)} kHz, ${channels === 1 ? 'một kênh' : 'hai kênh'}`
