import { addDays, type CalendarDate, dateAt, instantOf, type WallTime, weekday } from '../../schedules/index.ts'

/** A stretch of the week that belongs to somebody else, as far as its times go. */
export interface WeeklySlot {
  id: string
  title: string
  /** 1 Monday … 7 Sunday. */
  weekdays: readonly number[]
  from: WallTime
  /** `23:59` means to the end of the day. */
  until: WallTime
  firstDate?: CalendarDate | undefined
  lastDate?: CalendarDate | undefined
}

/** One time that it comes. UTC ms. */
export interface Occupied {
  slotId: string
  title: string
  startsAt: number
  endsAt: number
}

/** Every time that the slots come within [from, to), in order (pure). */
export function occurrencesIn(slots: readonly WeeklySlot[], from: number, to: number, zone: string): Occupied[] {
  const found: Occupied[] = []
  const last = dateAt(to, zone)
  for (let date = dateAt(from, zone); date <= last; date = addDays(date, 1)) {
    for (const slot of slots) {
      if (!comesOn(slot, date)) continue
      const endsAt =
        slot.until === '23:59' ? instantOf(addDays(date, 1), '00:00', zone) : instantOf(date, slot.until, zone)
      const startsAt = instantOf(date, slot.from, zone)
      if (startsAt < to && endsAt > from) found.push({ slotId: slot.id, title: slot.title, startsAt, endsAt })
    }
  }
  return found.sort((a, b) => a.startsAt - b.startsAt)
}

function comesOn(slot: WeeklySlot, date: CalendarDate): boolean {
  if (slot.firstDate !== undefined && date < slot.firstDate) return false
  if (slot.lastDate !== undefined && date > slot.lastDate) return false
  return slot.weekdays.includes(weekday(date) === 0 ? 7 : weekday(date))
}
