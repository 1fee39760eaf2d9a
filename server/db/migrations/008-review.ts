import type { Kysely } from 'kysely'

/** The review meeting: decisions, remarks, minutes, drafts. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
