/** Programme rules and a zone → dates, windows, instants. Pure: the same question has the same answer for ever. */
export {
  addDays,
  type CalendarDate,
  type CalendarMonth,
  isCalendarDate,
  monthOf,
  vietnameseDate,
  type WallTime,
  weekday,
} from './dates.ts'
export {
  type DateWarning,
  type DateWindow,
  type DaysAMonthRule,
  isInside,
  proposeDates,
  warningsOn,
  windowIn,
} from './rule.ts'
export { dateAt, instantOf, timeAt } from './zone.ts'
