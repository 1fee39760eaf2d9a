import type { FileUpload, Take } from '../../server/contract/index.ts'
import { monotonicMs } from '../clock.ts'
import { ApiError, asApiError, unanswered } from '../request.ts'
import { Pace } from './pace.ts'
import { type UploadAim, uploadsApi } from './station.ts'
import { type Broken, isPassing, Transfer } from './transfer.ts'

/**
 * Where a file is: `queued` others go first; `sending`; `waiting` for the network or a sign-in, then it goes on by itself;
 * `paused` by the person; `needs-file` the station has a part, and this page does not have the file (any more);
 * `elsewhere` another page is sending it; `checking` it is all there and is listened to; then `ready` or `failed`.
 */
export type UploadState =
  | 'queued'
  | 'sending'
  | 'waiting'
  | 'paused'
  | 'needs-file'
  | 'elsewhere'
  | 'checking'
  | 'ready'
  | 'failed'

/** What an upload tells whoever keeps the list. */
export interface UploadListener {
  /** Its place among those that send is free. */
  onRest(): void
  /** It has become a read. */
  onTake(upload: Upload, take: Take): void
}

const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 10_000] as const
/** Nothing moves for so long, and nobody says why: the line is dead, though neither end has noticed. */
const STILL_MS = 90_000

/** One file on its way to the station; ends as a take or with a reason. */
export class Upload {
  readonly fileName: string
  readonly bytes: number
  readonly modifiedAt: number | undefined
  readonly aim: UploadAim
  readonly #listener: UploadListener
  readonly #pace = new Pace()
  #file: File | undefined
  #announcing: Promise<string> | undefined
  #transfer: Transfer | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #still: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #isDropped = false
  #id = $state<string>()
  #state = $state<UploadState>('queued')
  #sentBytes = $state(0)
  #bytesPerSecond = $state<number>()
  #leftMs = $state<number>()
  #error = $state.raw<ApiError>()
  #seen = $state.raw<FileUpload>()

  private constructor(
    known: { fileName: string; bytes: number; modifiedAt: number | undefined; aim: UploadAim },
    listener: UploadListener,
  ) {
    this.fileName = known.fileName
    this.bytes = known.bytes
    this.modifiedAt = known.modifiedAt
    this.aim = known.aim
    this.#listener = listener
  }

  /** A file that a person has just chosen. */
  static of(file: File, aim: UploadAim, listener: UploadListener): Upload {
    const { name: fileName, size: bytes, lastModified: modifiedAt } = file
    const upload = new Upload({ fileName, bytes, modifiedAt, aim }, listener)
    upload.#file = file
    return upload
  }

  /** A file that the station tells of: begun by this person, in this browser or another. */
  static recalled(seen: FileUpload, listener: UploadListener): Upload {
    const { fileName, bytes, modifiedAt, editionId, itemId, revisionId } = seen
    const upload = new Upload({ fileName, bytes, modifiedAt, aim: { editionId, itemId, revisionId } }, listener)
    upload.see(seen)
    return upload
  }

  get id(): string | undefined {
    return this.#id
  }

  get state(): UploadState {
    return this.#state
  }

