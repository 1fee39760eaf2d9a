/** Recordings in the browser's database, for browsers without files of their own: entries, and the sound of each chunk. */
import { asKeepError } from './keep-error.ts'
import { type KeepEntry, type Kept, type KeptChunk, keptFrom, note } from './kept.ts'
import type { KeepStore, KeptFile } from './store.ts'

const NAME = 'len-song.ban-thu'
const ENTRIES = 'entries'
const SOUND = 'sound'
const BY_RECORDING = 'recordingId'

interface Row {
  recordingId: string
  entry: KeepEntry
}

/** Undefined where this browser has no database. */
export async function indexedDbStore(): Promise<KeepStore | undefined> {
  if (!('indexedDB' in globalThis)) return undefined
  const db = await openDatabase()
  return {
    async ids() {
      const rows = db.transaction(ENTRIES).objectStore(ENTRIES).index(BY_RECORDING)
      const ids: string[] = []
      const cursor = rows.openKeyCursor(null, 'nextunique')
      await new Promise<void>((resolve, reject) => {
        cursor.onerror = () => reject(cursor.error)
        cursor.onsuccess = () => {
          if (!cursor.result) return resolve()
          ids.push(String(cursor.result.key))
          cursor.result.continue()
        }
      })
      return ids
    },
    async create(opening) {
      const kept = keptFrom([opening])
      if (!kept) throw new Error('a recording begins with its opening')
      const file = new DatabaseFile(db, kept)
      await file.write(opening)
      return file
    },
    async open(id) {
      const rows: Row[] = await answer(
        db.transaction(ENTRIES).objectStore(ENTRIES).index(BY_RECORDING).getAll(IDBKeyRange.only(id)),
      )
      const kept = keptFrom(rows.map(({ entry }) => entry))
      return kept && new DatabaseFile(db, kept)
    },
    async remove(id) {
      const work = strict(db, [ENTRIES, SOUND])
      const entries = work.objectStore(ENTRIES)
      const keys = await answer(entries.index(BY_RECORDING).getAllKeys(IDBKeyRange.only(id)))
      for (const key of keys) entries.delete(key)
      work.objectStore(SOUND).delete(IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]))
      await done(work)
    },
  }
}

class DatabaseFile implements KeptFile {
  readonly kept: Kept
  readonly #db: IDBDatabase

  constructor(db: IDBDatabase, kept: Kept) {
    this.#db = db
    this.kept = kept
  }

  async add(entry: KeepEntry): Promise<void> {
    await this.write(entry)
    note(this.kept, entry)
  }

  async addChunk(chunk: KeptChunk, bytes: ArrayBuffer): Promise<void> {
    const entry: KeepEntry = { kind: 'chunk', ...chunk }
    await this.write(entry, bytes)
    note(this.kept, entry)
  }

  async read({ number }: KeptChunk): Promise<ArrayBuffer> {
    const found: unknown = await answer(
      this.#db.transaction(SOUND).objectStore(SOUND).get([this.kept.opening.recordingId, number]),
    )
    return found instanceof ArrayBuffer ? found : new ArrayBuffer(0)
  }

  async sound(): Promise<Blob> {
    const pieces: Blob[] = []
    // A blob a chunk: the browser may put each of them on disk, so that an hour does not stand in memory.
    for (const chunk of this.kept.chunks) pieces.push(new Blob([await this.read(chunk)]))
    return new Blob(pieces)
  }

  async close(): Promise<void> {
    // The database stays open for the other recordings.
  }

  /** Writes an entry, and the sound of its chunk in the same breath: both are there, or neither. */
  async write(entry: KeepEntry, bytes?: ArrayBuffer): Promise<void> {
    const { recordingId } = this.kept.opening
    try {
      const work = strict(this.#db, [ENTRIES, SOUND])
      const row: Row = { recordingId, entry }
      work.objectStore(ENTRIES).add(row)
      if (bytes && entry.kind === 'chunk') work.objectStore(SOUND).put(bytes, [recordingId, entry.number])
      await done(work)
    } catch (thrown) {
      throw asKeepError(thrown)
    }
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      const entries = request.result.createObjectStore(ENTRIES, { autoIncrement: true })
      entries.createIndex(BY_RECORDING, 'recordingId')
      request.result.createObjectStore(SOUND)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** A transaction that is answered only when it is on the disk. */
function strict(db: IDBDatabase, stores: string[]): IDBTransaction {
  return db.transaction(stores, 'readwrite', { durability: 'strict' })
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function done(work: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    work.oncomplete = () => resolve()
    work.onabort = () => reject(work.error)
    work.onerror = () => reject(work.error)
  })
}
