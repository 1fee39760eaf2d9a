/** What others take up of a ward's editions. */
export { registerTaking } from './routes.ts'
