import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { StationError } from '../errors.ts'
import * as theHouse from './migrations/001-the-house.ts'
import * as onAir from './migrations/002-on-air.ts'
import * as assembly from './migrations/003-assembly.ts'
import * as studio from './migrations/004-studio.ts'
import * as programmes from './migrations/005-programmes.ts'
import * as units from './migrations/006-units.ts'
import * as intake from './migrations/007-intake.ts'
import * as review from './migrations/008-review.ts'
import * as approval from './migrations/009-approval.ts'
import * as registers from './migrations/010-registers.ts'
import * as search from './migrations/011-search.ts'
import * as producers from './migrations/012-producers.ts'
import * as urging from './migrations/013-urging.ts'
import * as wardLinks from './migrations/014-ward-links.ts'
import * as wardWords from './migrations/015-ward-words.ts'
import * as wardPlayers from './migrations/016-ward-players.ts'
import * as waysOut from './migrations/017-ways-out.ts'
import * as reports from './migrations/018-reports.ts'
import * as logBook from './migrations/019-log-book.ts'
import * as royalties from './migrations/020-royalties.ts'
import * as monthPapers from './migrations/021-papers-of-month.ts'
import * as years from './migrations/022-years.ts'
import type { Tables } from './schema.ts'
import { Statements } from './statements.ts'

export type { Transaction } from 'kysely'
export { lockFolder } from './folder-lock.ts'
export { type DbForReading, openForReading } from './reading.ts'
export type { Tables } from './schema.ts'

/** The station's database. Stores take it; inside a transaction they take the transaction in its place. */
export type Db = Kysely<Tables>

const MIGRATIONS = {
  '001-the-house': theHouse,
  '002-on-air': onAir,
  '003-assembly': assembly,
  '004-studio': studio,
  '005-programmes': programmes,
  '006-units': units,
  '007-intake': intake,
  '008-review': review,
  '009-approval': approval,
  '010-registers': registers,
  '011-search': search,
  '012-producers': producers,
  '013-urging': urging,
  '014-ward-links': wardLinks,
  '015-ward-words': wardWords,
  '016-ward-players': wardPlayers,
  '017-ways-out': waysOut,
  '018-reports': reports,
  '019-log-book': logBook,
  '020-royalties': royalties,
  '021-papers-of-month': monthPapers,
  '022-years': years,
}

/**
 * Opens (or makes) `station.db` in the data folder and brings it to today's schema. SQLite in WAL mode with
 * `synchronous=FULL`: what was answered as saved survives a power cut. Throws `data-newer-than-program` when a later
 * version wrote the folder. Close with `closeDb`.
 */
export async function openDb(dataDir: string): Promise<Db> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const sqlite = new Database(join(dataDir, 'station.db'))
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  const statements = new Statements(sqlite)
  const db: Db = new Kysely<Tables>({ dialect: new WholeMigrations({ database: statements }) })
  try {
    await migrate(db)
    statements.keep()
  } catch (cause) {
    await db.destroy()
    throw cause
  }
  return db
}

/** Closes the database and folds the write-ahead log in, so that the folder may be copied. */
export async function closeDb(db: Db): Promise<void> {
  await db.destroy()
}

/**
 * SQLite's changes of schema belong to transactions (https://www.sqlite.org/lang_transaction.html), which Kysely does not
 * claim for it: with this a migration that is killed in its middle leaves the schema of before, and all of them cost one
 * write to the disk.
 */
class WholeMigrations extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSchema()
  }
}

class TransactionalSchema extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const known = new Set(Object.keys(MIGRATIONS))
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const done = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (done.some((table) => table.name === 'kysely_migration') && results === undefined) {
    throw new StationError('data-newer-than-program', { known: [...known] }, { cause: error })
  }
  throw error
}
