import type { Receipt, SendPage, SendTarget, SentForm } from '../../../server/contract/index.ts'
import { intakeApi } from '../../api-intake.ts'
import { newEntryKey } from '../../intake-words.ts'
import { Remote } from '../../remote.svelte.ts'
import { ApiError, asApiError } from '../../request.ts'
import { bytesWords } from '../../words.ts'
import { forgetForm, type KeptFile, keepForm, keptForm, keptSender, type SendFields } from './kept.ts'

/** How long after a broken line the form tries again by itself, each time longer. */
const RETRY_MS = [2_000, 5_000, 10_000, 20_000] as const
const BLANK: SendFields = { title: '', text: '', author: '', senderName: '', contact: '', note: '', target: '' }

export const targetKey = ({ programmeId, period }: Pick<SendTarget, 'programmeId' | 'period'>) =>
  `${programmeId} ${period}`

/** A file on the form, on its way to the station. */
export class SendingFile {
  readonly key = newEntryKey()
  readonly fileName: string
  readonly bytes: number
  readonly file: File | undefined
  id = $state<string>()
  warnings = $state.raw<string[]>([])
  fraction = $state(0)
  isSending = $state(false)
  error = $state.raw<ApiError>()

  constructor(from: File | KeptFile) {
    const isFile = from instanceof File
    this.file = isFile ? from : undefined
    this.fileName = isFile ? from.name : from.fileName
    this.bytes = isFile ? from.size : from.bytes
    if (isFile) return
    this.id = from.id
    this.warnings = from.warnings
  }

  /** It is at the station. */
  get isThere(): boolean {
    return this.id !== undefined
  }

  /** The page was reloaded before it went up: only the person has it now. */
  get isLost(): boolean {
    return !this.isThere && this.file === undefined
  }

  /** The station will not have it: sending it again changes nothing. */
  get isRefused(): boolean {
    return this.error !== undefined && !isPassing(this.error)
  }

  get isWaiting(): boolean {
    return !this.isThere && !this.isLost && !this.isRefused
  }
}

/** Whether trying again later may help: the line was down, the station busy or restarting. */
function isPassing(error: ApiError): boolean {
  return error.isOffline || error.status >= 500 || error.code === 'too-many-tries' || error.code === 'upload-broken'
}

/** Said before anything is sent for nothing. */
function tooLarge(limitBytes: number): ApiError {
  return new ApiError(413, {
    code: 'too-large',
    message: `Tệp lớn hơn mức đài nhận qua đường dẫn này (${bytesWords(limitBytes)}).`,
    next: 'Gửi bản nén (MP3, M4A), hoặc mang tệp đến đài.',
  })
}

/**
 * A unit's form. Everything typed and every file that went up is kept in this browser until the receipt is there; what a
 * broken line stopped goes on by itself when the line is back. The same entry sent twice is one item at the station.
 */
export class SendDesk {
  readonly secret: string
  readonly page: Remote<SendPage>
  readonly fields = $state<SendFields>({ ...BLANK })
  files = $state<SendingFile[]>([])
  /** The person has pressed “Gửi”: it goes as soon as every file is there. */
  isWanted = $state(false)
  isSending = $state(false)
  error = $state.raw<ApiError>()
  receipt = $state.raw<Receipt>()
  hasNoRoom = $state(false)
  #entryKey: string
  #failures = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  readonly #shelf: Storage

  constructor(secret: string, shelf: Storage) {
    this.secret = secret
    this.#shelf = shelf
    this.page = new Remote(() => intakeApi.sendPage(secret))
    const left = keptForm(shelf, secret)
    this.#entryKey = left?.entryKey ?? newEntryKey()
    Object.assign(this.fields, keptSender(shelf, secret), left?.fields)
    this.files = left?.files.map((file) => new SendingFile(file)) ?? []
  }

  /** Whether an earlier visit left something. */
  get isGoneOnWith(): boolean {
    return this.fields.title !== '' || this.fields.text !== '' || this.files.length > 0
  }

  get target(): SendTarget | undefined {
    const targets = this.page.value?.targets ?? []
    return (
      targets.find((one) => targetKey(one) === this.fields.target) ?? targets.find(({ isSuggested }) => isSuggested)
    )
  }

