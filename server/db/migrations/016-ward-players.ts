import type { Kysely } from 'kysely'

/** Players at ward stations: signs of life, journals that came home. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
