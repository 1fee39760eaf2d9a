/** Texts and scripts beside one another: what changed word by word, and two versions of one joined again. Pure. */
export { joinTexts } from './join.ts'
export { type MergeSide, mergeScripts } from './merge.ts'
export { compareScripts } from './scripts.ts'
export { compareTexts, isSameText } from './texts.ts'
