/** What a browser keeps of recordings until the station has made takes of them. */
export { framesLeft, heardBefore, joined } from './cuts.ts'
export { Keep, makeRoom } from './keep.ts'
export { KeepError, type KeepTrouble } from './keep-error.ts'
export type { Interruption, KeeperEvent, Lying } from './keeper.ts'
export type { KeptSummary, Opening } from './kept.ts'
