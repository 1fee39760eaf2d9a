/** Sổ nhật ký phát sóng: what was aired, what it was made of, who answers for it, and what was added since. */
export { logBetween } from './lines.ts'
export { registerLogBook } from './routes.ts'
export { approverWords, itemWords, logTabs, signedNote } from './sheet.ts'
export { MEANS_WORDS, proofWords } from './words.ts'
