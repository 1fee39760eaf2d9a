import { Type } from 'typebox'
import { Id, Signed } from './common.ts'

/**
 * A stretch of a text and how it is said. The texts of all segments, joined in order, are the text, sign by sign. Without
 * `said` it is read as it is written; an empty `said` is passed over by the reader (the abbreviation that stands in
 * parentheses after its own long form).
 */
export const SpokenSegment = Type.Object({
  text: Type.String(),
  said: Type.Optional(Type.String()),
  /** The station's own form, not a rule's. */
  isOurs: Type.Optional(Type.Literal(true)),
  /** An abbreviation that nobody has explained yet: the reader must ask, nothing is guessed. */
  isUnknown: Type.Optional(Type.Literal(true)),
})

/** One item of a revision as it is said. */
export const SpokenItem = Type.Object({ itemId: Id, segments: Type.Array(SpokenSegment) })

/** How the station says a written form. */
export const SpokenForm = Type.Object({ written: Type.String(), said: Type.String(), set: Signed })

/**
 * Sets a form from now on; `said` null lets the rule hold again. Two written forms are not found in texts but choose the
 * words of numbers: `#linh` may be said “lẻ” (105: một trăm lẻ năm), `#nghìn` may be said “ngàn”.
 */
export const SpokenFormSet = Type.Object({
  written: Type.String({ minLength: 1, maxLength: 100 }),
  said: Type.Union([Type.String({ minLength: 1, maxLength: 300 }), Type.Null()]),
})

/** How fast a person reads, learnt from the reads that were kept. */
export const Pace = Type.Object({
  /** 233 (radio news) until there are enough reads. */
  syllablesPerMinute: Type.Number(),
  /** How many reads it was learnt from; 0 while it is the starting figure. */
  reads: Type.Integer(),
})
