import type { Kysely } from 'kysely'

/** Questions and answers, spots, works, feedback, evaluations. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
