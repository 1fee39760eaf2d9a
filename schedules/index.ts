/** The door of `schedules`: time, and nothing else. No files, no HTTP, no SQL. */
export { type AiringPast, type AsRun, asRunOf, type History, remember } from './as-run.ts'
export {
  addDays,
  type CalendarDate,
  type CalendarMonth,
  type DateWarning,
  type DateWindow,
  type DaysAMonthRule,
  dateAt,
  instantOf,
  isCalendarDate,
  isInside,
  monthOf,
  proposeDates,
  timeAt,
  vietnameseDate,
  type WallTime,
  warningsOn,
  weekday,
  windowIn,
} from './calendar/index.ts'
export { type Clock, sleepUntil, systemClock } from './clock.ts'
export { type CueSheet, cueAt, LEAST_WORTH_JOINING_MS } from './cue.ts'
export { ARM_AHEAD_MS, OVER_CONFIRM_MS, startOnAir } from './on-air.ts'
export {
  AIRING_OUTCOMES,
  type AiringOutcome,
  ON_AIR_EVENTS,
  type OnAirEvent,
  type OnAirEventName,
  type OutcomeReason,
} from './on-air-events.ts'
export type {
  EmergencySound,
  MasterCheck,
  OnAirLoop,
  OnAirOutput,
  OnAirParts,
  OnAirPicture,
  OnAirPlayer,
  OnAirPlayerEvent,
  OnAirWish,
  WishResult,
} from './on-air-shapes.ts'
export { clashOf, type Slot } from './plan.ts'
export {
  type ChosenDevice,
  DISPLACED_RULES,
  type DisplacedRule,
  type HookTarget,
  LATE_RULES,
  type LateRule,
  type PlayoutAiring,
  type PlayoutFile,
  type PlayoutPause,
  type PlayoutPlan,
  PRIORITIES,
  type Priority,
  type RelayHooks,
  type ReserveSound,
  type SilenceRule,
} from './playout-plan.ts'
