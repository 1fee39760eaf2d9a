import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Tables } from './schema.ts'
import { Statements } from './statements.ts'

/** Of ten years of a busy station (https://www.sqlite.org/mmap.html). */
const MAPPED_BYTES = 1024 ** 3

/** The station's database for whoever only reads it, beside the connection that writes. */
export interface DbForReading {
  db: Kysely<Tables>
  /** Another number whenever anybody has written since (https://www.sqlite.org/pragma.html#pragma_data_version). */
  version(): number
  close(): Promise<void>
}

/** Opens the database of a data folder that is in use already; what is written through it is refused. */
export function openForReading(dataDir: string): DbForReading {
  const sqlite = new Database(join(dataDir, 'station.db'), { readonly: true, fileMustExist: true })
  sqlite.pragma('busy_timeout = 5000')
  // Years are read row by row from all over the file: out of the system's own cache, not by a call for each page.
  sqlite.pragma(`mmap_size = ${MAPPED_BYTES}`)
  const statements = new Statements(sqlite)
  statements.keep()
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements }) })
  return {
    db,
    version: () => Number(sqlite.pragma('data_version', { simple: true })),
    close: () => db.destroy(),
  }
}
