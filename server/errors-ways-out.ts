/** The refusals of this room. Told as the others are. */
export const WAYS_OUT_REFUSALS = {} as const
