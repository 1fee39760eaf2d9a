/** The refusals of this room. Told as the others are. */
export const LOG_BOOK_REFUSALS = {} as const
