import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ArchiveWork } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError, tell } from '../errors.ts'
import { bytesBegun, openPlace, writeFolder } from '../hand-overs/index.ts'
import { makePackage, packageName } from './make.ts'
import { addCopy, findPackage } from './store.ts'

/** Works that are remembered: a page asks after its own within the day. */
const MOST_REMEMBERED = 20
/** A page is told no more often than this: reading goes faster than anybody looks. */
const TELL_EVERY_MS = 500

interface Work {
  told: ArchiveWork
  cancel: AbortController
}

/** The person who asked for something. */
interface Person {
  id: string
  displayName: string
}

/** Packages that are being made and written to folders in the background, one after the other, and those just done. */
export class ArchiveDesk {
  readonly #deps: Deps
  readonly #works = new Map<string, Work>()
  #last: Promise<void> = Promise.resolve()
  #toldAt = 0

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Begins to make the package of a year. Refuses `archive-busy` while one is being made. */
  beginPackage(year: number, withMasters: boolean, by: Person): ArchiveWork {
    const running = [...this.#works.values()].find(({ told }) => told.what === 'package' && isRunning(told))
    if (running) throw new StationError('archive-busy', { year: running.told.year })
    return this.#begin({ what: 'package', year }, async (work) => {
      const packageId = await makePackage(this.#deps, {
        year,
        withMasters,
        by,
        signal: work.cancel.signal,
        onProgress: (state, fraction) => this.#progress(work, state, fraction),
      })
      return { packageId }
    })
  }

  /**
   * Begins to write a package to a folder of a stick or disk. An earlier try that broke off is gone on with. Refuses
   * `not-found`, and what the place is refused for.
   */
  async beginCopy(packageId: string, path: string, by: Person): Promise<ArchiveWork> {
    const { db, clock, config, media } = this.#deps
    const found = await findPackage(db, packageId)
    if (!found) throw new StationError('not-found')
    const bytes = found.files.reduce((sum, file) => sum + file.bytes, 0)
    const begun = await bytesBegun(path, packageName(found.year))
    const place = await openPlace(path, config.dataDir, Math.max(0, bytes - begun))
    return this.#begin({ what: 'copy', year: found.year, packageId }, async (work) => {
      const folderName = await writeFolder({
        place,
        folderName: packageName(found.year),
        files: found.files.map((file) => ({ ...file, content: { path: media.files.pathOf(file.sha256) } })),
        goesOn: true,
        signal: work.cancel.signal,
        onProgress: (state, done) =>
          this.#progress(work, state === 'writing' ? 'writing' : 'proving', bytes === 0 ? 1 : done / (2 * bytes)),
      })
      const written = join(place, folderName)
      await addCopy(db, { packageId, path: written, by: by.id, at: clock.now() })
      return { packageId, path: written }
    })
  }

  /** What is being done, and what was lately; the newest first. */
  works(): ArchiveWork[] {
    return [...this.#works.values()].map(({ told }) => told).reverse()
  }

  /** Gives up a work; what a folder has already stays there to be gone on with. Refuses `not-found`. */
  cancel(id: string): void {
    const work = this.#works.get(id)
    if (!work) throw new StationError('not-found')
    work.cancel.abort()
    // Whatever has not begun yet will not.
    if (isRunning(work.told)) this.#tell(work, { state: 'cancelled' })
  }

  /** Breaks off what is being done. */
  async close(): Promise<void> {
    for (const { cancel } of this.#works.values()) cancel.abort()
    await this.#last
  }

  #begin(
    what: Pick<ArchiveWork, 'what' | 'year' | 'packageId'>,
    work: (work: Work) => Promise<Partial<ArchiveWork>>,
  ): ArchiveWork {
    const id = randomUUID()
    const begun = Math.round(this.#deps.clock.now())
    const mine: Work = {
      told: { id, state: what.what === 'package' ? 'gathering' : 'writing', fraction: 0, begun, ...what },
      cancel: new AbortController(),
    }
    this.#works.set(id, mine)
    for (const oldest of this.#works.keys()) {
      if (this.#works.size <= MOST_REMEMBERED) break
      this.#works.delete(oldest)
    }
    this.#last = this.#last
      .then(() => mine.cancel.signal.throwIfAborted())
      .then(() => work(mine))
      .then((done) => this.#tell(mine, { state: 'done', fraction: 1, ...done }))
      .catch((cause: unknown) => this.#failed(mine, cause))
    return mine.told
  }

  #failed(work: Work, cause: unknown): void {
    if (work.cancel.signal.aborted) {
      this.#tell(work, { state: 'cancelled' })
      return
    }
    const isKnown = cause instanceof StationError
    if (!isKnown) this.#deps.log.error({ err: cause }, 'Chưa làm được gói lưu trữ')
    const { message, next } = isKnown
      ? tell(cause.code, cause.details)
      : tell('internal', { reference: work.told.id.slice(0, 8) })
    this.#tell(work, { state: 'failed', problem: { message, ...(next !== undefined && { next }) } })
  }

  #progress(work: Work, state: ArchiveWork['state'], fraction: number): void {
    if (work.cancel.signal.aborted) return
    work.told = { ...work.told, state, fraction }
    const now = this.#deps.clock.now()
    if (now - this.#toldAt < TELL_EVERY_MS) return
    this.#toldAt = now
    this.#deps.live.tell({ event: 'changed', data: { what: 'archive' } })
  }

  #tell(work: Work, change: Partial<ArchiveWork>): void {
    work.told = { ...work.told, ...change }
    this.#deps.live.tell({ event: 'changed', data: { what: 'archive' } })
  }
}

function isRunning({ state }: ArchiveWork): boolean {
  return state !== 'done' && state !== 'failed' && state !== 'cancelled'
}
