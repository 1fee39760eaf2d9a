/** How written Vietnamese is said aloud: rules, the station's own forms, and how fast a person reads. */
export { registerSpeech } from './routes.ts'
export { saidSyllables, segmentsOf } from './say.ts'
export { listForms } from './store.ts'
