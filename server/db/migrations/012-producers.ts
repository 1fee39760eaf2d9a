import type { Kysely } from 'kysely'

/** Wards that produce, holidays, Tết. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
