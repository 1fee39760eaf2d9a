/** What is red on every page: which alarms there are, and which one a person must read first. */
import type { Alarm, OnAirStatus } from '../server/contract/index.ts'

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

const saysNotRunning = ({ id }: Alarm) => id.includes('processes')
