/** The refusals of this room. Told as the others are. */
export const MONTH_PAPERS_REFUSALS = {} as const
