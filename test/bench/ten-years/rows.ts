import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Insertable } from 'kysely'
import type { Tables } from '../../../server/db/index.ts'

/** Writes rows in bulk: one transaction, one prepared statement a table, nothing synced until the end. */
export class Rows {
  readonly #sqlite: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  /** How many rows were written, by table. */
  readonly counts: Partial<Record<keyof Tables, number>> = {}

  /** Opens a data folder whose tables are there already; `close` writes what was added. */
  constructor(dataDir: string) {
    this.#sqlite = new Database(join(dataDir, 'station.db'))
    this.#sqlite.pragma('synchronous = OFF')
    this.#sqlite.pragma('cache_size = -262144')
    // Who is named may be written after whoever names it; `close` looks at all of them.
    this.#sqlite.pragma('foreign_keys = OFF')
    this.#sqlite.exec('begin')
  }

  /** Adds a row. Every row of a table has the same columns. */
  add<Table extends keyof Tables>(table: Table, row: Insertable<Tables[Table]>): void {
    let statement = this.#statements.get(table)
    if (!statement) {
      const columns = Object.keys(row)
      const places = columns.map((column) => `@${column}`)
      statement = this.#sqlite.prepare(`insert into "${table}" (${columns.join(', ')}) values (${places.join(', ')})`)
      this.#statements.set(table, statement)
    }
    statement.run(row)
    this.counts[table] = (this.counts[table] ?? 0) + 1
  }

  /** Ends the transaction. Throws when a row names another that is not there. */
  close(): void {
    this.#sqlite.exec('commit')
    const strays = this.#sqlite.pragma('foreign_key_check') as unknown[]
    this.#sqlite.pragma('wal_checkpoint(TRUNCATE)')
    this.#sqlite.close()
    if (strays.length > 0) throw new Error(`rows name others that are not there: ${JSON.stringify(strays.slice(0, 3))}`)
  }
}
