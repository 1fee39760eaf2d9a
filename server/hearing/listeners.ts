import { PassThrough } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { AudioError } from '../../audio/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'

/** How a sound is made for a listener: chunk by chunk, held back by whoever does not read, ended when nobody does. */
export interface SoundIo {
  onChunk: (chunk: Buffer) => Promise<void>
  signal: AbortSignal
}

interface Seat {
  controller: AbortController
  made: Promise<void>
  /** Since when nobody took what was made; undefined while it is read. */
  waitsSince: number | undefined
}

/** Each listener keeps an encoder and a mix at work. */
const MOST_AT_ONCE = 3
/** Who has not read for so long (paused, asleep) gives the place up when somebody else wants it. */
const PATIENCE_MS = 20_000
const AHEAD_BYTES = 256 * 1024

/** Those who hear what is made while they listen: three at a time, each one's work ended in the instant in which it goes. */
export class Listeners {
  readonly #clock: Deps['clock']
  readonly #log: Deps['log']
  readonly #seats = new Set<Seat>()

  constructor({ clock, log }: Pick<Deps, 'clock' | 'log'>) {
    this.#clock = clock
    this.#log = log
  }

  /**
   * Sends an MP3 while it is made. Refuses `too-many-listening`; what goes wrong before the first byte is refused with its
   * reason (`fileName` is what the reason speaks of), what goes wrong later breaks the answer off.
   */
  async send(reply: FastifyReply, make: (io: SoundIo) => Promise<void>, fileName?: string): Promise<FastifyReply> {
    this.#makeRoom()
    const stream = new PassThrough({ highWaterMark: AHEAD_BYTES })
    const seat: Seat = { controller: new AbortController(), made: Promise.resolve(), waitsSince: undefined }
    const { signal } = seat.controller
    this.#seats.add(seat)
    reply.raw.once('close', () => seat.controller.abort())
    let hasBegun = false
    const begun = Promise.withResolvers<void>()
    const making = make({
      signal,
      onChunk: async (chunk) => {
        hasBegun = true
        begun.resolve()
        if (stream.write(chunk)) return
        seat.waitsSince = this.#clock.monotonicMs()
        await drained(stream, signal)
        seat.waitsSince = undefined
      },
    }).finally(() => this.#seats.delete(seat))
    seat.made = making.then(
      () => void stream.end(),
      (cause: unknown) => {
        if (hasBegun && !signal.aborted) this.#log.warn({ err: cause }, 'Nghe thử bị ngắt giữa chừng')
        stream.destroy()
      },
    )
    await Promise.race([begun.promise, making]).catch((cause: unknown) => {
      throw asRefusal(cause, fileName)
    })
    // Its length is not known and its bytes are made once: no range, no cache.
    return reply.type('audio/mpeg').header('cache-control', 'no-store').header('accept-ranges', 'none').send(stream)
  }

  /** Ends every making; when this resolves none of their programs is left. */
  async close(): Promise<void> {
    const seats = [...this.#seats]
    for (const { controller } of seats) controller.abort()
    await Promise.all(seats.map(({ made }) => made))
  }

  #makeRoom(): void {
    if (this.#seats.size < MOST_AT_ONCE) return
    const now = this.#clock.monotonicMs()
    const idle = [...this.#seats].find(({ waitsSince }) => waitsSince !== undefined && now - waitsSince >= PATIENCE_MS)
    if (!idle) throw new StationError('too-many-listening', { count: this.#seats.size })
    idle.controller.abort()
    this.#seats.delete(idle)
  }
}

/** Resolves when the stream takes more, or nobody wants it any longer. */
function drained(stream: PassThrough, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done)
      stream.off('close', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
    signal.addEventListener('abort', done)
    if (signal.aborted || stream.destroyed) done()
  })
}

/** What a sound could not be made of, in the station's words. */
export function asRefusal(cause: unknown, fileName = cause instanceof AudioError ? cause.details.title : undefined) {
  return cause instanceof AudioError ? new StationError(cause.code, { ...cause.details, fileName }, { cause }) : cause
}
