/** What each person does at the station: it orders what they are shown, and locks nothing. */
export { registerFunctions } from './routes.ts'
export { chosenFunctions, EVERY_FUNCTION, functionsOf } from './store.ts'
