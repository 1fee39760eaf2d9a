/** The refusals of this room. Told as the others are. */
export const ROYALTIES_REFUSALS = {} as const
