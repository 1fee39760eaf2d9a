import type { Take } from '../../../server/contract/index.ts'
import { recordingApi } from '../../api-recordings.ts'
import { clock } from '../../clock.ts'
import { asApiError } from '../../request.ts'
import { ChunkUpload } from './chunk-upload.svelte.ts'
import type { Keep } from './keep/index.ts'
import { type Beside, type Elsewhere, foundOf, type Leftover } from './leftovers.ts'

/** The recordings of an item that are no takes yet: found in this browser and at the station, sent meanwhile, ended. */
export class Unfinished {
  #leftovers = $state.raw<Leftover[]>([])
  #beside = $state.raw<Beside[]>([])
  #elsewhere = $state.raw<Elsewhere[]>([])
  readonly #uploads = new Map<string, ChunkUpload>()
  readonly #keep: Keep
  readonly #place: { editionId: string; itemId: string }

  constructor(keep: Keep, place: { editionId: string; itemId: string }) {
    this.#keep = keep
    this.#place = place
  }

  /** Broken off, the newest first. */
  get leftovers(): Leftover[] {
    return this.#leftovers
  }

  /** Who records the item at this moment. */
  get beside(): Beside[] {
    return this.#beside
  }

  set beside(beside: Beside[]) {
    this.#beside = beside
  }

  /** Recordings of other items that lie in this browser. */
  get elsewhere(): Elsewhere[] {
    return this.#elsewhere
  }

  /** Looks into this browser and asks the station; what lies here goes on its way at once. A station out of reach is no hindrance. */
  async look(): Promise<void> {
    const { editionId, itemId } = this.#place
    const [lying, unfinished] = await Promise.all([
      this.#keep.ask('list', this.#place).catch(() => []),
      recordingApi.unfinished(editionId, itemId).catch(() => []),
    ])
    const found = foundOf(lying, unfinished, { editionId, itemId, now: clock.now() })
    for (const one of lying) {
      if (one.isHeld || !found.leftovers.some(({ recordingId }) => recordingId === one.opening.recordingId)) continue
      const upload = new ChunkUpload(this.#keep, one, { isNew: false, isAlongside: true })
      this.#uploads.set(upload.recordingId, upload)
      if (one.frames > 0) upload.send()
    }
    this.#leftovers = found.leftovers.filter(({ lengthMs }) => lengthMs > 0)
    this.#beside = found.beside
    this.#elsewhere = found.elsewhere
    await this.#clearEmpty(found.leftovers)
  }

  /** What sends a recording that lies here. */
  uploadOf(recordingId: string): ChunkUpload | undefined {
    return this.#uploads.get(recordingId)
  }

  /** A recording has broken off before the eyes of this page. */
  add(leftover: Leftover, upload: ChunkUpload): void {
    this.#uploads.set(upload.recordingId, upload)
    this.#leftovers = [leftover, ...this.#leftovers]
  }

  /** A recording is no leftover any more; what sends it, where it lies here. */
  take({ recordingId }: Leftover): ChunkUpload | undefined {
    const upload = this.#uploads.get(recordingId)
    this.#uploads.delete(recordingId)
    this.#leftovers = this.#leftovers.filter((one) => one.recordingId !== recordingId)
    return upload
  }

  /** Makes a take of what only the station has, as far as it came. Rejects with ApiError. */
  async finishAtStation(leftover: Leftover): Promise<Take> {
    const { nextChunk, frames, missing } = await recordingApi.state(leftover.recordingId)
    const told = { chunks: nextChunk, frames, lostFrames: 0, without: missing }
    const made = await recordingApi.finish(leftover.recordingId, told)
    this.take(leftover)
    return made
  }

  /** Gives a recording up, here and at the station. Rejects with ApiError. */
  async drop(leftover: Leftover): Promise<void> {
    const upload = this.#uploads.get(leftover.recordingId)
    if (upload) await upload.drop()
    else
      await recordingApi.drop(leftover.recordingId).catch((thrown: unknown) => {
        const error = asApiError(thrown)
        // Somebody else has given it up, or made its take, in the meantime.
        if (error.code !== 'not-found' && error.code !== 'recording-closed') throw error
      })
    this.take(leftover)
  }

  /** The network may be back. */
  hurry(): void {
    for (const upload of this.#uploads.values()) upload.hurry()
  }

  /** The page is left: everything stays where it is. */
  leave(): void {
    for (const upload of this.#uploads.values()) upload.leave()
  }

  /** Recordings that were opened and never spoken into. */
  async #clearEmpty(leftovers: readonly Leftover[]): Promise<void> {
    for (const empty of leftovers.filter(({ lengthMs }) => lengthMs === 0))
      await this.#uploads
        .get(empty.recordingId)
        ?.drop()
        .then(() => this.#uploads.delete(empty.recordingId))
  }
}
