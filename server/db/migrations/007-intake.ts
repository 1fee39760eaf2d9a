import type { Kysely } from 'kysely'

/** What units send: submissions, files, posts, quotas. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
