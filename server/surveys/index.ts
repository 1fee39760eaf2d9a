/** What the station finds in the sound of each read by itself: findings with places, loudness, fine peaks. */
export { SurveyDesk } from './desk.ts'
export { registerSurveys } from './routes.ts'
