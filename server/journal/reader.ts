import { type FSWatcher, watch } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { clearInterval, setInterval } from 'node:timers'
import type { Deps } from '../deps.ts'
import { onAirFolder, readJournal } from '../handover/index.ts'
import { addEntries, readPlace } from './store.ts'

const POLL_MS = 1000

/**
 * Carries the on-air process's journal into the database, entry by entry and each once, as it grows. The file stays the
 * truth: a journal that became shorter (a restored folder) is read again from its start.
 */
export class JournalReader {
  readonly #deps: Deps
  readonly #onEntries: () => void
  #watcher: FSWatcher | undefined
  #poll: NodeJS.Timeout | undefined
  #reading: Promise<void> = Promise.resolve()

  constructor(deps: Deps, onEntries: () => void) {
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
    const { db, config, log } = this.#deps
    const { journal } = onAirFolder(config.dataDir)
    const size = await stat(journal).then(
      (found) => found.size,
      () => 0,
    )
    const place = await readPlace(db)
    if (size === place) return
    const { entries, nextByteOffset, corrupt } = await readJournal(journal, size < place ? 0 : place)
    for (const fault of corrupt) log.warn({ fault }, 'Một dòng nhật ký phát sóng bị hỏng và được bỏ qua')
    if (nextByteOffset === place && entries.length === 0) return
    await addEntries(db, entries, nextByteOffset)
    if (entries.length > 0) this.#onEntries()
  }
}
