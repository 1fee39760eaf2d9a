/** Submitting, approving, returning; the keys of leaders; signed papers. */
export type ApprovalDeskTables = Record<never, never>
