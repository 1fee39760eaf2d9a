import type { FileUpload } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { type ErrorCode, isDiskFull, isErrorCode, StationError, statusOf, tell } from '../errors.ts'
import { humanBytes } from '../media/index.ts'
import { findTake, makeTake } from '../takes/index.ts'
import { Arrivals } from './arrivals.ts'
import {
  dropUpload,
  findUpload,
  isOver,
  listAllUploads,
  listUploads,
  noteRefusal,
  noteTake,
  type UploadRow,
} from './store.ts'
import { Tus } from './tus.ts'

const HOUR_MS = 3_600_000
const KEPT_MS = 7 * 24 * HOUR_MS
/** Looking at a file stands back behind everything else: what airs, what is being recorded. */
const NICENESS = 10

interface Looking {
  id: string
  controller: AbortController
  fraction: number | undefined
  done: Promise<void>
}

/**
 * Makes reads of the files that have come whole, one at a time, in the order of their coming. What has come and has no
 * outcome is the queue: it survives a restart by being one. Whatever is older than seven days and became nothing is
 * forgotten.
 */
export class UploadDesk {
  readonly arrivals: Arrivals
  readonly tus: Tus
  readonly #deps: Deps
  readonly #waiting: string[] = []
  #looking: Looking | undefined
  #cancelHourly: (() => void) | undefined
  #closing = false

  constructor(deps: Deps) {
    this.#deps = deps
    this.arrivals = new Arrivals(deps.config.dataDir)
    this.tus = new Tus(deps, this.arrivals, (id) => this.look(id))
  }