  /** What stands in the way of sending; undefined: nothing. */
  get missing(): string | undefined {
    if (this.fields.title.trim() === '') return 'Ghi tên tin, bài.'
    if (this.fields.text.trim() === '' && this.files.length === 0) return 'Kèm tệp bài, hoặc viết nội dung vào ô.'
    const most = this.page.value?.limits.files
    if (most !== undefined && this.files.length > most) return `Bỏ bớt tệp: mỗi bài kèm nhiều nhất ${most} tệp.`
    if (this.files.some(({ isLost }) => isLost)) return 'Chọn lại, hoặc bỏ tệp chưa gửi được.'
    if (this.files.some(({ isRefused }) => isRefused)) return 'Bỏ tệp đài không nhận được, hoặc chọn tệp khác.'
    return undefined
  }

  get sendingFile(): SendingFile | undefined {
    return this.files.find(({ isSending }) => isSending)
  }

  /** Waiting for the line to come back. */
  get isOffline(): boolean {
    return (
      this.error?.isOffline === true || this.files.some(({ error, isThere }) => !isThere && error?.isOffline === true)
    )
  }

  add(chosen: readonly File[]): void {
    const limits = this.page.value?.limits
    for (const file of chosen) {
      const lost = this.files.findIndex((one) => one.isLost && one.fileName === file.name && one.bytes === file.size)
      const added = new SendingFile(file)
      if (limits && file.size > limits.fileBytes) added.error = tooLarge(limits.fileBytes)
      if (lost >= 0) this.files[lost] = added
      else this.files.push(added)
    }
    this.keep()
    void this.#work()
  }

  drop(file: SendingFile): void {
    this.files = this.files.filter((one) => one !== file)
    this.keep()
    void this.#work()
  }

  /** Keeps the form in this browser. */
  keep(): void {
    if (this.receipt) return
    const files = this.files
      .filter(({ isRefused }) => !isRefused)
      .map(({ id, fileName, bytes, warnings }) => ({ id, fileName, bytes, warnings: [...warnings] }))
    const form = { entryKey: this.#entryKey, fields: $state.snapshot(this.fields), files }
    this.hasNoRoom = !keepForm(this.#shelf, this.secret, form)
  }

  /** Sends the form; files that are still on their way go first. */
  send(): void {
    if (this.missing !== undefined) return
    this.isWanted = true
    this.keep()
    void this.#work()
  }

  /** The person wants to change something before it goes. */
  hold(): void {
    this.isWanted = false
    this.error = undefined
  }

  /** The line is back, or the person tries once more. */
  readonly again = (): void => {
    this.#failures = 0
    void this.#work()
  }

  /** Ends what waits in the background. */
  close(): void {
    clearTimeout(this.#retry)
  }

  /** Does the next thing: one file at a time, then the form. A broken line is tried again by itself. */
  async #work(): Promise<void> {
    if (this.sendingFile || this.isSending || this.receipt) return
    clearTimeout(this.#retry)
    const next = this.files.find(({ isWaiting }) => isWaiting)
    if (next) await this.#sendFile(next)
    else if (this.isWanted && this.missing === undefined) await this.#sendForm()
    else return
    const failed = next ? next.error : this.error
    if (!failed) {
      this.#failures = 0
      return this.#work()
    }
    if (!isPassing(failed)) return next ? this.#work() : undefined
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]
    this.#failures += 1
    this.#retry = setTimeout(() => void this.#work(), wait)
  }

  async #sendFile(sending: SendingFile): Promise<void> {
    if (!sending.file) return
    sending.isSending = true
    sending.error = undefined
    sending.fraction = 0
    try {
      const onProgress = (fraction: number) => {
        sending.fraction = fraction
      }
      const { id, warnings, title } = await intakeApi.sendFile(this.secret, sending.file, { onProgress })
      sending.id = id
      sending.warnings = warnings
      if (title !== undefined && this.fields.title.trim() === '') this.fields.title = title
    } catch (thrown) {
      sending.error = asApiError(thrown)
    } finally {
      sending.isSending = false
    }
    this.keep()
  }

  async #sendForm(): Promise<void> {
    this.isSending = true
    this.error = undefined
    try {
      const { target: _chosen, ...fields } = $state.snapshot(this.fields)
      const fileIds = this.files.flatMap(({ id }) => id ?? [])
      const form: SentForm = { ...fields, entryKey: this.#entryKey, fileIds }
      if (this.target) form.target = { programmeId: this.target.programmeId, period: this.target.period }
      this.receipt = await intakeApi.send(this.secret, form)
      const { author, senderName, contact } = fields
      forgetForm(this.#shelf, this.secret, { author, senderName, contact })
    } catch (thrown) {
      this.error = asApiError(thrown)
      if (!isPassing(this.error)) this.isWanted = false
    } finally {
      this.isSending = false
    }
  }
}
