import {
  addDays,
  type CalendarDate,
  type DateWindow,
  intakeWindowOf,
  lastDateOf,
  type Period,
  type PlannedCourse,
  periodsBetween,
  periodTitle,
  wholeWindowIn,
} from '../../schedules/index.ts'
import type { SendTarget } from '../contract/index.ts'

/** So far ahead a unit may send. */
const AHEAD_DAYS = 62
/** This many periods of a programme are offered. */
const MOST_PERIODS = 3

/** A period that is open to units, and what the unit that asks owes in it. */
export interface TargetFacts {
  programmeId: string
  programmeName: string
  period: Period
  intake: DateWindow | undefined
  itemsOwed: number
  itemsReceived: number
}

/** The periods of a programme that items may still be sent for on a day, the nearest first, with their intake (pure). */
export function openPeriods(
  course: PlannedCourse,
  today: CalendarDate,
): { period: Period; intake: DateWindow | undefined }[] {
  return periodsBetween(course, { from: today, to: addDays(today, AHEAD_DAYS) })
    .filter((period) => (wholeWindowIn(course, period)?.to ?? lastDateOf(period)) >= today)
    .slice(0, MOST_PERIODS)
    .map((period) => ({ period, intake: intakeWindowOf(course, period) }))
}

/**
 * What the form of a link offers, in order, and which of it first (pure): where the unit still owes something and is in time,
 * else where it owes and is late, else what takes items in today, else the nearest.
 */
export function sendTargets(facts: readonly TargetFacts[], today: CalendarDate): SendTarget[] {
  const ranked = facts
    .map((one, place) => ({ one, place, rank: rankOf(one, today) }))
    .toSorted((a, b) => a.rank - b.rank || dueOf(a.one).localeCompare(dueOf(b.one)) || a.place - b.place)
  return ranked.map(({ one }, place) => ({
    programmeId: one.programmeId,
    programmeName: one.programmeName,
    period: one.period,
    periodTitle: periodTitle(one.period),
    isOver: isOver(one, today),
    itemsOwed: one.itemsOwed,
    itemsReceived: one.itemsReceived,
    isSuggested: place === 0,
    ...(one.intake && { dueOn: one.intake.to }),
  }))
}

function rankOf(one: TargetFacts, today: CalendarDate): number {
  const stillOwes = one.itemsOwed > one.itemsReceived
  if (stillOwes) return isOver(one, today) ? 1 : 0
  const isOpen = one.intake === undefined || (one.intake.from <= today && today <= one.intake.to)
  if (isOpen) return 2
  return isOver(one, today) ? 4 : 3
}

function isOver({ intake }: TargetFacts, today: CalendarDate): boolean {
  return intake !== undefined && today > intake.to
}

function dueOf({ intake }: TargetFacts): CalendarDate {
  return intake?.to ?? '9999-12-31'
}
