import { DetailedError, Upload as TusUpload } from 'tus-js-client'
import { ApiError, asApiError, refusedWith, unanswered } from '../request.ts'
import { TUS_PATH } from './station.ts'

/** What an upload is for. */
export interface UploadAim {
  editionId: string
  itemId: string
  revisionId: string
}

/** Why a transfer stopped by itself; `passing`: it goes on when the network, the station or the person is back. */
export interface Broken {
  error: ApiError
  isPassing: boolean
}

export interface TransferListener {
  /** The station knows the file by this id. */
  onBegun(id: string): void
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

  /** `id`: of an upload that was begun before. */
  constructor(file: File, aim: UploadAim, id: string | undefined, listener: TransferListener) {
    this.#file = file
    this.#listener = listener
    this.#tus = new TusUpload(file, {
      // The station is the only one to say where a new upload stands; a known one is never silently begun anew.
      endpoint: id === undefined ? new URL(TUS_PATH, location.origin).href : null,
      uploadUrl: id === undefined ? null : new URL(`${TUS_PATH}/${encodeURIComponent(id)}`, location.origin).href,
      metadata: {
        ...aim,
        fileName: file.name,
        mediaType: file.type,
        modifiedAt: String(file.lastModified),
      },
      chunkSize: PIECE_BYTES,
      retryDelays: null,
      // What is on its way is the station's knowledge: it is asked for it, from whichever browser.
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => this.#begun(),
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

  #begun(): void {
    const id = this.#tus.url?.split('/').at(-1)
    if (id === undefined) return
    this.#tus.options.endpoint = null
    this.#listener.onBegun(decodeURIComponent(id))
  }

  async #broke(thrown: unknown): Promise<void> {
    this.#listener.onBroken(await this.#why(thrown))
  }

  async #why(thrown: unknown): Promise<Broken> {
    if (!(thrown instanceof DetailedError)) return { error: asApiError(thrown), isPassing: false }
    const answer = thrown.originalResponse
    const status = answer?.getStatus() ?? 0
    if (answer && status > 0) {
      return { error: refusedWith(status, answer.getBody()), isPassing: isPassing(status) }
    }
    // A browser tells a file that it can no longer read as a broken line.
    const canRead = await this.#file
      .slice(0, 1)
      .arrayBuffer()
      .then(Boolean, () => false)
    return canRead ? { error: unanswered(), isPassing: true } : { error: unreadable(this.#file), isPassing: false }
  }
}

/** A sign-in that ended, another place in the file, a lock, a station or a network that is not itself; but no full disk. */
function isPassing(status: number): boolean {
  return status < 400 || status === 401 || status === 409 || status === 423 || (status >= 500 && status !== 507)
}

function unreadable({ name }: File): ApiError {
  return new ApiError(0, {
    code: 'file-unreadable',
    message: `Máy này không đọc được tệp “${name}” nữa.`,
    next: 'Tệp vừa bị sửa, dời chỗ, hoặc thẻ nhớ bị rút ra. Kiểm tra rồi chọn lại tệp.',
  })
}
