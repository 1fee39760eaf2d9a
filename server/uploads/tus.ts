import type { IncomingMessage, ServerResponse } from 'node:http'
import { FileStore } from '@tus/file-store'
import { EVENTS, Server, Upload } from '@tus/server'
import type { Deps } from '../deps.ts'
import { type ErrorCode, tell } from '../errors.ts'
import { humanBytes } from '../media/index.ts'
import type { Arrivals } from './arrivals.ts'
import { addUpload, dropUpload, findUpload, type NewUpload } from './store.ts'

export const UPLOADS_PATH = '/api/uploads'

/** Nothing more has come for so long: whoever was sending is gone, though the connection may still stand. */
const GONE_AFTER_MS = 4_000
/** How long a request whose sender has come back on another connection may still write what it has. */
const DRAIN_MS = 200

/**
 * The tus protocol 1.0 (creation, with upload too, and termination) over the files of `Arrivals` and the rows of the
 * store: a file that is announced, come and gone has a row, and no second list beside it. Who may do what is asked before.
 */
export class Tus {
  readonly #deps: Deps
  readonly #server: Server
  readonly #announced = new WeakMap<object, NewUpload>()
  readonly #seenAtMs = new Map<string, number>()
  readonly #writing = new Set<Promise<unknown>>()

  /** `onWhole` hears of every file whose last byte has come. */
  constructor(deps: Deps, arrivals: Arrivals, onWhole: (id: string) => void) {
    const { db, config } = deps
    this.#deps = deps
    const store = new FileStore({
      directory: arrivals.folder,
      configstore: {
        get: async (id) => {
          const row = await findUpload(db, id)
          return (
            row && new Upload({ id, size: row.bytes, offset: 0, creation_date: new Date(row.begunAt).toISOString() })
          )
        },
        // The row was made with the announcement.
        set: async () => undefined,
        delete: (id) => dropUpload(db, id),
      },
    })
    const write = store.write.bind(store)
    store.write = (bytes, id, offset) => this.#follow(write(bytes, id, offset))
    store.extensions = ['creation', 'creation-with-upload', 'termination']
    this.#server = new Server({
      path: UPLOADS_PATH,
      datastore: store,
      maxSize: config.uploadLimitBytes,
      // Behind a proxy the station does not know the address that the page knows.
      relativeLocation: true,
      allowedOrigins: () => false,
      lockDrainTimeout: DRAIN_MS,
      namingFunction: (request) => this.#announcedBy(request).id,
      onUploadCreate: async (request) => {
        await addUpload(db, this.#announcedBy(request))
        return {}
      },
      onUploadFinish: async (_request, { id }) => {
        onWhole(id)
        return {}
      },
      onResponseError: (_request, error) => this.#told(error),
    })
    this.#server.on(EVENTS.POST_RECEIVE, (_request, { id }) => this.#saw(id))
  }

  /** Answers the creation of a file that was announced and examined. */
  async create(upload: NewUpload, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#announced.set(request, upload)
    await this.go(upload.id, request, response)
  }

  /** Answers any other request for a file: HEAD, PATCH, DELETE. Never rejects. */
  async go(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#saw(id)
    await this.#answer(request, response)
    if (request.method === 'PATCH' && request.complete) this.#saw(id)
    else this.#seenAtMs.delete(id)
  }

  /** What the station can do, for OPTIONS. */
  async describe(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#answer(request, response)
  }

  /** Whether somebody is sending a file at this moment. */
  isComing(id: string): boolean {
    const seenAtMs = this.#seenAtMs.get(id)
    return seenAtMs !== undefined && this.#deps.clock.monotonicMs() - seenAtMs < GONE_AFTER_MS
  }

  /** Resolves when nothing is being written any more. */
  async rest(): Promise<void> {
    await Promise.allSettled(this.#writing)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // An answer to somebody who is gone is never over: the end of the connection is.
    const left = new Promise<void>((resolve) => response.once('close', resolve))
    const answered = this.#server.handle(request, response).catch((err: unknown) => {
      this.#deps.log.warn({ err }, 'Một yêu cầu gửi tệp bị đứt giữa chừng')
      response.destroy()
    })
    await Promise.race([answered, left])
  }

  #follow<T>(writing: Promise<T>): Promise<T> {
    this.#writing.add(writing)
    const over = () => this.#writing.delete(writing)
    writing.then(over, over)
    return writing
  }

  #saw(id: string): void {
    this.#seenAtMs.set(id, this.#deps.clock.monotonicMs())
  }

  #announcedBy(request: { runtime?: { node?: { req: object } | undefined } | undefined }): NewUpload {
    const raw = request.runtime?.node?.req
    const upload = raw && this.#announced.get(raw)
    if (!upload) throw new Error('a creation that nobody announced')
    return upload
  }

  /** The protocol's own refusals in the words of the table. */
  async #told(error: Error | { status_code: number; body: string }): Promise<{ status_code: number; body: string }> {
    const status = 'status_code' in error ? error.status_code : 500
    const [code, details, as] = await this.#codeOf(status, error)
    return { status_code: as, body: JSON.stringify(tell(code, details)) }
  }

  async #codeOf(status: number, error: unknown): Promise<[ErrorCode, Record<string, unknown>, number]> {
    const { media, config, log } = this.#deps
    if (status === 404) return ['not-found', {}, 404]
    if (status === 409) return ['upload-elsewhere', {}, 409]
    if (status === 410) return ['upload-gone', {}, 410]
    if (status === 413) return ['too-large', { limit: humanBytes(config.uploadLimitBytes) }, 413]
    if (status < 500) return ['bad-request', { what: 'máy chủ không hiểu yêu cầu gửi tệp' }, status]
    const free = await media.files.freeBytes()
    if (free < NEARLY_FULL_BYTES) return ['disk-full', { free: humanBytes(free) }, 507]
    log.error({ err: error }, 'Không ghi được tệp đang gửi lên')
    return ['upload-broken', {}, 503]
  }
}

/** A write that failed with so little left failed for want of room. */
const NEARLY_FULL_BYTES = 64 * 1024 ** 2
