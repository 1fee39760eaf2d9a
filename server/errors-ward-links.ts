/** The refusals of this room. Told as the others are. */
export const WARD_LINKS_REFUSALS = {} as const
