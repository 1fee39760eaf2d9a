import { KeepError } from '../../../../web/pages/studio/keep/keep-error.ts'
import { type KeepEntry, type Kept, type KeptChunk, keptFrom, note } from '../../../../web/pages/studio/keep/kept.ts'
import type { KeepStore, KeptFile } from '../../../../web/pages/studio/keep/store.ts'

/** A browser's storage in memory: what lies in it outlives every page; `roomBytes` of sound fit in. */
export class MemoryStore implements KeepStore {
  readonly logs = new Map<string, KeepEntry[]>()
  readonly sounds = new Map<string, Map<number, ArrayBuffer>>()
  roomBytes = Number.POSITIVE_INFINITY

  async ids(): Promise<string[]> {
    return [...this.logs.keys()]
  }

  async create(opening: KeepEntry & { kind: 'opened' }): Promise<KeptFile> {
    this.logs.set(opening.recordingId, [opening])
    this.sounds.set(opening.recordingId, new Map())
    const file = await this.open(opening.recordingId)
    if (!file) throw new Error('just made')
    return file
  }

  async open(id: string): Promise<KeptFile | undefined> {
    const [log, sound] = [this.logs.get(id), this.sounds.get(id)]
    const kept = log && keptFrom(log)
    return kept && sound && new MemoryFile(this, kept, log, sound)
  }

  async remove(id: string): Promise<void> {
    this.logs.delete(id)
    this.sounds.delete(id)
  }
}

class MemoryFile implements KeptFile {
  readonly kept: Kept
  readonly #store: MemoryStore
  readonly #log: KeepEntry[]
  readonly #sound: Map<number, ArrayBuffer>

  constructor(store: MemoryStore, kept: Kept, log: KeepEntry[], sound: Map<number, ArrayBuffer>) {
    this.#store = store
    this.kept = kept
    this.#log = log
    this.#sound = sound
  }

  async add(entry: KeepEntry): Promise<void> {
    this.#log.push(entry)
    note(this.kept, entry)
  }

  async addChunk(chunk: KeptChunk, bytes: ArrayBuffer): Promise<void> {
    this.#store.roomBytes -= bytes.byteLength
    if (this.#store.roomBytes < 0) throw new KeepError('storage-full')
    this.#sound.set(chunk.number, bytes.slice(0))
    await this.add({ kind: 'chunk', ...chunk })
  }

  async read({ number }: KeptChunk): Promise<ArrayBuffer> {
    return this.#sound.get(number)?.slice(0) ?? new ArrayBuffer(0)
  }

  async sound(): Promise<Blob> {
    return new Blob(await Promise.all(this.kept.chunks.map((chunk) => this.read(chunk))))
  }

  async close(): Promise<void> {
    // Memory needs no closing.
  }
}
