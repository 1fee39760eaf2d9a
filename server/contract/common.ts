import { Type } from 'typebox'

/** Row identity: a UUID, opaque to the pages. */
export const Id = Type.String({ minLength: 1, maxLength: 64 })

/** An instant: UTC milliseconds since 1970. */
export const Instant = Type.Number()

/** A calendar date `YYYY-MM-DD` in the station's zone. */
export const CalendarDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** A calendar month `YYYY-MM`. */
export const CalendarMonth = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })

/**
 * The period (kỳ) that an edition is of: a month `2026-11`, an ISO week `2026-W47`, a quarter `2026-Q4`, or a listed date
 * `2026-11-20`. Whether a week or date exists is asked of `schedules`.
 */
export const Period = Type.String({
  pattern: '^\\d{4}-((0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?|W(0[1-9]|[1-4]\\d|5[0-3])|Q[1-4])$',
})

/** A wall-clock time `HH:MM`, 24 hours, in the station's zone. */
export const WallTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })

export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** What every refused request answers: a code for programs, a Vietnamese sentence and the next step for people. */
export const ErrorBody = Type.Object({
  code: Type.String(),
  /** What happened, in Vietnamese, one sentence. */
  message: Type.String(),
  /** What the person can do next, in Vietnamese. */
  next: Type.Optional(Type.String()),
  /** Figures and names behind the sentence (missing items, measured loudness …). */
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

/** Who did something and when. */
export const Signed = Type.Object({ by: Type.String({ description: 'display name' }), at: Instant })

/** Nothing to say but “done”. */
export const Done = Type.Object({ done: Type.Literal(true) })
