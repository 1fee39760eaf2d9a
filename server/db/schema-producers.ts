/** Wards that produce, holidays, Tết. */
export type ProducersTables = Record<never, never>
