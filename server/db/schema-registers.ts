/** Questions and answers, spots, works, feedback, evaluations. */
export type RegistersTables = Record<never, never>
