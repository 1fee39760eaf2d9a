import { dateAt } from '../../schedules/index.ts'
import type { SentAsked, SentSummary } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { scopeCode } from '../figures/index.ts'
import type { Tab } from '../sheets/index.ts'
import { fold } from '../vietnamese/index.ts'

/** The sent reports that are asked for (pure): the newest first as they come, or by period, the latest first. */
export function sentAsked(reports: readonly SentSummary[], asked: SentAsked): SentSummary[] {
  const words = fold(asked.words ?? '').trim()
  const year = asked.year === undefined ? undefined : String(asked.year)
  const found = reports.filter(
    (report) =>
      (year === undefined || report.from.startsWith(year) || report.to.startsWith(year)) &&
      (asked.scope === undefined || scopeCode(report.scope) === asked.scope) &&
      (words === '' || fold(wordsOf(report)).includes(words)),
  )
  return asked.order === 'period'
    ? found.toSorted((a, b) => b.to.localeCompare(a.to) || b.from.localeCompare(a.from))
    : found
}

/** The list as a sheet (pure). */
export function sentTab(reports: readonly SentSummary[]): Tab {
  return {
    name: 'Báo cáo đã gửi',
    columns: [
      { title: 'Báo cáo', width: 40, kind: 'text' },
      { title: 'Về', width: 36, kind: 'text' },
      { title: 'Từ ngày', width: 12, kind: 'date' },
      { title: 'Đến hết ngày', width: 12, kind: 'date' },
      { title: 'Số', width: 18, kind: 'text' },
      { title: 'Ngày văn bản', width: 14, kind: 'date' },
      { title: 'Nơi nhận', width: 60, kind: 'text' },
      { title: 'Gửi ngày', width: 12, kind: 'date' },
      { title: 'Người gửi', width: 28, kind: 'text' },
    ],
    rows: reports.map(({ spanTitle, scopeName, from, to, number, datedOn, recipients, sent }) => [
      spanTitle,
      scopeName,
      from,
      to,
      number,
      datedOn,
      recipients.join('; '),
      dateAt(sent.at, STATION_ZONE),
      sent.by,
    ]),
  }
}

function wordsOf({ spanTitle, scopeName, number = '', recipients, sent }: SentSummary): string {
  return [spanTitle, scopeName, number, ...recipients, sent.by].join(' ')
}
