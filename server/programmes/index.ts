/** Programmes as data: name, dated rules, windows, roles, times, cover; and the periods that follow from them. */
export { courseOf, findCourse, kindOf, type ProgrammeFacts } from './dated/index.ts'
export { programmePeriod, refuseForeignPeriod } from './periods.ts'
export { registerPictures } from './pictures.ts'
export { type ProgrammeParts, registerProgrammes } from './routes.ts'
export {
  addProgramme,
  type EditionNames,
  findEditionNames,
  findPicture,
  listEditionIds,
  listProgrammes,
  type NewProgramme,
  type Picture,
  STANDARD_AIR_RULES,
} from './store.ts'
export { editionTitle } from './titles.ts'
export { isToldTo } from './told.ts'
export { airingDatesWords, dayWords, ruleWords } from './words.ts'
