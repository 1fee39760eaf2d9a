import { type CalendarDate, dateAt } from '../../schedules/index.ts'
import type { RegularKind } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'

/** What was said of a recipient at some time. */
export interface RecipientVersion {
  recipientId: string
  name: string
  kinds: readonly RegularKind[]
  /** As addresses have it. */
  scope: string
  dueAfterDays: number
  isRetired: boolean
  set: { by: string; at: number }
}

/** A recipient as it stands, and since when it has wanted each kind about the same scope. */
export interface Recipient extends RecipientVersion {
  since: ReadonlyMap<RegularKind, CalendarDate>
}

/**
 * Who gets reports (pure), of all that was ever said of them: the newest word on each counts, those who were taken off the list are
 * left out. In the order in which they were first named.
 */
export function standingRecipients(versions: readonly RecipientVersion[]): Recipient[] {
  const byId = Map.groupBy(
    versions.toSorted((a, b) => a.set.at - b.set.at),
    ({ recipientId }) => recipientId,
  )
  return [...byId.values()].flatMap((said) => {
    const newest = said.at(-1)
    return newest && !newest.isRetired ? [{ ...newest, since: wantedSince(said) }] : []
  })
}

/** Since which day each kind has been wanted without a break (pure); `said` is in the order of time. */
function wantedSince(said: readonly RecipientVersion[]): Map<RegularKind, CalendarDate> {
  let since = new Map<RegularKind, CalendarDate>()
  let scope: string | undefined
  for (const one of said) {
    const known = one.scope === scope ? since : new Map<RegularKind, CalendarDate>()
    const kinds = one.isRetired ? [] : one.kinds
    since = new Map(kinds.map((kind) => [kind, known.get(kind) ?? dateAt(one.set.at, STATION_ZONE)]))
    scope = one.scope
  }
  return since
}
