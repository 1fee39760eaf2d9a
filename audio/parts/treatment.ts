/** How much of a disturbance is taken away; `strong` may be heard on the voice itself. */
export type Strength = 'off' | 'light' | 'strong'

/** What is done to a sound before it is levelled. */
export interface Treatment {
  /** Rumble under the voice is taken away. */
  highPass: boolean
  noiseReduction: Strength
  deClick: Strength
}

/** A sound as it is. */
export const untreated: Treatment = { highPass: false, noiseReduction: 'off', deClick: 'off' }
