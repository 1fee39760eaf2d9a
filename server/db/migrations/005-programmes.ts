import type { Kysely } from 'kysely'

/** What a programme is beyond its name: rules, windows, roles, periods. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
