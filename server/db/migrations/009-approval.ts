import type { Kysely } from 'kysely'

/** Submitting, approving, returning; the keys of leaders; signed papers. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
