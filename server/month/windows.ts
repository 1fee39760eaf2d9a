import { addDays, type CalendarDate, type DateWindow } from '../../schedules/index.ts'
import type { MonthWindow } from '../contract/index.ts'

/** How many days before its end a window is said to be closing, its last day among them. */
const CLOSING_DAYS = 3

/** The windows of a period, as its programme sets them. */
export interface PeriodWindows {
  /** Nhận tin bài (Sa Đéc 2023, II: “từ 01 - 10 tây hàng tháng”). */
  intake: DateWindow | undefined
  /** Thẩm định, phê duyệt (“từ 10 - 15 tây hàng tháng”). */
  review: DateWindow | undefined
  /** Phát sóng (“từ 15 - 30 tây hàng tháng”); undefined where the period has no date to air. */
  airing: DateWindow | undefined
}

/** How a window stands on a day (pure): its first and its last day are inside, so day 10 is open for intake and for review. */
export function windowStateOn({ from, to }: DateWindow, date: CalendarDate): MonthWindow['state'] {
  if (date < from) return 'ahead'
  if (date > to) return 'over'
  return addDays(date, CLOSING_DAYS - 1) >= to ? 'closing' : 'open'
}

/** The windows that a period has, in the order of its course (pure). */
export function windowsOn(windows: PeriodWindows, date: CalendarDate): MonthWindow[] {
  return (['intake', 'review', 'airing'] as const).flatMap((name) => {
    const window = windows[name]
    return window ? [{ name, from: window.from, to: window.to, state: windowStateOn(window, date) }] : []
  })
}

/** Whether a period is worked on although it is not the present one (pure): its intake or its review is open. */
export function isWorkedOn({ intake, review }: PeriodWindows, date: CalendarDate): boolean {
  return [intake, review].some((window) => window !== undefined && window.from <= date && date <= window.to)
}

/** The day by which the words of a period have to be ready (pure): the end of its review, else the day before it may air. */
export function wordsDueOn({ review, airing }: PeriodWindows): CalendarDate | undefined {
  return review?.to ?? (airing && addDays(airing.from, -1))
}