  /** The share sent, 0…1. */
  get fraction(): number {
    return this.bytes === 0 ? 0 : Math.min(1, this.#sentBytes / this.bytes)
  }

  /** How far the station is in listening to it, 0…1; undefined where nobody knows, and while others go first. */
  get checkedFraction(): number | undefined {
    return this.#seen?.fraction
  }

  /** It is all there, and the station listens to another first. */
  get isWaitingToBeChecked(): boolean {
    return this.#state === 'checking' && this.#seen?.state === 'waiting'
  }

  get bytesPerSecond(): number | undefined {
    return this.#bytesPerSecond
  }

  get leftMs(): number | undefined {
    return this.#leftMs
  }

  /** Why it failed, or what it waits for. */
  get error(): ApiError | undefined {
    return this.#error
  }

  /** Trying again may help: the file is here, or the station still has it. */
  get mayRetry(): boolean {
    if (this.#state !== 'failed') return false
    return this.#seen?.mayCheckAgain === true || (this.#file !== undefined && !this.#seen?.refusal)
  }

  /** Closing the page now would stop it. */
  get isHeldByPage(): boolean {
    return this.#state === 'sending' || this.#state === 'queued' || this.#state === 'waiting'
  }

  /** Whether a file is the one that this upload is of: its name, size and last change. */
  isOf(file: Pick<File, 'name' | 'size' | 'lastModified'>): boolean {
    const isSameName = this.fileName === file.name || this.fileName === file.name.normalize('NFC')
    const isSameChange = this.modifiedAt === undefined || this.modifiedAt === file.lastModified
    return isSameName && isSameChange && this.bytes === file.size
  }

  /** Gives back the file after a reload; false when it is another one. */
  giveFile(file: File): boolean {
    if (!this.isOf(file)) return false
    this.#file = file
    this.#transfer = undefined
    this.#state = 'queued'
    return true
  }

  /**
   * Tells the station of it before its turn comes, so that a file that is too large is refused at once, and one that is
   * still waiting is not forgotten when the page is loaded again.
   */
  async announce(): Promise<void> {
    try {
      await this.#announced()
    } catch (thrown) {
      const error = asApiError(thrown)
      // Where the station cannot be reached now it is told when the turn comes.
      if (!isPassing(error) && this.#state === 'queued') this.#fail(error)
    }
  }

  /** Sends; its turn has come. */
  send(): void {
    if (!this.#file || this.#isDropped) return
    this.#state = 'sending'
    this.#error = undefined
    this.#pace.rest()
    this.#watch()
    void this.#start(this.#file)
  }

  pause(): void {
    this.#rest('paused')
    this.#transfer?.stop()
    this.#listener.onRest()
  }

  /** Goes on after a pause, or tries again after a failure. */
  async resume(): Promise<void> {
    if (this.#state === 'failed' && this.#seen?.mayCheckAgain && this.#id !== undefined) {
      try {
        this.see(await uploadsApi.checkAgain(this.#id))
      } catch (thrown) {
        this.#error = asApiError(thrown)
      }
      return
    }
    this.#rest('queued')
    this.#listener.onRest()
  }

  /** The network is back, or somebody has signed in. */
  goOn(): void {
    if (this.#state !== 'waiting') return
    this.#rest('queued')
    this.#listener.onRest()
  }

  /** Gives it up, at the station too. */
  async drop(): Promise<void> {
    this.#isDropped = true
    clearTimeout(this.#retry)
    clearTimeout(this.#still)
    this.#transfer?.stop()
    // Where the station cannot be told, it forgets the file by itself after seven days.
    if (this.#id !== undefined && this.#state !== 'ready') await uploadsApi.drop(this.#id).catch(() => undefined)
  }

  /** Asks the station what has become of it; a station that does not answer is asked again later. */
  async look(): Promise<void> {
    if (this.#id === undefined || !this.needsLook) return
    try {
      this.see(await uploadsApi.outcome(this.#id))
    } catch (thrown) {
      const error = asApiError(thrown)
      if (error.status === 404) this.#fail(error)
    }
  }

  /** Only the station knows how it goes on. */
  get needsLook(): boolean {
    return this.#state === 'checking' || this.#state === 'elsewhere' || (this.#state === 'needs-file' && !this.#file)
  }

  /** The station's word. */
  see(seen: FileUpload): void {
    if (this.#isDropped) return
    this.#seen = seen
    this.#id = seen.id
    this.#sentBytes = Math.max(seen.receivedBytes, this.#state === 'sending' ? this.#sentBytes : 0)
    if (seen.state === 'ready' && seen.take) {
      this.#state = 'ready'
      this.#listener.onTake(this, seen.take)
    } else if (seen.state === 'failed') {
      const reason = { code: 'internal', message: 'Đài không nhận được tệp này.' }
      this.#fail(new ApiError(0, seen.refusal ?? reason))
    } else if (seen.state !== 'sending') {
      this.#error = undefined
      this.#state = 'checking'
    } else if (!this.#file) this.#state = seen.isComing ? 'elsewhere' : 'needs-file'
  }

  async #start(file: File): Promise<void> {
    try {
      const id = await this.#announced()
      if (this.#state !== 'sending' || this.#isDropped) return
      this.#transfer ??= new Transfer(file, id, {
        onProgress: (bytes) => this.#progress(bytes),
        onSent: () => this.#sent(),
        onBroken: (broken) => this.#broke(broken),
      })
      this.#transfer.start()
    } catch (thrown) {
      const error = asApiError(thrown)
      if (this.#state === 'sending') this.#broke({ error, isPassing: isPassing(error) })
    }
  }

  /** The id by which the station knows it; announced once, however often it is asked for. */
  async #announced(): Promise<string> {
    if (this.#id !== undefined || !this.#file) return this.#id ?? ''
    this.#announcing ??= uploadsApi.announce(this.#file, this.aim).finally(() => {
      this.#announcing = undefined
    })
    const id = await this.#announcing
    this.#id = id
    if (this.#isDropped) await uploadsApi.drop(id).catch(() => undefined)
    return id
  }

  #watch(): void {
    clearTimeout(this.#still)
    this.#still = setTimeout(() => {
      this.#transfer?.stop()
      this.#broke({ error: unanswered(), isPassing: true })
    }, STILL_MS)
  }

  #progress(bytes: number): void {
    const now = monotonicMs()
    this.#watch()
    this.#failures = 0
    this.#sentBytes = bytes
    this.#pace.saw(bytes, now)
    this.#bytesPerSecond = this.#pace.bytesPerSecond(now)
    this.#leftMs = this.#pace.leftMs(this.bytes - bytes, now)
  }

  #sent(): void {
    this.#rest('checking')
    this.#sentBytes = this.bytes
    this.#listener.onRest()
    void this.look()
  }

  #broke({ error, isPassing: passes }: Broken): void {
    if (this.#isDropped) return
    if (this.#id !== undefined && (error.status === 404 || error.status === 410)) {
      // What was there was cleared away, or belongs to another person: it begins anew.
      this.#id = undefined
      this.#transfer = undefined
      this.#sentBytes = 0
    } else if (!passes) {
      this.#fail(error)
      this.#listener.onRest()
      return
    }
    this.#rest('waiting')
    this.#error = error
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]
    this.#failures += 1
    this.#retry = setTimeout(() => this.goOn(), wait)
    this.#listener.onRest()
  }

  #fail(error: ApiError): void {
    this.#rest('failed')
    this.#error = error
  }

  #rest(state: UploadState): void {
    clearTimeout(this.#retry)
    clearTimeout(this.#still)
    this.#pace.rest()
    this.#bytesPerSecond = undefined
    this.#leftMs = undefined
    this.#error = undefined
    this.#state = state
  }
}
