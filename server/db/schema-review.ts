/** The review meeting: decisions, remarks, minutes, drafts. */
export type ReviewTables = Record<never, never>
