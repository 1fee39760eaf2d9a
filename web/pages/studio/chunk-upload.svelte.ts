import type { Take } from '../../../server/contract/index.ts'
import { recordingApi } from '../../api-recordings.ts'
import { type ApiError, asApiError } from '../../request.ts'
import { joined, type Keep, KeepError, type KeptSummary } from './keep/index.ts'

const RETRY_MS = [500, 1_000, 2_000, 4_000] as const
/** A chunk that arrives altered was damaged on its way: it is sent again this often. */
const ALTERED_TRIES = 5

export interface UploadManner {
  /** The station does not know this recording yet. */
  isNew: boolean
  /** Somebody else records the same item, and this shall be another take. */
  isAlongside: boolean
  /** The station refuses it for good. */
  onRefused?: (error: ApiError) => void
}

/**
 * Sends a recording from the browser's storage to the station while it is being made; survives the loss of the network, a
 * restart of the station and of the page. The storage keeps every chunk until the take exists.
 */
export class ChunkUpload {
  readonly recordingId: string
  readonly #keep: Keep
  readonly #onRefused: (error: ApiError) => void
  #recording: KeptSummary
  #isKnown = false
  #isNew: boolean
  #isAlongside: boolean
  /** The next chunk to send, and where it stands. */
  #next: number
  #nextFrame: number
  #again: number[] = []
  /** Chunks that nobody has any more. */
  readonly #gone = new Set<number>()
  #sessionsTold = 0
  #altered = 0
  #waitingFrames = $state(0)
  #isCutOff = $state(false)
  #isSignedOut = $state(false)
  #error = $state.raw<ApiError>()
  #running: Promise<void> | undefined
  #wake: (() => void) | undefined
  #isDropped = false

  constructor(keep: Keep, recording: KeptSummary, { isNew, isAlongside, onRefused = () => {} }: UploadManner) {
    this.#keep = keep
    this.#recording = recording
    this.#isNew = isNew
    this.#isAlongside = isAlongside
    this.#onRefused = onRefused
    this.recordingId = recording.opening.recordingId
    this.#next = recording.opening.base.chunk
    this.#nextFrame = recording.opening.base.frame
    this.#count()
  }

