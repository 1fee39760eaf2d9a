/** Đối soát: what was received, compared with what was to air. */
export { ProofDesk } from './desk.ts'
export { registerProofs } from './routes.ts'
