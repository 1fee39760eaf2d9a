import { join } from 'node:path'
import { Type } from 'typebox'
import { writeWav } from '../../audio/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findTake, itemOf, lostSentence, makeTake } from '../takes/index.ts'
import { dropChunks, readChunks, storeChunk } from './chunks.ts'
import {
  addRecording,
  closeRecording,
  dropRecording,
  findRecording,
  listChunks,
  noteChunk,
  type RecordingRow,
} from './store.ts'

const Item = Type.Object({ id: schema.Id, itemId: schema.Id })
const ById = Type.Object({ recordingId: schema.Id })
const Chunk = Type.Object({ recordingId: schema.Id, number: Type.Integer({ minimum: 0, maximum: 20_000 }) })
const ChunkHeaders = Type.Object({ 'x-chunk-sha256': schema.Sha256 })
/** One second of two channels at 96 kHz and 16 bit, with room to spare. */
const LARGEST_CHUNK_BYTES = 400_000

/**
 * Reads recorded in the browser: opened, sent in numbered chunks of raw PCM while the announcer speaks, and finished
 * into a take. Every acknowledged chunk is durable; a chunk may be sent again at will; a missing one is named.
 */
export function registerRecordings(app: App, deps: Deps): void {
  const { db, clock, config, media } = deps
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )

  app.post(
    '/api/editions/:id/items/:itemId/recordings',
    { schema: { params: Item, body: schema.RecordingOpened, response: { 201: schema.Recording } } },
    async (request, reply) => {
      const place = { editionId: request.params.id, itemId: request.params.itemId, revisionId: request.body.revisionId }
      await itemOf(deps, place)
      const { sampleRateHz, channels, microphone } = request.body
      const recordingId = await addRecording(db, {
        ...place,
        sampleRateHz,
        channels,
        microphone,
        openedBy: personOf(request).id,
        openedAt: Math.round(clock.now()),
      })
      return reply.code(201).send({ recordingId })
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
      const frameBytes = recording.channels * 2
      if (!Buffer.isBuffer(bytes) || bytes.length === 0 || bytes.length % frameBytes !== 0) {
        throw new StationError('chunk-altered', { number })
      }
      const chunk = { number, frames: bytes.length / frameBytes, sha256: request.headers['x-chunk-sha256'] }
      const known = (await listChunks(db, recording.id)).find((stored) => stored.number === number)
      if (known && known.sha256 !== chunk.sha256) throw new StationError('chunk-altered', { number })
      if (!known) {
        await storeChunk(config.dataDir, recording.id, number, bytes, chunk.sha256)
        await noteChunk(db, recording.id, chunk)
      }
      return { number, frames: chunk.frames }
    },
  )

  app.post(
    '/api/recordings/:recordingId/finish',
    { schema: { params: ById, body: schema.RecordingFinished, response: { 201: schema.Take } } },
    async (request, reply) => {
      const recording = await findRecording(db, request.params.recordingId)
      if (!recording) throw new StationError('not-found')
      const finished = recording.takeId === undefined ? undefined : await findTake(db, recording.takeId)
      if (finished) return reply.code(201).send(finished)

      const { chunks, frames, lostFrames } = request.body
      const come = new Map((await listChunks(db, recording.id)).map((chunk) => [chunk.number, chunk.frames]))
      const missing = Array.from({ length: chunks }, (_, number) => number).filter((number) => !come.has(number))
      if (missing.length > 0)
        throw new StationError('chunks-missing', { count: missing.length, missing: missing.slice(0, 500) })
      const stored = [...come].filter(([number]) => number < chunks).reduce((sum, [, count]) => sum + count, 0)
      if (stored !== frames)
        throw new StationError('bad-request', { what: `đã nhận ${stored} mẫu, trang báo ${frames}` })

      const take = await assemble(recording, chunks, lostFrames, personOf(request).id)
      await closeRecording(db, recording.id, take.id)
      await dropChunks(config.dataDir, recording.id)
      return reply.code(201).send(take)
    },
  )

  app.delete(
    '/api/recordings/:recordingId',
    { schema: { params: ById, response: { 200: schema.Done } } },
    async (request) => {
      const recording = await opened(request.params.recordingId)
      await dropRecording(db, recording.id)
      await dropChunks(config.dataDir, recording.id)
      return { done: true } as const
    },
  )

  async function opened(id: string): Promise<RecordingRow> {
    const recording = await findRecording(db, id)
    if (!recording) throw new StationError('not-found')
    if (recording.takeId !== undefined) throw new StationError('recording-closed')
    return recording
  }

  async function assemble(recording: RecordingRow, chunks: number, lostFrames: number, by: string) {
    const folder = await media.files.workFolder()
    try {
      const path = join(folder, 'take.wav')
      const { sha256, bytes } = await writeWav({
        path,
        sampleRateHz: recording.sampleRateHz,
        channels: recording.channels,
        sampleFormat: 's16le',
        chunks: readChunks(config.dataDir, recording.id, chunks),
      })
      return await makeTake(
        deps,
        recording,
        {
          file: { path, sha256, bytes },
          fileName: 'Thu trong trình duyệt.wav',
          mediaType: 'audio/wav',
          source: 'browser',
          microphone: recording.microphone,
          warnings: lostFrames > 0 ? [lostSentence(lostFrames, recording.sampleRateHz)] : [],
        },
        by,
      )
    } finally {
      await media.files.dropFolder(folder)
    }
  }
}
