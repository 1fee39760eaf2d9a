/** Items that say the same or nearly the same, and those that carry the very same file. */
export { shinglesOf, wordsOf } from './shingles.ts'
export { countAlike, listAlike, noteLikeness } from './store.ts'
