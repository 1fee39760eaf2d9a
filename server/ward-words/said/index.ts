/** What wards say of an edition: that they aired it and when, or why not; that they saw a withdrawal. */
export { registerForms } from './forms.ts'
export { instantWritten, isSamePlay, momentsToOffer, momentWords } from './moments.ts'
export { noteWord, registerNotes } from './notes.ts'
export { REASON_WORDS } from './reasons.ts'
export { type RecallFacts, recallNotice, SECTION_STYLE, type SectionFacts, sectionOf } from './section.ts'
export { listRecallsSeen, listWords, madeAtOf, type RecallSeen, type WordSaid } from './store.ts'
