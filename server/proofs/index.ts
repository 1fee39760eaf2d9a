/** Đối soát: what was received, compared with what was to air. */
export { ProofDesk, type RenderCompared } from './desk.ts'
export { registerProofs } from './routes.ts'
export type { ProofFacts } from './store.ts'
