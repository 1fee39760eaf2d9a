/** Units of the administration as dated facts, the rota, task lists. */
export type UnitsTables = Record<never, never>
