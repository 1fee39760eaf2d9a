import type Database from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** A station asks a few hundred different questions; a list of ids makes one of every length. */
const MOST_KEPT = 500

/**
 * A database as Kysely uses it, that keeps the statements it prepared: Kysely prepares one for every question, which took
 * a third of the time of a page. Whatever was asked least lately goes first. Nothing is kept before `keep`: a statement
 * does not see all that a migration changes.
 */
export class Statements implements SqliteDatabase {
  readonly #database: Database.Database
  readonly #kept = new Map<string, SqliteStatement>()
  #isKeeping = false

  constructor(database: Database.Database) {
    this.#database = database
  }

  /** The schema is what it will be: statements are kept from now on. */
  keep(): void {
    this.#isKeeping = true
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#kept.get(sql)
    const statement = known ?? (this.#database.prepare(sql) as SqliteStatement)
    if (!this.#isKeeping) return statement
    if (known) this.#kept.delete(sql)
    this.#kept.set(sql, statement)
    const [oldest] = this.#kept.size > MOST_KEPT ? this.#kept.keys() : []
    if (oldest !== undefined) this.#kept.delete(oldest)
    return statement
  }

  close(): void {
    this.#kept.clear()
    this.#database.close()
  }
}
