/** Takes: immutable reads of one item of one revision. */
export { itemOf, makeTake } from './intake.ts'
export { keptSound } from './kept-sound.ts'
export { isLengthSentence } from './read-length.ts'
export { registerTakes } from './routes.ts'
export { findTake, findTakePieces, findTakeSound, listTakes } from './store.ts'
export { isInUse, mayBeUsed } from './usable.ts'
export { lastingWarnings, lostSentence, warningSentences } from './warnings.ts'
