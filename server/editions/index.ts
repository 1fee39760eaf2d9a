/** Editions (kỳ phát): the one object that travels from script to report. */
export { registerEditions } from './routes.ts'
export { addEdition } from './store.ts'
export { editionView } from './view.ts'
