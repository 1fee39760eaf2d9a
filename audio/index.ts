/**
 * The door of `audio`: everything about sound that the rest of the house may use. No HTTP, no SQL, no calendar.
 */
export { AudioError, type AudioErrorCode } from './errors.ts'
