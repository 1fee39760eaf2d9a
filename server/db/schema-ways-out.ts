/** Ways out of the station: the public address, feeds, hand-overs on a stick, object storage. */
export type WaysOutTables = Record<never, never>
