import { addDays, type CalendarDate } from '../../schedules/index.ts'
import type { DueReport, DueState, RegularKind, ReportSpan } from '../contract/index.ts'
import { daysOfSpan, spanCode } from '../figures/index.ts'
import type { Recipient } from './recipients.ts'

/** How many days after its period a report that was not sent is still called to mind; later it is made when somebody asks. */
const REMEMBERED_DAYS = 200

/** A report that went to one recipient. */
export interface Received {
  scope: string
  span: string
  recipientId: string
}

/** A report that is due, its scope as addresses have it. */
export interface Due extends Pick<DueReport, 'span' | 'from' | 'to' | 'dueOn' | 'state' | 'recipients'> {
  scope: string
}

/**
 * Which reports somebody waits for on a day (pure): of every period that ended since the recipient has wanted such reports and that it
 * has not been sent, and of the one that is running. Recipients of the same report stand in one line, its day is the earliest of
 * theirs. The most pressing first.
 */
export function dueReports({
  recipients,
  received,
  today,
  cutOffDay,
}: {
  recipients: readonly Recipient[]
  received: readonly Received[]
  today: CalendarDate
  cutOffDay: number | undefined
}): Due[] {
  const has = new Set(received.map(({ scope, span, recipientId }) => `${scope} ${span} ${recipientId}`))
  const lines = new Map<string, Due>()
  for (const recipient of recipients) {
    for (const [kind, since] of recipient.since) {
      for (const span of spansAround(kind, today)) {
        const { from, to } = daysOfSpan(span, cutOffDay)
        const isInSight = from <= today && to >= since && to >= addDays(today, -REMEMBERED_DAYS)
        const key = `${recipient.scope} ${spanCode(span)}`
        if (!isInSight || has.has(`${key} ${recipient.recipientId}`)) continue
        const known = lines.get(key)
        const own = addDays(to, recipient.dueAfterDays)
        const dueOn = known && known.dueOn < own ? known.dueOn : own
        lines.set(key, {
          span,
          scope: recipient.scope,
          from,
          to,
          dueOn,
          state: stateOf(to, dueOn, today),
          recipients: [...(known?.recipients ?? []), { id: recipient.recipientId, name: recipient.name }],
        })
      }
    }
  }
  return [...lines.values()].toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.from.localeCompare(b.from))
}

function stateOf(to: CalendarDate, dueOn: CalendarDate, today: CalendarDate): DueState {
  if (to >= today) return 'coming'
  return dueOn < today ? 'overdue' : 'due'
}

const PARTS: Record<RegularKind, number> = { quarter: 4, 'half-year': 2, year: 1 }

/** The spans of a kind that can lie around a day: closing days shift them by a month at the most. */
function spansAround(kind: RegularKind, today: CalendarDate): ReportSpan[] {
  const year = Number(today.slice(0, 4))
  return [year - 1, year, year + 1].flatMap((of) =>
    Array.from({ length: PARTS[kind] }, (_, place): ReportSpan => {
      if (kind === 'year') return { kind, year: of }
      return { kind, year: of, part: place + 1 }
    }),
  )
}
