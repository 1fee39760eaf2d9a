/** What a person must read first: the alarms that are red on every page, and the lines of the pre-flight list. */
import type { Alarm, OnAirStatus, PreflightLine } from '../server/contract/index.ts'

/** The page sees for itself that nothing will sound, before the station's own look has said so. */
export const NOT_RUNNING: Omit<Alarm, 'since'> = {
  id: 'page:not-running',
  found: 'Bộ phát sóng không chạy: đến giờ sẽ không có gì phát ra.',
  toDo: 'Chờ nửa phút cho máy tự mở lại. Nếu vẫn vậy, tắt rồi mở lại Lên Sóng trên máy của đài (npm start).',
}

/**
 * The station's alarms and what the live line shows already, without saying one thing twice. What sounds now comes
 * first, then what concerns every airing, then single airings; the oldest first among equals.
 */
export function orderAlarms(alarms: readonly Alarm[], status: OnAirStatus | undefined): Alarm[] {
  const rank = ({ airingId }: Alarm) => {
    if (airingId === undefined) return 1
    return airingId === status?.airingId ? 0 : 2
  }
  const known = alarms.toSorted((a, b) => rank(a) - rank(b) || a.since - b.since || a.id.localeCompare(b.id))
  if (status?.state !== 'not-running' || known.some(saysNotRunning)) return known
  return [{ ...NOT_RUNNING, since: status.at }, ...known]
}

const saysNotRunning = ({ id }: Alarm) => id.endsWith(':not-running')

/** An airing that did not sound and may be made up for (the station names these `lost:…`). */
export const isLost = ({ id }: Pick<Alarm, 'id'>) => id.startsWith('lost:')

const ORDER: readonly PreflightLine['state'][] = ['bad', 'warning', 'unknown', 'good']

/** Red first, then amber, then what nobody can see, then what is well; as the station gave them among equals. */
export function byUrgency(lines: readonly PreflightLine[]): PreflightLine[] {
  return lines.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
}
