import type { Take } from '../server/contract/index.ts'
import { api } from './api.ts'
import { type ApiError, asApiError } from './request.ts'

/** What an upload is for. */
export interface UploadAim {
  editionId: string
  itemId: string
  revisionId: string
}

/** One file on its way to the station; ends as a take or with a reason. */
export class Upload {
  readonly file: File
  readonly aim: UploadAim
  #fraction = $state(0)
  #error = $state.raw<ApiError>()
  #take = $state.raw<Take>()
  #cancel = new AbortController()

  constructor(file: File, aim: UploadAim) {
    this.file = file
    this.aim = aim
  }

  /** The share sent, 0…1. */
  get fraction(): number {
    return this.#fraction
  }

  /** All is sent; the station decodes and measures. */
  get isChecking(): boolean {
    return this.#fraction >= 1 && !this.#error && !this.#take
  }

  get error(): ApiError | undefined {
    return this.#error
  }

  get take(): Take | undefined {
    return this.#take
  }

  /** Sends the file, again after a failure. Never rejects: the failure is `error`. */
  async send(): Promise<void> {
    this.#error = undefined
    this.#fraction = 0
    this.#cancel = new AbortController()
    const { editionId, itemId, revisionId } = this.aim
    try {
      this.#take = await api.uploadTake(editionId, itemId, revisionId, this.file, {
        onProgress: (fraction) => (this.#fraction = fraction),
        signal: this.#cancel.signal,
      })
    } catch (thrown) {
      this.#error = asApiError(thrown)
    }
  }

  cancel(): void {
    this.#cancel.abort()
  }
}

/** Every file on its way, wherever the visitor goes meanwhile: an upload outlives the page that began it. */
class Uploads {
  #all = $state.raw<Upload[]>([])

  of(editionId: string, itemId: string): Upload[] {
    return this.#all.filter(({ aim }) => aim.editionId === editionId && aim.itemId === itemId)
  }

  get isBusy(): boolean {
    return this.#all.some(({ error }) => !error)
  }

  /** Sends a file; `onTake` is told when it has become a take. */
  async add(file: File, aim: UploadAim, onTake: (take: Take) => unknown): Promise<void> {
    const upload = new Upload(file, aim)
    this.#all = [...this.#all, upload]
    await this.#send(upload, onTake)
  }

  async retry(upload: Upload, onTake: (take: Take) => unknown): Promise<void> {
    await this.#send(upload, onTake)
  }

  drop(upload: Upload): void {
    upload.cancel()
    this.#all = this.#all.filter((other) => other !== upload)
  }

  async #send(upload: Upload, onTake: (take: Take) => unknown): Promise<void> {
    await upload.send()
    if (upload.take) {
      await onTake(upload.take)
      this.drop(upload)
    } else if (upload.error?.isCancelled) this.drop(upload)
  }
}

export const uploads = new Uploads()

/** The formats a read may come in, for file pickers (issue: wav mp3 m4a aac flac ogg opus wma amr mp4 webm). */
export const READ_FORMATS =
  '.wav,.mp3,.m4a,.aac,.flac,.ogg,.oga,.opus,.wma,.amr,.mp4,.webm,audio/*,video/mp4,video/webm'
