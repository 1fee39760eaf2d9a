/** What units send: submissions, files, posts, quotas. */
export type IntakeTables = Record<never, never>