  /** Seconds of sound that the station does not have yet. */
  get waiting(): number {
    return Math.ceil(this.#waitingFrames / this.#recording.opening.sampleRateHz)
  }

  /** The station cannot be reached; what is recorded waits in this browser. */
  get isCutOff(): boolean {
    return this.#isCutOff
  }

  /** The session has ended: the sound waits until somebody has signed in again. */
  get isSignedOut(): boolean {
    return this.#isSignedOut
  }

  /** The station refuses this recording for good; what is kept here stays. */
  get error(): ApiError | undefined {
    return this.#error
  }

  /** The recording as it lies here. */
  get recording(): KeptSummary {
    return this.#recording
  }

  /** Sends what lies here: at the beginning, when a chunk was kept, when a session was added. */
  send(recording: KeptSummary = this.#recording): void {
    this.#recording = recording
    this.#count()
    this.#run()
  }

  /** A chunk was kept: `nextChunk` and `frames` are where the recording ends now. */
  kept(nextChunk: number, frames: number): void {
    this.send({ ...this.#recording, nextChunk, frames })
  }

  /** Somebody records the same item, and the reader wants another take beside it. */
  alongside(): void {
    this.#isAlongside = true
    this.#error = undefined
    this.#run()
  }

  /** The network may be back: the next try is now. */
  hurry(): void {
    this.#wake?.()
  }

  /** Waits until the station has everything and makes the take. Rejects with ApiError when it refuses; trying again is safe. */
  async finish(): Promise<Take> {
    this.#error = undefined
    for (;;) {
      this.send(await this.#keep.ask('summary', this.recordingId))
      await this.#running
      if (this.#error) throw this.#error
      try {
        const take = await this.#makeTake()
        await this.#keep.ask('drop', this.recordingId).catch((thrown: unknown) => {
          // What cannot be cleared away now is offered once more, and leads to this same take.
          if (!(thrown instanceof KeepError)) throw thrown
        })
        return take
      } catch (thrown) {
        const error = asApiError(thrown)
        if (error.code === 'chunks-missing' && this.#sendAgain(error.details.missing)) continue
        if (error.code === 'not-found' && this.#isKnown) {
          this.#beginAnew()
          continue
        }
        if (!isPassing(error)) throw error
        await this.#rest(error, 2_000)
        if (this.#isDropped) throw error
      }
    }
  }

  /** The recording shall not be: this browser and the station forget it. */
  async drop(): Promise<void> {
    this.leave()
    await this.#running
    await this.#keep.ask('drop', this.recordingId)
    await recordingApi.drop(this.recordingId).catch((thrown: unknown) => {
      const error = asApiError(thrown)
      // What the station never had, or has made a take of, needs no dropping there; what it cannot be told of now it offers
      // again when the page opens next.
      if (error.code !== 'not-found' && error.code !== 'recording-closed' && !isPassing(error)) throw error
    })
  }

  /** Stops sending; everything stays where it is. */
  leave(): void {
    this.#isDropped = true
    this.#wake?.()
  }

  /** All that this browser keeps of it as a WAV file, for saving by hand when the station cannot take it. */
  asWav(): Promise<Blob> {
    return this.#keep.ask('wav', this.recordingId)
  }

  async #makeTake(): Promise<Take> {
    const { nextChunk, frames, lostFrames, cuts } = this.#recording
    const without = [...this.#gone]
    return recordingApi.finish(this.recordingId, {
      chunks: nextChunk,
      // With chunks gone only the station can count what is left.
      frames: without.length > 0 ? (await recordingApi.state(this.recordingId)).frames : frames,
      lostFrames,
      cuts: joined(cuts),
      without,
    })
  }

  #run(): void {
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined
    })
  }

  async #sendAll(): Promise<void> {
    let failures = 0
    while (!this.#isDropped && !this.#error) {
      try {
        if (!this.#isKnown) await this.#makeKnown()
        await this.#tellSessions()
        const number = this.#again[0] ?? (this.#next < this.#recording.nextChunk ? this.#next : undefined)
        if (number === undefined) return
        await this.#sendChunk(number)
        failures = 0
        this.#altered = 0
        this.#isCutOff = false
        this.#isSignedOut = false
      } catch (thrown) {
        const error = asApiError(thrown)
        if (error.code === 'not-found' && this.#isKnown) {
          this.#beginAnew()
          continue
        }
        // Its take was made and the answer lost: asked to finish once more the station gives it, or says that it lacks sound.
        if (error.code === 'recording-closed') return
        const mayPass = isPassing(error) || (error.code === 'chunk-altered' && ++this.#altered < ALTERED_TRIES)
        if (!mayPass) {
          this.#error = error
          this.#onRefused(error)
          // Whoever was told may have made it right.
          if (this.#error) return
          continue
        }
        await this.#rest(error, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 4_000)
        failures += 1
      }
    }
  }

  /** Opens the recording at the station, or learns what the station has of it. */
  async #makeKnown(): Promise<void> {
    const { opening, sessions } = this.#recording
    // The station notes the first session itself, unless the recording was begun in another browser.
    this.#sessionsTold = opening.base.chunk > 0 ? 0 : 1
    if (!this.#isNew) {
      const known = await recordingApi.state(this.recordingId).catch((thrown: unknown) => {
        if (asApiError(thrown).code === 'not-found') return undefined
        throw thrown
      })
      if (known) {
        const { nextChunk } = known
        this.#again = known.missing.filter((number) => number >= opening.base.chunk)
        this.#next = Math.max(this.#next, Math.min(nextChunk, this.#recording.nextChunk))
        this.#nextFrame = nextChunk <= this.#recording.nextChunk ? known.nextFrame : this.#recording.frames
        this.#isKnown = true
        this.#count()
        return
      }
    }
    await recordingApi.open(opening.editionId, opening.itemId, {
      recordingId: this.recordingId,
      revisionId: opening.revisionId,
      sampleRateHz: opening.sampleRateHz,
      channels: opening.channels,
      microphone: sessions[0]?.microphone ?? {},
      // What was spoken already is never held back by somebody who came later.
      alongside: this.#isAlongside || !this.#isNew,
    })
    this.#isKnown = true
  }

  async #tellSessions(): Promise<void> {
    const { opening, sessions } = this.#recording
    const { sampleRateHz, channels } = opening
    for (const session of sessions.slice(this.#sessionsTold)) {
      await recordingApi.openSession(this.recordingId, { ...session, sampleRateHz, channels })
      this.#sessionsTold += 1
    }
  }

  async #sendChunk(number: number): Promise<void> {
    const lying = await this.#keep.ask('read', this.recordingId, number)
    if (lying?.bytes) await recordingApi.storeChunk(this.recordingId, lying.chunk, lying.bytes)
    else this.#gone.add(number)
    if (this.#again[0] === number) this.#again.shift()
    if (this.#next !== number) return
    this.#next += 1
    if (lying) this.#nextFrame = lying.chunk.firstFrame + lying.chunk.frames
    this.#count()
  }

  /** True when there is something to try: chunks that lie here are sent again, others are given up. */
  #sendAgain(missing: unknown): boolean {
    if (!Array.isArray(missing)) return false
    const numbers = missing.filter((number): number is number => typeof number === 'number' && !this.#gone.has(number))
    const { chunk: firstHere } = this.#recording.opening.base
    for (const number of numbers) if (number < firstHere) this.#gone.add(number)
    this.#again = numbers.filter((number) => number >= firstHere)
    return numbers.length > 0
  }

  /** The station has forgotten the recording: all that lies here is sent once more. */
  #beginAnew(): void {
    const { chunk, frame } = this.#recording.opening.base
    this.#isKnown = false
    this.#isNew = false
    this.#next = chunk
    this.#nextFrame = frame
    this.#count()
  }

  #count(): void {
    this.#waitingFrames = Math.max(0, this.#recording.frames - this.#nextFrame)
  }

  async #rest(error: ApiError, ms: number): Promise<void> {
    this.#isCutOff = true
    this.#isSignedOut = error.code === 'sign-in-needed'
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      setTimeout(resolve, ms)
    })
    this.#wake = undefined
  }
}

/** Failures that go away by waiting: no network, a restart, a full disk that somebody clears, a session to renew. */
function isPassing(error: ApiError): boolean {
  if (error.isOffline || error.status >= 500 || error.status === 429) return true
  return error.code === 'sign-in-needed'
}
