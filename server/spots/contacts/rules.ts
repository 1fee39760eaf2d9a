import type { CalendarDate } from '../../../schedules/index.ts'
import type { HotlineContact, HotlineContactVersion } from '../../contract/index.ts'

/** A contact with all that was noted of it, in the order in which it was noted. */
export interface ContactRecord {
  id: string
  versions: HotlineContactVersion[]
}

/**
 * What holds on a date (pure): of what is valid by then, that which became valid last; of two from the same day the one noted
 * later, for it corrects the other. Before anything is valid, what will be first.
 */
export function contactOn(
  versions: readonly HotlineContactVersion[],
  date: CalendarDate,
): HotlineContactVersion | undefined {
  const inOrder = inOrderOf(versions)
  return inOrder.findLast(({ validFrom }) => validFrom <= date) ?? inOrder[0]
}

/** A contact as its page shows it (pure). */
export function contactView(
  { id, versions }: ContactRecord,
  today: CalendarDate,
  usedBy: readonly string[],
): HotlineContact | undefined {
  const now = contactOn(versions, today)
  return (
    now && {
      id,
      now,
      coming: inOrderOf(versions).filter((version) => version.validFrom > today && version !== now),
      history: versions.toReversed(),
      usedBy: [...usedBy],
    }
  )
}

function inOrderOf(versions: readonly HotlineContactVersion[]): HotlineContactVersion[] {
  return versions.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom))
}
