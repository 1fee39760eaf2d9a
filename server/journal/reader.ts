import { type FSWatcher, watch } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { clearInterval, setInterval } from 'node:timers'
import type { Deps } from '../deps.ts'
import { type JournalEntry, journalFiles, onAirFolder, readJournal } from '../handover/index.ts'
import { addEntries, readPlace } from './store.ts'

const POLL_MS = 1000

/**
 * Carries the on-air process's journal into the database, entry by entry and each once, as it grows. How far a file has
 * been read is kept by its mark, not by its name, so that nothing is passed over when it is closed and another begun; an
 * entry that comes again is known by its id. The files stay the truth: one that became shorter (a restored folder) is
 * read again from its start.
 */
export class JournalReader {
  readonly #deps: Deps
  readonly #onEntries: (entries: readonly JournalEntry[]) => void
  #watcher: FSWatcher | undefined
  #poll: NodeJS.Timeout | undefined
  #reading: Promise<void> = Promise.resolve()
  /** Files that were read to their end, as they were then. */
  readonly #settled = new Map<string, string>()

  constructor(deps: Deps, onEntries: (entries: readonly JournalEntry[]) => void) {
    this.#deps = deps
    this.#onEntries = onEntries
  }

  async start(): Promise<void> {
    const { folder } = onAirFolder(this.#deps.config.dataDir)
    await mkdir(folder, { recursive: true })
    await this.read()
    // The folder is watched, not the file, and asked once a second besides: watching alone loses events.
    this.#watcher = watch(folder, (_event, name) => {
      if (name === null || name.startsWith('journal')) void this.read()
    })
    this.#watcher.on('error', (err) =>
      this.#deps.log.warn({ err }, 'Không theo dõi được thư mục phát sóng; vẫn đọc mỗi giây'),
    )
    this.#poll = setInterval(() => void this.read(), POLL_MS)
  }

  /** Reads what is new. Calls queue behind each other; a failure is logged and tried again at the next call. */
  read(): Promise<void> {
    this.#reading = this.#reading
      .then(() => this.#readNew())
      .catch((err: unknown) => this.#deps.log.error({ err }, 'Chưa đọc được nhật ký phát sóng; sẽ thử lại'))
    return this.#reading
  }

  async close(): Promise<void> {
    this.#watcher?.close()
    clearInterval(this.#poll)
    await this.#reading
  }

  async #readNew(): Promise<void> {
    const { journal } = onAirFolder(this.#deps.config.dataDir)
    for (const path of await journalFiles(journal)) {
      const stamp = await stampOf(path)
      if (stamp === undefined || this.#settled.get(path) === stamp) continue
      await this.#readOn(path)
      this.#settled.set(path, stamp)
    }
  }

  async #readOn(path: string): Promise<void> {
    const { db, log } = this.#deps
    let place = 0
    const { entries, nextByteOffset, corrupt, mark } = await readJournal(path, async (known) => {
      place = await readPlace(db, known)
      return place
    })
    const file = basename(path)
    for (const fault of corrupt) log.warn({ fault, file }, 'Một dòng nhật ký phát sóng bị hỏng và được bỏ qua')
    if (mark === undefined || nextByteOffset === place) return
    await addEntries(db, entries, mark, nextByteOffset)
    if (entries.length > 0) this.#onEntries(entries)
  }
}

async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && [found.ino, found.size, found.mtimeMs].join(' ')
}
