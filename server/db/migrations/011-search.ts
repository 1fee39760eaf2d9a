import type { Kysely } from 'kysely'

/** The index of all texts. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
