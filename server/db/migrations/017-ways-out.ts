import type { Kysely } from 'kysely'

/** Ways out of the station: the public address, feeds, hand-overs on a stick, object storage. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
