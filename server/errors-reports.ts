/** The refusals of this room. Told as the others are. */
export const REPORTS_REFUSALS = {} as const
