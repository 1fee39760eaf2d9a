/** Scripts: numbered immutable revisions of an edition's text, and who approved which. */
export { registerScripts } from './routes.ts'
export { addApproval, findRevision, listRevisions } from './store.ts'
export { tidyLine, tidyText } from './text.ts'
