import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { StationError } from '../errors.ts'

/**
 * Takes the right to be the only one of a kind on a data folder (`start`: the supervisor, `web`: the HTTP process) until
 * the process ends, however it ends: the lock is the operating system's, held by an open SQLite transaction, so that no
 * stale file can keep a station from starting after a power cut. Throws `already-running`, and
 * `data-folder-unusable` when the folder cannot be made or written.
 */
export function lockFolder(dataDir: string, kind: 'start' | 'web'): { release(): void } {
  const sqlite = openLock(dataDir, kind)
  try {
    sqlite.exec('begin exclusive')
  } catch (cause) {
    sqlite.close()
    const isTaken = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY')
    throw new StationError(isTaken ? 'already-running' : 'data-folder-unusable', { dataDir }, { cause })
  }
  held.add(sqlite)
  return {
    release: () => {
      held.delete(sqlite)
      sqlite.close()
    },
  }
}

function openLock(dataDir: string, kind: string): Database.Database {
  try {
    // For its owner alone: password hashes and the links of ward stations lie in it.
    // Where the parent is there, not recursively: Node's recursive mkdir turns for ever in a file system that makes nothing.
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: !existsSync(dirname(dataDir)), mode: 0o700 })
    return new Database(join(dataDir, `${kind}.lock`), { timeout: 0 })
  } catch (cause) {
    throw new StationError('data-folder-unusable', { dataDir }, { cause })
  }
}

/** Locks live as long as the process: nothing else may refer to them, and they must not be collected. */
const held = new Set<Database.Database>()
