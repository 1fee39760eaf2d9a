import type { RecordingOpened, Take } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { type ApiError, asApiError } from '../../request.ts'
import { type PcmChunk, wavHeader } from './pcm.ts'

const RETRY_MS = [500, 1_000, 2_000, 4_000] as const

interface SentChunk {
  number: number
  content: Blob
}

/** Sends a recording to the station while it is being made; survives the loss of the network in between. */
export class ChunkUpload {
  readonly #editionId: string
  readonly #itemId: string
  readonly #opened: RecordingOpened
  #recordingId: string | undefined
  #queue: PcmChunk[] = []
  /** Sent pieces stay within reach (the browser may put them on disk) until the take exists. */
  #sent: SentChunk[] = []
  #waiting = $state(0)
  #isCutOff = $state(false)
  #isSignedOut = $state(false)
  #error = $state.raw<ApiError>()
  #running: Promise<void> | undefined
  #isDropped = false

  constructor(editionId: string, itemId: string, opened: RecordingOpened) {
    this.#editionId = editionId
    this.#itemId = itemId
    this.#opened = opened
  }

  /** Seconds of sound, about, that the station does not have yet. */
  get waiting(): number {
    return this.#waiting
  }

  /** The station cannot be reached; what is recorded waits in this browser. */
  get isCutOff(): boolean {
    return this.#isCutOff
  }

  /** The session has ended: the sound waits until somebody has signed in again. */
  get isSignedOut(): boolean {
    return this.#isSignedOut
  }

  /** The station refuses this recording for good. */
  get error(): ApiError | undefined {
    return this.#error
  }

  /** Takes a chunk on its way. */
  add(chunk: PcmChunk): void {
    this.#queue.push(chunk)
    this.#waiting = this.#queue.length
    this.#run()
  }

  /** Begins at once, so that a full disk or a changed text is known before the reading starts. */
  open(): void {
    this.#run()
  }

  /**
   * Waits until the station has everything and makes the take. Rejects with ApiError when it refuses; trying again is
   * safe.
   */
  async finish(chunks: number, frames: number, lostFrames: number): Promise<Take> {
    this.#error = undefined
    for (;;) {
      this.#run()
      await this.#running
      if (this.#error) throw this.#error
      const recordingId = this.#recordingId
      if (recordingId === undefined) throw asApiError(new Error('recording was never opened'))
      try {
        return await api.finishRecording(recordingId, { chunks, frames, lostFrames })
      } catch (thrown) {
        const error = asApiError(thrown)
        if (error.code === 'chunks-missing' && (await this.#queueAgain(error.details.missing))) continue
        if (!isPassing(error)) throw error
        this.#isCutOff = true
        this.#isSignedOut = error.code === 'sign-in-needed'
        await pause(2_000)
        if (this.#isDropped) throw error
      }
    }
  }

  /** The recording shall not be: the station forgets it. */
  async drop(): Promise<void> {
    this.#isDropped = true
    this.#queue = []
    this.#sent = []
    if (this.#recordingId) await api.dropRecording(this.#recordingId)
  }

  /** Everything recorded so far as a WAV file, for saving by hand when the station cannot take it. */
  async asWav(): Promise<Blob> {
    const pieces = [...this.#sent, ...this.#queue.map(({ number, bytes }) => ({ number, content: new Blob([bytes]) }))]
    const sound = pieces.toSorted((a, b) => a.number - b.number).map(({ content }) => content)
    const length = sound.reduce((sum, { size }) => sum + size, 0)
    return new Blob([wavHeader(length, this.#opened.sampleRateHz, this.#opened.channels), ...sound], {
      type: 'audio/wav',
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
      const chunk = this.#queue[0]
      if (this.#recordingId !== undefined && !chunk) return
      try {
        this.#recordingId ??= (await api.openRecording(this.#editionId, this.#itemId, this.#opened)).recordingId
        if (chunk) await this.#send(this.#recordingId, chunk)
        failures = 0
        this.#isCutOff = false
        this.#isSignedOut = false
      } catch (thrown) {
        const error = asApiError(thrown)
        if (!isPassing(error)) {
          this.#error = error
          return
        }
        this.#isCutOff = true
        this.#isSignedOut = error.code === 'sign-in-needed'
        await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 4_000)
        failures += 1
      }
    }
  }

  async #send(recordingId: string, chunk: PcmChunk): Promise<void> {
    const digest = await crypto.subtle.digest('SHA-256', chunk.bytes)
    await api.storeChunk(recordingId, chunk.number, chunk.bytes, hex(digest))
    this.#queue = this.#queue.filter(({ number }) => number !== chunk.number)
    this.#sent.push({ number: chunk.number, content: new Blob([chunk.bytes]) })
    this.#waiting = this.#queue.length
  }

  async #queueAgain(missing: unknown): Promise<boolean> {
    if (!Array.isArray(missing)) return false
    const again = this.#sent.filter(({ number }) => missing.includes(number))
    for (const { number, content } of again) {
      const bytes = await content.arrayBuffer()
      this.#queue.push({ number, bytes, frames: bytes.byteLength / 2 / this.#opened.channels })
    }
    this.#sent = this.#sent.filter(({ number }) => !missing.includes(number))
    this.#waiting = this.#queue.length
    return again.length > 0
  }
}

/** Failures that go away by waiting: no network, a restart, a full disk that somebody clears, a session to renew. */
function isPassing(error: ApiError): boolean {
  if (error.isOffline || error.status >= 500 || error.status === 429) return true
  return error.code === 'sign-in-needed'
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const hex = (digest: ArrayBuffer) =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
