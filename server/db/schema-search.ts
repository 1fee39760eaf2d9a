/** The index of all texts. */
export type SearchTables = Record<never, never>
