/** The door of `schedules`: time, and nothing else. No files, no HTTP, no SQL. */
export { type AsRun, type AsRunDevice, type AsRunLevels, asRunOf } from './as-run.ts'
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
export { type Claim, EMERGENCY_FRESH_MS, type EmergencyOrder } from './claim.ts'
export { type Clock, sleepUntil, systemClock } from './clock.ts'
export {
  type Cue,
  type CueHow,
  type CueSheet,
  cueAt,
  LATE_LEAD_MS,
  LEAST_WORTH_JOINING_MS,
  MISSED_AFTER_MS,
  type Over,
} from './cue.ts'
export { type AiringPast, type History, remember, type Verdict } from './history.ts'
export { startOnAir } from './on-air.ts'
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
  HookResult,
  LevelSeconds,
  MasterCheck,
  OnAirCue,
  OnAirLoop,
  OnAirOutput,
  OnAirParts,
  OnAirPicture,
  OnAirPlayer,
  OnAirPlayerEvent,
  OnAirWish,
  OutputReading,
  PicturedAiring,
  WishResult,
} from './on-air-shapes.ts'
export { OVER_CONFIRM_MS } from './over.ts'
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
export { type RelayFacts, relayWanted } from './relay.ts'
export { judgeOutput, NOTHING_JUDGED, type OutputAct, type OutputJudgement } from './silence.ts'
export { ARM_AHEAD_MS } from './wanted.ts'
