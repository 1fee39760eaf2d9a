import { WARD_LINKS_REFUSALS } from './errors-ward-links.ts'
import { WARD_PLAYERS_REFUSALS } from './errors-ward-players.ts'
import { WARD_WORDS_REFUSALS } from './errors-ward-words.ts'
import { WAYS_OUT_REFUSALS } from './errors-ways-out.ts'

/** The refusals of everything between the station and its wards. */
export const WARDS_REFUSALS = {
  ...WARD_LINKS_REFUSALS,
  ...WARD_WORDS_REFUSALS,
  ...WARD_PLAYERS_REFUSALS,
  ...WAYS_OUT_REFUSALS,
} as const
