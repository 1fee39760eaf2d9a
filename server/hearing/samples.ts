import { open } from 'node:fs/promises'
import { Type } from 'typebox'
import { untreated } from '../../audio/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findTakeSound } from '../takes/index.ts'
import { asRefusal } from './listeners.ts'

/** A frame of decoded sound: two sides of 32-bit float. */
const FRAME_BYTES = 8
const MOST_FRAMES = 20 * 48_000

const ById = Type.Object({ id: schema.Id })
const Stretch = Type.Object({
  fromFrame: Type.Integer({ minimum: 0, maximum: 4 * 3600 * 48_000 }),
  frames: Type.Integer({ minimum: 1, maximum: MOST_FRAMES }),
})

/**
 * A stretch of a read as samples (48 kHz, two sides, 32-bit float, little-endian, no header), exact to the frame: what a page
 * needs to let a cut be heard. The read is decoded once, as it is for a render, and kept with the sounds of renders; the first
 * stretch of a long compressed file waits for that. Past the end fewer frames come, or none.
 */
export function registerSamples(app: App, { db, media, parts }: Deps): void {
  // HEAD would decode what nobody hears.
  app.get(
    '/api/takes/:id/samples',
    { exposeHeadRoute: false, schema: { params: ById, querystring: Stretch } },
    async (request, reply) => {
      const take = await findTakeSound(db, request.params.id)
      if (!take) throw new StationError('not-found')
      const { fromFrame, frames } = request.query
      const left = new AbortController()
      reply.raw.once('close', () => left.abort())
      const lease = parts.lease()
      try {
        const source = { sha256: take.mediaSha256, title: take.fileName, keep: [], treatment: untreated }
        const { pcmPath } = await parts.ready(source, {
          pathOf: (sha256) => media.files.pathOf(sha256),
          signal: left.signal,
        })
        const bytes = await stretchOf(pcmPath, fromFrame * FRAME_BYTES, frames * FRAME_BYTES)
        return reply.type('application/octet-stream').header('cache-control', 'private, max-age=3600').send(bytes)
      } catch (cause) {
        throw asRefusal(cause, take.fileName)
      } finally {
        lease.release()
      }
    },
  )
}

async function stretchOf(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    let filled = 0
    for (;;) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, from + filled)
      filled += bytesRead
      if (bytesRead === 0 || filled === length) return bytes.subarray(0, filled)
    }
  } finally {
    await file.close()
  }
}
