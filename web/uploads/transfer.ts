import { DetailedError, Upload as TusUpload } from 'tus-js-client'
import { ApiError, asApiError, refusedWith, unanswered } from '../request.ts'
import { addressOf } from './station.ts'

/** Why a transfer stopped by itself; `passing`: it goes on when the network, the station or the person is back. */
export interface Broken {
  error: ApiError
  isPassing: boolean
}

export interface TransferListener {
  /** So much is on its way or there. */
  onProgress(bytes: number): void
  /** The last byte has arrived. */
  onSent(): void
  onBroken(broken: Broken): void
}

/** What the station has acknowledged is never sent again: a broken line costs one piece at most. */
const PIECE_BYTES = 8 * 1024 * 1024

/**
 * Sends one file by the tus protocol, in pieces, from wherever the station has it. It tries nothing again by itself: who
 * holds it knows when that makes sense, and calls `start` again.
 */
export class Transfer {
  readonly #file: File
  readonly #listener: TransferListener
  readonly #tus: TusUpload

  /** `id`: by which the station knows the file since it was announced. */
  constructor(file: File, id: string, listener: TransferListener) {
    this.#file = file
    this.#listener = listener
    this.#tus = new TusUpload(file, {
      // No place to begin anew at: what the station does not know any more is for whoever holds this to decide.
      endpoint: null,
      uploadUrl: new URL(addressOf(id), location.origin).href,
      chunkSize: PIECE_BYTES,
      retryDelays: null,
      // What is on its way is the station's knowledge: it is asked for it, from whichever browser.
      storeFingerprintForResuming: false,
      onProgress: (bytes) => listener.onProgress(bytes),
      onSuccess: () => listener.onSent(),
      onError: (thrown) => void this.#broke(thrown),
    })
  }

  /** Begins, or goes on after a stop or a break. */
  start(): void {
    this.#tus.start()
  }

  /** Stops sending; what has arrived stays. Nothing is told any more until it is started again. */
  stop(): void {
    void this.#tus.abort()
  }

  async #broke(thrown: unknown): Promise<void> {
    this.#listener.onBroken(await this.#why(thrown))
  }

  async #why(thrown: unknown): Promise<Broken> {
    if (!(thrown instanceof DetailedError)) return { error: asApiError(thrown), isPassing: false }
    const answer = thrown.originalResponse
    const status = answer?.getStatus() ?? 0
    if (answer && status > 0) {
      const error = refusedWith(status, answer.getBody())
      return { error, isPassing: isPassing(error) }
    }
    // A browser tells a file that it can no longer read as a broken line.
    const canRead = await this.#file
      .slice(0, 1)
      .arrayBuffer()
      .then(Boolean, () => false)
    return canRead ? { error: unanswered(), isPassing: true } : { error: unreadable(this.#file), isPassing: false }
  }
}

/** A line that is down, a sign-in that ended, another place in the file, a lock, a station that is ill; but no full disk. */
export function isPassing({ isOffline, status }: ApiError): boolean {
  if (isOffline || status === 401 || status === 409 || status === 423) return true
  return (status >= 200 && status < 400) || (status >= 500 && status !== 507)
}

function unreadable({ name }: File): ApiError {
  return new ApiError(0, {
    code: 'file-unreadable',
    message: `Máy này không đọc được tệp “${name}” nữa.`,
    next: 'Tệp vừa bị sửa, dời chỗ, hoặc thẻ nhớ bị rút ra. Kiểm tra rồi chọn lại tệp.',
  })
}
