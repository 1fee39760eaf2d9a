/** Programmes as data: name, rule of dates, times, rota of the units that send items. */
export { editionMonthsOf, editionTitle } from './months.ts'
export { registerProgrammes } from './routes.ts'
export { type EditionNames, findEditionNames, listProgrammes, STANDARD_AIR_RULES } from './store.ts'
