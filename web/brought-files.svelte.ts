import type { ArrivedFile } from '../server/contract/index.ts'
import { intakeApi } from './api-intake.ts'
import { newEntryKey } from './intake-words.ts'
import { type ApiError, asApiError } from './request.ts'

/** A file that the collector brings to an item. */
export class BroughtFile {
  readonly key = newEntryKey()
  readonly fileName: string
  readonly bytes: number
  /** Absent: it is at the station since an earlier visit of the page. */
  readonly file: File | undefined
  fraction = $state(0)
  isSending = $state(false)
  arrived = $state.raw<ArrivedFile>()
  error = $state.raw<ApiError>()

  constructor(from: File | ArrivedFile) {
    const isFile = from instanceof File
    this.file = isFile ? from : undefined
    this.fileName = isFile ? from.name : from.fileName
    this.bytes = isFile ? from.size : from.bytes
    if (!isFile) this.arrived = from
  }
}

/** Files on their way to the station, one at a time, in the order in which they were chosen. */
export class BroughtFiles {
  files = $state<BroughtFile[]>([])
  readonly #onArrived: (arrived: ArrivedFile) => void

  /** `onArrived` hears of each file when the station has read it. */
  constructor(onArrived: (arrived: ArrivedFile) => void = () => undefined, files: BroughtFile[] = []) {
    this.#onArrived = onArrived
    this.files = files
  }

  get isBusy(): boolean {
    return this.files.some(({ arrived, error }) => !arrived && !error)
  }

  /** The files that the station has, in their order. */
  get ids(): string[] {
    return this.files.flatMap(({ arrived }) => arrived?.id ?? [])
  }

  add(chosen: readonly File[]): void {
    this.files.push(...chosen.map((file) => new BroughtFile(file)))
    void this.#next()
  }

  retry(brought: BroughtFile): void {
    brought.error = undefined
    void this.#next()
  }

  drop(brought: BroughtFile): void {
    this.files = this.files.filter((one) => one !== brought)
  }

  /** Gives files away, with all that is known of them. */
  take(which: (brought: BroughtFile) => boolean): BroughtFile[] {
    const taken = this.files.filter(which)
    this.files = this.files.filter((one) => !taken.includes(one))
    return taken
  }

  async #next(): Promise<void> {
    if (this.files.some(({ isSending }) => isSending)) return
    const brought = this.files.find(({ arrived, error }) => !arrived && !error)
    if (!brought?.file) return
    brought.isSending = true
    brought.fraction = 0
    try {
      const onProgress = (fraction: number) => {
        brought.fraction = fraction
      }
      brought.arrived = await intakeApi.bringFile(brought.file, { onProgress })
      if (this.files.includes(brought)) this.#onArrived(brought.arrived)
    } catch (thrown) {
      brought.error = asApiError(thrown)
    } finally {
      brought.isSending = false
    }
    await this.#next()
  }
}
