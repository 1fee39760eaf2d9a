/** Plays: what of the station's words and sounds was heard, and when, by the as-run log. */
export { listPlays, type Play } from './plays.ts'
