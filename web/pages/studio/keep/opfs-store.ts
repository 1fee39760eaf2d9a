/**
 * Recordings as files of the origin's private file system: a folder a recording, `log` (a line of JSON an entry) beside
 * `sound` (raw samples). Written through synchronous handles, which only workers have.
 */
import { asKeepError } from './keep-error.ts'
import { type KeepEntry, type Kept, type KeptChunk, keptFrom, note, withinSound } from './kept.ts'
import type { KeepStore, KeptFile } from './store.ts'

/** The part of FileSystemSyncAccessHandle that is used. Older browsers answer some of it with promises. */
interface SyncHandle {
  read(buffer: Uint8Array, options: { at: number }): number
  write(buffer: Uint8Array, options: { at: number }): number
  truncate(size: number): void | Promise<void>
  getSize(): number | Promise<number>
  flush(): void | Promise<void>
  close(): void | Promise<void>
}

type SyncFile = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncHandle> }

const FOLDER = 'ban-thu'
const NEW_LINE = 10
/** A page that was just closed lets go of its files a moment later. */
const HELD_TRIES = 20
const HELD_PAUSE_MS = 100

/** Undefined where this browser has no such files. */
export async function opfsStore(): Promise<KeepStore | undefined> {
  const isThere = 'FileSystemFileHandle' in globalThis && 'createSyncAccessHandle' in FileSystemFileHandle.prototype
  if (!isThere || !navigator.storage?.getDirectory) return undefined
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })
  return {
    async ids() {
      const ids: string[] = []
      for await (const name of root.keys()) ids.push(name)
      return ids
    },
    async create(opening) {
      try {
        const folder = await root.getDirectoryHandle(opening.recordingId, { create: true })
        const file = await openFile(folder, [opening])
        if (!file) throw new Error('a recording that was just made cannot be read')
        return file
      } catch (thrown) {
        throw asKeepError(thrown)
      }
    },
    async open(id) {
      return openFile(await root.getDirectoryHandle(id))
    },
    async remove(id) {
      await root.removeEntry(id, { recursive: true })
    },
  }
}

async function openFile(folder: FileSystemDirectoryHandle, entries: KeepEntry[] = []): Promise<KeptFile | undefined> {
  const soundFile = await folder.getFileHandle('sound', { create: true })
  const logFile = await folder.getFileHandle('log', { create: true })
  const sound = await openHandle(soundFile)
  const log = await openHandle(logFile).catch(async (thrown) => {
    await sound.close()
    throw thrown
  })
  const file = await OpfsFile.over(soundFile, sound, log, entries)
  if (!file) await Promise.all([sound.close(), log.close()])
  return file
}

class OpfsFile implements KeptFile {
  readonly kept: Kept
  readonly #soundFile: FileSystemFileHandle
  readonly #sound: SyncHandle
  readonly #log: SyncHandle
  #logEnd: number

  private constructor(kept: Kept, soundFile: FileSystemFileHandle, sound: SyncHandle, log: SyncHandle, logEnd: number) {
    this.kept = kept
    this.#soundFile = soundFile
    this.#sound = sound
    this.#log = log
    this.#logEnd = logEnd
  }

  static async over(
    soundFile: FileSystemFileHandle,
    sound: SyncHandle,
    log: SyncHandle,
    begun: KeepEntry[],
  ): Promise<OpfsFile | undefined> {
    const bytes = new Uint8Array(await log.getSize())
    log.read(bytes, { at: 0 })
    const { entries, end } = linesOf(bytes)
    const kept = keptFrom(entries.length > 0 ? entries : begun)
    if (!kept) return undefined
    const file = new OpfsFile(withinSound(kept, await sound.getSize()), soundFile, sound, log, end)
    if (entries.length === 0) for (const entry of begun) await file.#append(entry)
    return file
  }

  async add(entry: KeepEntry): Promise<void> {
    await this.#append(entry)
    note(this.kept, entry)
  }

  async addChunk(chunk: KeptChunk, bytes: ArrayBuffer): Promise<void> {
    try {
      writeAll(this.#sound, new Uint8Array(bytes), this.#placeOf(chunk))
      await this.#sound.flush()
    } catch (thrown) {
      throw asKeepError(thrown)
    }
    await this.add({ kind: 'chunk', ...chunk })
  }

  async read(chunk: KeptChunk): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(chunk.frames * this.kept.opening.channels * 2)
    const length = this.#sound.read(bytes, { at: this.#placeOf(chunk) })
    return bytes.buffer.slice(0, length)
  }

  async sound(): Promise<Blob> {
    const { opening, chunks } = this.kept
    const frames = chunks.reduce((sum, chunk) => sum + chunk.frames, 0)
    // What lies behind the last chunk of the log is not recorded.
    return (await this.#soundFile.getFile()).slice(0, frames * opening.channels * 2)
  }

  async close(): Promise<void> {
    await this.#sound.close()
    await this.#log.close()
  }

  #placeOf({ firstFrame }: KeptChunk): number {
    const { base, channels } = this.kept.opening
    return (firstFrame - base.frame) * channels * 2
  }

  async #append(entry: KeepEntry): Promise<void> {
    const line = new TextEncoder().encode(`${JSON.stringify(entry)}\n`)
    try {
      writeAll(this.#log, line, this.#logEnd)
      // A torn line of before may have been longer.
      await this.#log.truncate(this.#logEnd + line.length)
      await this.#log.flush()
    } catch (thrown) {
      throw asKeepError(thrown)
    }
    this.#logEnd += line.length
  }
}

/** The whole lines of a log, as far as they can be read, and where the next one goes. */
function linesOf(bytes: Uint8Array): { entries: KeepEntry[]; end: number } {
  const entries: KeepEntry[] = []
  let end = 0
  for (;;) {
    const at = bytes.indexOf(NEW_LINE, end)
    if (at < 0) return { entries, end }
    try {
      entries.push(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(end, at))))
    } catch {
      // A power cut may leave a stretch of zeros: what follows counts as never written.
      return { entries, end }
    }
    end = at + 1
  }
}

function writeAll(handle: SyncHandle, bytes: Uint8Array, place: number): void {
  let written = 0
  while (written < bytes.length) {
    const count = handle.write(bytes.subarray(written), { at: place + written })
    if (count <= 0) throw new DOMException('nothing was written', 'QuotaExceededError')
    written += count
  }
}

async function openHandle(file: FileSystemFileHandle): Promise<SyncHandle> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await (file as SyncFile).createSyncAccessHandle()
    } catch (thrown) {
      const isHeld = thrown instanceof DOMException && thrown.name === 'NoModificationAllowedError'
      if (!isHeld || tries >= HELD_TRIES) throw thrown
      await new Promise((resolve) => setTimeout(resolve, HELD_PAUSE_MS))
    }
  }
}
