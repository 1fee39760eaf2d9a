/** The door of `audio/proof`: what was received, compared with what was sent. */
export { type CompareOptions, type Comparison, compareWithMaster, type ProofResult } from './compare.ts'
export type { MasterStretch } from './match.ts'
