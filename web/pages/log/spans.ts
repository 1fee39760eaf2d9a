/** The spans by which the log is read: a day, a month, a year. Pure. */
import type { LogAsked, LogLine } from '../../../server/contract/index.ts'
import { addDays, addMonths, calendarDate, lastDate } from '../../dates.ts'
import { dateWords, dayWithYear, monthWords } from '../../words.ts'

type Named = { span: string; words: string }

/** A span as its page shows it. */
export interface LogSpan {
  kind: 'day' | 'month' | 'year'
  /** First and last day. */
  from: string
  to: string
  /** “ngày 18/11/2026”, “tháng 11/2026”, “năm 2026”; and at the beginning of a sentence. */
  words: string
  capital: string
  /** The month that its calendar is opened at. */
  month: string
  before: Named
  after: Named
  now: Named
  isNow: boolean
  /** The same place by day, by month, by year. */
  views: (Named & { isHere: boolean })[]
}

/** What an address asks for: `2026`, `2026-11` or `2026-11-18`; nothing: the month of the instant. */
export function spanOf(asked: string | undefined, now: number): LogSpan {
  const today = calendarDate(now)
  const span = asked ?? today.slice(0, 7)
  const kind = span.length === 4 ? 'year' : span.length === 7 ? 'month' : 'day'
  const [from, to] = edgesOf(span)
  const moved = (by: 1 | -1) => neighbour(span, by)
  const unit = { day: 'Ngày', month: 'Tháng', year: 'Năm' }[kind]
  // A day within what is open: today where it lies there.
  const day = today >= from && today <= to ? today : from
  const present = today.slice(0, span.length)
  const words = wordsOf(span)
  return {
    kind,
    from,
    to,
    words,
    capital: `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)}`,
    month: day.slice(0, 7),
    before: { span: moved(-1), words: `${unit} trước` },
    after: { span: moved(1), words: `${unit} sau` },
    now: { span: present, words: { day: 'Hôm nay', month: 'Tháng này', year: 'Năm nay' }[kind] },
    isNow: span === present,
    views: [
      { span: day, words: 'Theo ngày', isHere: kind === 'day' },
      { span: day.slice(0, 7), words: 'Theo tháng', isHere: kind === 'month' },
      { span: day.slice(0, 4), words: 'Cả năm', isHere: kind === 'year' },
    ],
  }
}

/** The lines under their headings: by programme, or by days, of a year by months. */
export function groupsOf(
  lines: readonly LogLine[],
  order: NonNullable<LogAsked['order']>,
  kind: LogSpan['kind'],
): { title: string; lines: LogLine[] }[] {
  const titleOf = (line: LogLine) => {
    if (order === 'programme') return line.programmeName
    const date = calendarDate(line.plannedAt)
    if (kind !== 'year') return dayWithYear(date)
    return `Tháng ${monthWords(date.slice(0, 7)).slice(6)}`
  }
  return [...Map.groupBy(lines, titleOf)].map(([title, of]) => ({ title, lines: of }))
}

function edgesOf(span: string): [string, string] {
  if (span.length === 4) return [`${span}-01-01`, `${span}-12-31`]
  return span.length === 7 ? [`${span}-01`, lastDate(span)] : [span, span]
}

function neighbour(span: string, by: 1 | -1): string {
  if (span.length === 4) return String(Number(span) + by)
  return span.length === 7 ? addMonths(span, by) : addDays(span, by)
}

function wordsOf(span: string): string {
  if (span.length === 4) return `năm ${span}`
  return span.length === 7 ? monthWords(span) : `ngày ${dateWords(span)}`
}
