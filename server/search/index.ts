/** Tra cứu: everything that was ever written at the station, found with or without marks. */
export { registerSearch } from './routes.ts'
