import { indexedDbStore } from './indexed-db-store.ts'
import { KeepError } from './keep-error.ts'
import { opfsStore } from './opfs-store.ts'
import type { KeepStore } from './store.ts'

/**
 * The best storage of this browser: files of its own that a worker writes at once, else its database. Rejects with
 * KeepError `no-storage` where it has neither (some private windows).
 */
export async function openStore(): Promise<KeepStore> {
  const problems: unknown[] = []
  for (const open of [opfsStore, indexedDbStore]) {
    try {
      const store = await open()
      if (store) return store
    } catch (thrown) {
      problems.push(thrown)
    }
  }
  throw new KeepError('no-storage', { cause: problems })
}
