/** What wards say: aired and when, not aired and why, proved by a recording; and the station's matrix, reminders, totals. */
export { type WordsOnPage, wardWordsFor } from './page.ts'
export { wardTellings } from './plays/index.ts'
export { editionsToRemind } from './reminders/index.ts'
export { registerWardWords, type WardWordsParts } from './routes.ts'
