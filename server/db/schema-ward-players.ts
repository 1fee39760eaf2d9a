/** Players at ward stations: signs of life, journals that came home. */
export type WardPlayersTables = Record<never, never>
