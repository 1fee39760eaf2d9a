/** Programmes as data: name, rule of dates, times, rota of the units that send items, cover. */
export { editionMonthsOf, editionTitle } from './months.ts'
export { registerPictures } from './pictures.ts'
export { registerProgrammes } from './routes.ts'
export {
  type EditionNames,
  findEditionNames,
  findPicture,
  listProgrammes,
  type Picture,
  STANDARD_AIR_RULES,
} from './store.ts'
