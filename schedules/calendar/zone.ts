import { type CalendarDate, dayNumber, type WallTime } from './dates.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * The instant (UTC ms) at which a wall clock in `zone` shows this date and time. A time that a clock change skips is
 * taken at the offset before the change; one that happens twice is the first of the two.
 */
export function instantOf(date: CalendarDate, time: WallTime, zone: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  const asIfUtc = dayNumber(date) * DAY_MS + ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE_MS
  const before = asIfUtc - offsetMs(asIfUtc - DAY_MS, zone)
  if (offsetMs(before, zone) === asIfUtc - before) return before
  const after = asIfUtc - offsetMs(asIfUtc + DAY_MS, zone)
  return offsetMs(after, zone) === asIfUtc - after ? after : before
}

/** The date that a calendar in `zone` shows at an instant. */
export function dateAt(instant: number, zone: string): CalendarDate {
  return new Date(instant + offsetMs(instant, zone)).toISOString().slice(0, 10)
}

/** The time `HH:MM` that a wall clock in `zone` shows at an instant. */
export function timeAt(instant: number, zone: string): WallTime {
  return new Date(instant + offsetMs(instant, zone)).toISOString().slice(11, 16)
}

/** How far a zone is ahead of UTC at an instant, in ms. Throws RangeError for a zone that does not exist. */
export function offsetMs(instant: number, zone: string): number {
  const whole = Math.floor(instant / 1000) * 1000
  const parts: Record<string, number> = {}
  for (const { type, value } of formatter(zone).formatToParts(whole)) {
    if (type !== 'literal') parts[type] = Number(value)
  }
  const shown = Date.UTC(
    parts.year ?? 1970,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  )
  return shown - whole
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}
