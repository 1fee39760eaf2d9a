/** Listening approval (nghe duyệt): remarks at a place of a read, verdicts, and whether a programme wants them. */

export { registerVerdicts } from './routes.ts'
export { nextToHear, sentBackUnanswered } from './rules.ts'
export { isListeningRequired, isListeningRequiredFor, listRemarks, listVerdicts } from './store.ts'
