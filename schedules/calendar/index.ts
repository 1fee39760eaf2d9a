/** Programme rules and a zone → dates, windows, instants. Pure: the same question has the same answer for ever. */
export {
  type DatedRule,
  datesIn,
  datesWantedIn,
  mayAirOn,
  type ProgrammeCourse,
  periodAfter,
  periodBefore,
  periodOn,
  periodsBetween,
  ruleOfPeriod,
  ruleOn,
  timesOn,
  wholeWindowIn,
  windowsIn,
} from './course.ts'
export {
  addDays,
  type CalendarDate,
  type CalendarMonth,
  isCalendarDate,
  isoWeekday,
  monthOf,
  vietnameseDate,
  type WallTime,
  weekday,
} from './dates.ts'
export {
  type DeskWindow,
  datesOfDesk,
  intakeWindowOf,
  isBackwards,
  type PlannedCourse,
  type PlannedRule,
  reviewWindowOf,
} from './desk-windows.ts'
export {
  addMonths,
  comparePeriods,
  firstDateOf,
  isPeriod,
  lastDateOf,
  lengthOfPeriod,
  monthOfPeriod,
  nextPeriod,
  type Period,
  type PeriodLength,
  periodAround,
  periodTitle,
  previousPeriod,
} from './periods.ts'
export { type ProposalsAsked, proposeDates } from './proposals.ts'
export {
  type DateWindow,
  type DaysAMonthRule,
  datesOf,
  datesUnder,
  datesWanted,
  isExact,
  isInside,
  type ListedDatesRule,
  type ProgrammeRule,
  periodLengthOf,
  periodOf,
  type QuarterlyRule,
  type RuleFault,
  ruleFault,
  type WeeklyRule,
  windowOf,
} from './rule.ts'
export {
  busyDates,
  type OnDevice,
  type RuleAiring,
  type RuleClash,
  ruleAirings,
  ruleClashes,
  type Stretch,
} from './rule-clashes.ts'
export { type DateWarning, type Holidays, warningsOn } from './warnings.ts'
export { dateAt, instantOf, timeAt } from './zone.ts'
