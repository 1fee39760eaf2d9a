/** Unattended players at wards: the plan that they fetch, their journals, their signs of life, and what they played. */
export { playedBy, playsOf, type WardPlay } from './played.ts'
export { registerWardPlayers, wardPlayers } from './routes.ts'
export { clockWords } from './standing.ts'
export type { AiringLine, PlaysAsked } from './store.ts'
