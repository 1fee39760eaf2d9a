import { addDays, type CalendarDate, instantOf } from '../../schedules/index.ts'
import type { SubmissionFilter, SubmissionSummary } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'
import { listRows } from './store.ts'
import { Turns } from './turns.ts'
import { summariesOf } from './view.ts'

/** The register as a filter leaves it, sorted; without a sort the newest receipt first. Those withdrawn only when asked for. */
export async function listSubmissions(db: Db, filter: SubmissionFilter = {}): Promise<SubmissionSummary[]> {
  const { from, to, source, via, programmeId, period } = filter
  const rows = await listRows(db, {
    receivedFrom: from === undefined ? undefined : midnightOf(from),
    receivedBefore: to === undefined ? undefined : midnightOf(addDays(to, 1)),
    source,
    via,
    programmeId,
    period,
  })
  const standing = rows.filter(({ withdrawn }) => (withdrawn !== undefined) === (filter.isWithdrawn ?? false))
  const summaries = await summariesOf(db, standing, await Turns.open(db))
  return sorted(
    summaries.filter((one) => isWanted(one, filter)),
    filter,
  )
}

/** Whether a line passes what the database was not asked (pure). `q`: every word of it stands somewhere in the line. */
export function isWanted(one: SubmissionSummary, filter: SubmissionFilter): boolean {
  const { unitId, topic, isLate, isInRota, isUnplaced, hasAlike, q } = filter
  if (unitId !== undefined && one.unitId !== unitId) return false
  if (topic !== undefined && !one.topics.includes(topic)) return false
  if (isLate !== undefined && one.isLate !== isLate) return false
  if (isInRota !== undefined && one.isInRota !== isInRota) return false
  if (isUnplaced !== undefined && (one.placements.length === 0) !== isUnplaced) return false
  if (hasAlike !== undefined && one.alikeCount > 0 !== hasAlike) return false
  if (q === undefined) return true
  const line = fold([one.title, one.unitName, one.author, one.receiptCode, one.award, one.sourceName].join(' '))
  return fold(q)
    .split(' ')
    .every((word) => line.includes(word))
}

/** In the order asked for (pure); names as Vietnamese lists go, those without one last. */
export function sorted(
  summaries: readonly SubmissionSummary[],
  { sort = 'receivedAt', order = sort === 'receivedAt' ? 'desc' : 'asc' }: SubmissionFilter,
): SubmissionSummary[] {
  const sign = order === 'asc' ? 1 : -1
  return summaries.toSorted((a, b) => {
    if (sort === 'receivedAt') return sign * (a.receivedAt - b.receivedAt)
    const [mine, other] = [a[sort], b[sort]]
    if (mine === undefined || other === undefined) return Number(mine === undefined) - Number(other === undefined)
    return sign * compareVietnamese(mine, other) || b.receivedAt - a.receivedAt
  })
}

function midnightOf(date: CalendarDate): number {
  return instantOf(date, '00:00', STATION_ZONE)
}
