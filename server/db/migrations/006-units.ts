import type { Kysely } from 'kysely'

/** Units of the administration as dated facts, the rota, task lists. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
