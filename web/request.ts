/** One way to ask the station: typed answers, and every refusal as an ApiError with a sentence for people. */
import type { ErrorBody } from '../server/contract/index.ts'

/** A refusal or a failure. `message` and `next` are Vietnamese and may be shown as they are. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  readonly status: number
  readonly next: string | undefined
  readonly details: Record<string, unknown>

  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.code = body.code
    this.status = status
    this.next = body.next
    this.details = body.details ?? {}
  }

  /** The station could not be reached at all. */
  get isOffline(): boolean {
    return this.code === 'offline'
  }

  /** The person gave it up. */
  get isCancelled(): boolean {
    return this.code === 'cancelled'
  }
}

const offline = () =>
  new ApiError(0, {
    code: 'offline',
    message: 'Không nối được với máy của đài.',
    next: 'Xem dây mạng hoặc Wi-Fi, máy chạy Lên Sóng còn bật không, rồi thử lại.',
  })

const cancelled = () => new ApiError(0, { code: 'cancelled', message: 'Đã huỷ theo yêu cầu.' })

/** Any thrown thing as an ApiError, so that a page has one kind of failure to show. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return cancelled()
  const details = { cause: thrown instanceof Error ? thrown.message : String(thrown) }
  return new ApiError(0, {
    code: 'page-failed',
    message: 'Trang gặp trục trặc khi xử lý câu trả lời của máy chủ.',
    next: 'Tải lại trang; nếu vẫn vậy, báo cho người phụ trách máy.',
    details,
  })
}

let signInNeeded: () => void = () => {}

/** Names what happens when the station answers “sign in first”. */
export function onSignInNeeded(act: () => void): void {
  signInNeeded = act
}

function refusal(status: number, body: unknown): ApiError {
  const error = isErrorBody(body)
    ? new ApiError(status, body)
    : new ApiError(status, {
        code: `http-${status}`,
        message: status >= 500 ? 'Máy chủ của đài gặp trục trặc.' : 'Máy chủ không nhận yêu cầu này.',
        next: 'Thử lại sau ít phút; nếu vẫn vậy, báo cho người phụ trách máy.',
      })
  if (error.code === 'sign-in-needed') signInNeeded()
  return error
}

/** The refusal in an answer that came another way than by `ask`: its status and its text. */
export const refusedWith = (status: number, text: string): ApiError => refusal(status, parse(text))

/** What to show when a request of another way than `ask` had no answer. */
export const unanswered = (): ApiError => offline()

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('message' in body)) return false
  return typeof body.code === 'string' && typeof body.message === 'string'
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** What a request carries: JSON, or raw bytes with headers. */
export interface Carried {
  json?: unknown
  bytes?: ArrayBuffer
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Asks the station; resolves to the JSON answer, rejects with ApiError. The caller names the type of the contract. */
export async function ask<T>(method: Method, address: string, carried: Carried = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', ...carried.headers }
  if (carried.json !== undefined) headers['content-type'] = 'application/json'
  const body = carried.bytes ?? (carried.json === undefined ? undefined : JSON.stringify(carried.json))
  let response: Response
  try {
    response = await fetch(address, { method, headers, body, signal: carried.signal, credentials: 'same-origin' })
  } catch (thrown) {
    throw carried.signal?.aborted ? cancelled() : thrown instanceof TypeError ? offline() : thrown
  }
  const text = await response.text().catch(() => {
    throw offline()
  })
  const answer = parse(text)
  if (!response.ok) throw refusal(response.status, answer)
  return answer as T
}

/** A stretch of a file, as the pages ask for it. */
export interface BytesAsked {
  from: number
  bytes: number
}

/**
 * The bytes of a file of the station, or a stretch of them (fewer where the file ends); `totalBytes` is the length of the
 * whole. Rejects with ApiError.
 */
export async function askBytes(
  address: string,
  asked?: BytesAsked,
  signal?: AbortSignal,
): Promise<{ bytes: ArrayBuffer; totalBytes: number }> {
  const headers: Record<string, string> = asked ? { range: `bytes=${asked.from}-${asked.from + asked.bytes - 1}` } : {}
  const response = await fetched(address, headers, signal)
  if (response.status === 416) return { bytes: new ArrayBuffer(0), totalBytes: asked?.from ?? 0 }
  if (!response.ok) throw refusal(response.status, parse(await response.text()))
  const bytes = await response.arrayBuffer().catch(() => {
    throw signal?.aborted ? cancelled() : offline()
  })
  const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? bytes.byteLength)
  const isWhole = asked !== undefined && response.status !== 206
  return { bytes: isWhole ? bytes.slice(asked.from, asked.from + asked.bytes) : bytes, totalBytes: total }
}

/** The bytes of a file as they arrive. Rejects with ApiError. */
export async function askStream(
  address: string,
  onBytes: (bytes: Uint8Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  const response = await fetched(address, {}, signal)
  if (!response.ok) throw refusal(response.status, parse(await response.text()))
  const reader = response.body?.getReader()
  if (!reader) return
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw signal?.aborted ? cancelled() : offline()
    })
    if (done) return
    onBytes(value)
  }
}

async function fetched(address: string, headers: Record<string, string>, signal: AbortSignal | undefined) {
  try {
    return await fetch(address, { headers, credentials: 'same-origin', ...(signal && { signal }) })
  } catch (thrown) {
    throw signal?.aborted ? cancelled() : thrown instanceof TypeError ? offline() : thrown
  }
}

/** Why the station does not give a sound or a file that a media element could not open; undefined when it does give it. */
export async function refusalOf(address: string): Promise<ApiError | undefined> {
  const leaving = new AbortController()
  try {
    const response = await fetch(address, { signal: leaving.signal, credentials: 'same-origin' })
    return response.ok ? undefined : refusal(response.status, parse(await response.text()))
  } catch (thrown) {
    return thrown instanceof TypeError ? offline() : asApiError(thrown)
  } finally {
    // What it gives is not wanted here: the rest of it is not fetched.
    leaving.abort()
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How an upload is followed and given up. `onProgress` gets the share sent, 0…1. */
export interface UploadFollowed {
  onProgress?: (fraction: number) => void
  signal?: AbortSignal
}

/**
 * Sends one file as the multipart field `file`, with progress; `fields` go before it, so that the station knows them when
 * the file arrives. Resolves to the JSON answer, rejects with ApiError.
 */
export function upload<T>(
  address: string,
  file: File | undefined,
  followed: UploadFollowed = {},
  fields: Record<string, string> = {},
): Promise<T> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (file) form.append('file', file, file.name)
  return new Promise<T>((resolve, reject) => {
    if (followed.signal?.aborted) return reject(cancelled())
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    followed.signal?.addEventListener('abort', abort, { once: true })
    const finish = (act: () => void) => {
      followed.signal?.removeEventListener('abort', abort)
      act()
    }
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) followed.onProgress?.(event.loaded / event.total)
    }
    request.onload = () =>
      finish(() => {
        const answer = parse(request.responseText)
        if (request.status >= 200 && request.status < 300) resolve(answer as T)
        else reject(refusal(request.status, answer))
      })
    request.onerror = () => finish(() => reject(offline()))
    request.onabort = () => finish(() => reject(cancelled()))
    request.send(form)
  })
}
