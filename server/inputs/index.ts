/** The sound inputs of the station's computer. */
export { findInput, registerInputs } from './routes.ts'
