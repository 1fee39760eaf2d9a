/** What became of the station's editions at its wards. */
export { WardsHeard } from './wards.ts'
