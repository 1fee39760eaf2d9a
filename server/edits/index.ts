/** Edits: reads cut and joined from original reads, which stay as they are. */
export { type EditWish, type EditWork, makeEdit } from './make-edit.ts'
export { registerEdits } from './routes.ts'