  /** Goes on with what an earlier run left, and begins to clear up every hour. */
  async resume(): Promise<void> {
    const rows = await listAllUploads(this.#deps.db)
    await this.arrivals.dropStrangers(new Set(rows.filter(({ takeId }) => !takeId).map(({ id }) => id)))
    for (const row of rows) if (!isOver(row) && (await this.#isWhole(row))) this.look(row.id)
    await this.#hourly()
  }

  /** A file that is whole waits for its turn. The same one twice waits once. */
  look(id: string): void {
    if (this.#closing || this.#looking?.id === id || this.#waiting.includes(id)) return
    this.#waiting.push(id)
    this.#next()
  }

  /** Looks again at a file that failed for a reason of the station's; refuses `nothing-to-check`. */
  async lookAgain(row: UploadRow): Promise<void> {
    if (!(await this.#mayCheckAgain(row))) throw new StationError('nothing-to-check')
    await noteRefusal(this.#deps.db, row.id, undefined)
    this.look(row.id)
  }

  /** A file as its sender sees it. */
  async view(row: UploadRow): Promise<FileUpload> {
    const { db } = this.#deps
    const come = isOver(row) ? row.bytes : ((await this.arrivals.receivedBytes(row.id)) ?? 0)
    const looking = this.#looking?.id === row.id ? this.#looking : undefined
    const take = row.takeId === undefined ? undefined : await findTake(db, row.takeId)
    return {
      id: row.id,
      editionId: row.editionId,
      itemId: row.itemId,
      revisionId: row.revisionId,
      fileName: row.fileName,
      bytes: row.bytes,
      begunAt: row.begunAt,
      state: stateOf(row, come, looking !== undefined),
      receivedBytes: come,
      isComing: !isOver(row) && come < row.bytes && this.tus.isComing(row.id),
      ...(row.modifiedAt !== undefined && { modifiedAt: row.modifiedAt }),
      ...(looking?.fraction !== undefined && { fraction: looking.fraction }),
      ...(take && { take }),
      ...(row.refusal !== undefined && {
        refusal: await this.#told(row, row.refusal),
        mayCheckAgain: await this.#mayCheckAgain(row),
      }),
    }
  }

  /** A person's files of an edition that are no read yet. */
  async list(editionId: string, personId: string): Promise<FileUpload[]> {
    return Promise.all((await listUploads(this.#deps.db, editionId, personId)).map((row) => this.view(row)))
  }

  /** Gives a file up: what has come of it goes. A read that it has become stays. */
  async drop(row: UploadRow): Promise<void> {
    const place = this.#waiting.indexOf(row.id)
    if (place >= 0) this.#waiting.splice(place, 1)
    const looking = this.#looking?.id === row.id ? this.#looking : undefined
    looking?.controller.abort()
    await looking?.done
    await dropUpload(this.#deps.db, row.id)
    await this.arrivals.drop(row.id)
  }

  /** Stops without an outcome what is being looked at, so that the next start takes it up again. */
  async close(): Promise<void> {
    this.#closing = true
    this.#waiting.length = 0
    this.#cancelHourly?.()
    this.#looking?.controller.abort()
    await this.#looking?.done
    await this.tus.rest()
  }

  #next(): void {
    if (this.#looking || this.#closing) return
    const id = this.#waiting.shift()
    if (id === undefined) return
    const looking: Looking = { id, controller: new AbortController(), fraction: undefined, done: Promise.resolve() }
    this.#looking = looking
    looking.done = this.#lookAt(looking)
      .catch((err: unknown) => this.#deps.log.error({ err, uploadId: id }, 'Không ghi được kết quả của tệp gửi lên'))
      .then(() => {
        this.#looking = undefined
        this.#tellPages()
        this.#next()
      })
    this.#tellPages()
  }

  async #lookAt(looking: Looking): Promise<void> {
    const { db, log } = this.#deps
    const row = await findUpload(db, looking.id)
    if (!row || isOver(row)) return
    try {
      // A station that was stopped after it had made the read finds it by the file's own id.
      const take = (await findTake(db, row.id)) ?? (await this.#makeTake(row, looking))
      await noteTake(db, row.id, take.id)
      await this.arrivals.drop(row.id)
    } catch (cause) {
      if (looking.controller.signal.aborted) return
      const code = codeOf(cause)
      if (code === 'internal') log.error({ err: cause, reference: referenceOf(row) }, 'Lỗi khi xem tệp gửi lên')
      else log.info({ code, fileName: row.fileName }, 'Đã từ chối một tệp gửi lên')
      await noteRefusal(db, row.id, code)
      if (!isStationsFault(code)) await this.arrivals.drop(row.id)
    }
  }

  async #makeTake(row: UploadRow, looking: Looking) {
    const { signal } = looking.controller
    const file = await this.#deps.media.files.linkTo(this.arrivals.pathOf(row.id), signal)
    const { id, fileName, mediaType } = row
    const onProgress = (fraction: number) => {
      looking.fraction = fraction
    }
    const work = { signal, niceness: NICENESS, onProgress }
    return makeTake(this.#deps, row, { id, file, fileName, mediaType, source: 'upload', work }, row.begunBy)
  }

  async #told(row: UploadRow, refusal: string) {
    const free = humanBytes(await this.#deps.media.files.freeBytes())
    const code = isErrorCode(refusal) ? refusal : 'internal'
    return tell(code, { fileName: row.fileName, free, reference: referenceOf(row) })
  }

  async #mayCheckAgain(row: UploadRow): Promise<boolean> {
    const isOurs = row.refusal !== undefined && isErrorCode(row.refusal) && isStationsFault(row.refusal)
    return isOurs && (await this.#isWhole(row))
  }

  async #isWhole(row: UploadRow): Promise<boolean> {
    return (await this.arrivals.receivedBytes(row.id)) === row.bytes
  }

  async #hourly(): Promise<void> {
    const { clock, log } = this.#deps
    await this.#clearUp().catch((err: unknown) => log.error({ err }, 'Chưa dọn được các tệp gửi dở'))
    if (this.#closing) return
    this.#cancelHourly = clock.wakeAt(clock.now() + HOUR_MS, () => void this.#hourly())
  }

  async #clearUp(): Promise<void> {
    const { db, clock } = this.#deps
    const before = clock.now() - KEPT_MS
    for (const row of await listAllUploads(db)) {
      const isBusy = this.tus.isComing(row.id) || this.#looking?.id === row.id || this.#waiting.includes(row.id)
      if (row.begunAt < before && !isBusy) await this.drop(row)
    }
  }

  #tellPages(): void {
    this.#deps.live.tell({ event: 'changed', data: { what: 'uploads' } })
  }
}

function stateOf(row: UploadRow, come: number, isLookedAt: boolean): FileUpload['state'] {
  if (row.takeId !== undefined) return 'ready'
  if (row.refusal !== undefined) return 'failed'
  if (isLookedAt) return 'checking'
  return come < row.bytes ? 'sending' : 'waiting'
}

function codeOf(cause: unknown): ErrorCode {
  if (cause instanceof StationError) return cause.code
  return isDiskFull(cause) ? 'disk-full' : 'internal'
}

/** The file is not to blame: it is kept, and looked at again when the station is well. */
function isStationsFault(code: ErrorCode): boolean {
  return statusOf(code) >= 500
}

function referenceOf({ id }: UploadRow): string {
  return id.slice(0, 8)
}
