import type { Kysely } from 'kysely'

/** What wards say of airings: aired, not aired and why, proofs; withdrawals told; reminders. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
