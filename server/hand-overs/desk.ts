import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { HandOverAsked, HandOverWork } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError, tell } from '../errors.ts'
import { listWardStations } from '../stations/index.ts'
import { type Contents, contentsOf } from './contents.ts'
import { openPlace } from './places.ts'
import { addHandOver, listHandOvers } from './store.ts'
import { writeFolder } from './write-folder.ts'

/** Works that are remembered: a page asks after its own within minutes. */
const MOST_REMEMBERED = 30

interface Work {
  told: HandOverWork
  /** What an archive is made from when it is fetched. */
  contents?: Contents
}

/** The hand-overs that are being written in the background, and those just made. */
export class HandOverDesk {
  readonly #deps: Deps
  readonly #works = new Map<string, Work>()
  readonly #closing = new AbortController()
  #last: Promise<void> = Promise.resolve()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Begins a hand-over. What can be refused at once is: `hand-over-to-nobody`, `hand-over-not-ready`, the place. A folder is
   * then written in the background; an archive is ready to be fetched at once.
   */
  async begin(editionId: string, asked: HandOverAsked, by: string): Promise<HandOverWork> {
    const { db, clock, config } = this.#deps
    const at = Math.round(clock.now())
    const known = await listWardStations(db)
    const wards = known.filter(({ id }) => asked.wardStationIds.includes(id))
    const person = asked.givenTo.normalize('NFC').trim()
    const givenTo = [...wards.map(({ name }) => name), ...(person === '' ? [] : [person])].join(', ')
    if (givenTo === '') throw new StationError('hand-over-to-nobody')
    const contents = await contentsOf(this.#deps, editionId, { withMaster: asked.withMaster, givenTo, at })
    const bytes = contents.files.reduce((sum, file) => sum + file.bytes, 0)
    const place = asked.way === 'folder' ? await openPlace(asked.path, config.dataDir, bytes) : undefined
    const id = randomUUID()
    const note = (folderName: string) =>
      addHandOver(db, {
        id,
        editionId,
        renderId: contents.renderId,
        way: asked.way,
        folderName,
        path: place === undefined ? undefined : join(place, folderName),
        files: contents.files,
        wardStationIds: wards.map((ward) => ward.id),
        givenTo: person,
        by,
        at,
      })
    if (place === undefined) {
      await note(`${contents.folderName}.zip`)
      return this.#remember({
        contents,
        told: { ...(await this.#done(editionId, id)), zipPath: `/api/hand-overs/${id}/zip` },
      })
    }
    const told = this.#remember({ told: { id, state: 'writing', fraction: 0 } })
    this.#run(id, async () => {
      const folderName = await writeFolder({
        place,
        folderName: contents.folderName,
        files: contents.files,
        signal: this.#closing.signal,
        onProgress: (state, done) => this.#tell({ id, state, fraction: done / (2 * bytes) }),
      })
      await note(folderName)
      this.#tell(await this.#done(editionId, id))
    })
    return told
  }

  /** How far a hand-over is. Refuses `not-found`. */
  find(id: string): HandOverWork {
    return this.#find(id).told
  }

  /** What the archive of a hand-over holds. Refuses `not-found` when too much time went by. */
  archiveOf(id: string): Contents {
    const { contents } = this.#find(id)
    if (!contents) throw new StationError('not-found')
    return contents
  }

  /** Breaks off what is being written; nothing half-written is left behind. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#last
  }

  async #done(editionId: string, id: string): Promise<HandOverWork> {
    const handOver = (await listHandOvers(this.#deps.db, editionId)).find((one) => one.id === id)
    return { id, state: 'done', fraction: 1, ...(handOver && { handOver }) }
  }

  /** One after the other: a stick is slow, and two of one name would write into the same folder. */
  #run(id: string, work: () => Promise<void>): void {
    this.#last = this.#last
      .then(() => this.#closing.signal.throwIfAborted())
      .then(work)
      .catch((cause: unknown) => {
        if (this.#closing.signal.aborted) return
        this.#deps.log.error({ err: cause }, 'Chưa giao được kỳ phát')
        const isKnown = cause instanceof StationError
        const { message, next } = isKnown
          ? tell(cause.code, cause.details)
          : tell('internal', { reference: id.slice(0, 8) })
        this.#tell({ id, state: 'failed', fraction: 0, problem: { message, ...(next !== undefined && { next }) } })
      })
  }

  #tell(told: HandOverWork): void {
    this.#works.set(told.id, { ...this.#works.get(told.id), told })
    if (told.state === 'done') this.#deps.live.tell({ event: 'changed', data: { what: 'downloads' } })
  }

  #remember(work: Work): HandOverWork {
    this.#works.set(work.told.id, work)
    for (const oldest of this.#works.keys()) {
      if (this.#works.size <= MOST_REMEMBERED) break
      this.#works.delete(oldest)
    }
    return work.told
  }

  #find(id: string): Work {
    const work = this.#works.get(id)
    if (!work) throw new StationError('not-found')
    return work
  }
}
