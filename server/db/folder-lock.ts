import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StationError } from '../errors.ts'

/**
 * Takes the right to be the only one of a kind on a data folder (`start`: the supervisor, `web`: the HTTP process) until
 * the process ends, however it ends: the lock is the operating system's, held by an open SQLite transaction, so that no
 * stale file can keep a station from starting after a power cut. Throws `already-running`.
 */
export function lockFolder(dataDir: string, kind: 'start' | 'web'): { release(): void } {
  mkdirSync(dataDir, { recursive: true })
  const sqlite = new Database(join(dataDir, `${kind}.lock`), { timeout: 0 })
  try {
    sqlite.exec('begin exclusive')
  } catch (cause) {
    sqlite.close()
    const isTaken = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY')
    throw isTaken ? new StationError('already-running', { dataDir }, { cause }) : cause
  }
  held.add(sqlite)
  return {
    release: () => {
      held.delete(sqlite)
      sqlite.close()
    },
  }
}

/** Locks live as long as the process: nothing else may refer to them, and they must not be collected. */
const held = new Set<Database.Database>()
