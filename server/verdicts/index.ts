/** Listening approval (nghe duyệt): remarks at a place of a read, verdicts, and whether a programme wants them. */
export { sentBackUnanswered, nextToHear } from './rules.ts'
export { registerVerdicts } from './routes.ts'
export { isListeningRequired, isListeningRequiredFor, listRemarks, listVerdicts } from './store.ts'
