/** The refusals of this room. Told as the others are. */
export const WARD_PLAYERS_REFUSALS = {} as const
