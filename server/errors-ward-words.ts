/** The refusals of this room. Told as the others are. */
export const WARD_WORDS_REFUSALS = {} as const
