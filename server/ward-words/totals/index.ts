/** Air time at the wards, by ward, month and topic. */
export { registerTotals } from './routes.ts'
export { airTimeOf, type PlayOfWard } from './rules.ts'
