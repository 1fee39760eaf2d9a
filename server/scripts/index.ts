/** Scripts: numbered immutable revisions of an edition's text, and who approved which. */
export { LONGEST_ITEM } from './import.ts'
export { registerScripts, type ScriptHooks } from './routes.ts'
export { addApproval, addRevision, findRevision, listRevisions, type NewRevision } from './store.ts'
export { countSyllables, readingMs, tidyLine, tidyText } from './text.ts'
