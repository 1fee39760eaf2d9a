import type { Airing } from '../contract/index.ts'
import { type FeedFacts, feedTitle, pageUrl } from './feed.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
/** RFC 5545, 3.1: no line is longer than this, its end apart. */
const LINE_BYTES = 75

/** What an airing is to somebody's calendar (RFC 5545, 3.8.1.11). What did not sound is cancelled, and says why. */
const STATUS: Record<Airing['state'], { status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'; words: string }> = {
  ready: { status: 'CONFIRMED', words: 'Sẽ phát.' },
  incomplete: { status: 'TENTATIVE', words: 'Đã xếp lịch, nội dung chưa xong.' },
  'on-air': { status: 'CONFIRMED', words: 'Đang phát.' },
  aired: { status: 'CONFIRMED', words: 'Đã phát.' },
  'aired-in-part': { status: 'CONFIRMED', words: 'Đã phát một phần.' },
  missed: { status: 'CANCELLED', words: 'Lỡ giờ phát.' },
  failed: { status: 'CANCELLED', words: 'Không phát được.' },
  withdrawn: { status: 'CANCELLED', words: 'Đã rút khỏi lịch.' },
  skipped: { status: 'CANCELLED', words: 'Bỏ qua lượt này.' },
  replaced: { status: 'CONFIRMED', words: 'Phát nội dung dự phòng thay cho kỳ này.' },
  outside: { status: 'CONFIRMED', words: 'Phát ngoài hệ thống.' },
}

/**
 * The airings as a calendar that is subscribed to: iCalendar (RFC 5545) with the station's zone, one event an airing, known by
 * its id so that a change of state changes the event and doubles none.
 */
export function calendarOf(facts: FeedFacts): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Len Song//Len Song//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${text(`Lịch phát: ${feedTitle(facts)}`)}`,
    `X-WR-TIMEZONE:${ZONE}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    // No summer time, and none foreseen since 13/06/1975.
    'BEGIN:VTIMEZONE',
    `TZID:${ZONE}`,
    'BEGIN:STANDARD',
    'DTSTART:19750613T000000',
    'TZOFFSETFROM:+0700',
    'TZOFFSETTO:+0700',
    'TZNAME:+07',
    'END:STANDARD',
    'END:VTIMEZONE',
    ...facts.airings.flatMap((airing) => eventOf(facts, airing)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')
}

function eventOf(facts: FeedFacts, airing: Airing): string[] {
  const { status, words } = STATUS[airing.state]
  const items = facts.editions.find(({ editionId }) => editionId === airing.editionId)?.items ?? []
  const about = [words, ...items.map(({ title }, place) => `${place + 1}. ${title}`)]
  return [
    'BEGIN:VEVENT',
    `UID:${airing.id}@len-song`,
    `DTSTAMP:${instant(airing.confirmed.at)}`,
    `SEQUENCE:${status === 'CANCELLED' ? 1 : 0}`,
    `DTSTART;TZID=${ZONE}:${airing.date.replaceAll('-', '')}T${airing.time.replace(':', '')}00`,
    // A programme is never shown as no time at all.
    ...(airing.durationMs === undefined ? [] : [`DURATION:PT${Math.max(1, Math.round(airing.durationMs / 1000))}S`]),
    `SUMMARY:${text(airing.editionTitle)}`,
    `DESCRIPTION:${text(about.join('\n'))}`,
    `LOCATION:${text(facts.stationName)}`,
    `URL:${pageUrl(facts)}`,
    `CATEGORIES:${text(airing.programmeName)}`,
    `STATUS:${status}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** An instant in UTC, as RFC 5545, 3.3.5 writes it. */
function instant(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** RFC 5545, 3.3.11: what has a meaning in a text is escaped; other controls are left out. */
function text(written: string): string {
  return written
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')
}

/** Long lines go on after a line end and a blank, counted in bytes and never within a character. */
export function folded(line: string): string {
  const lines: string[] = []
  let now = ''
  let bytes = 0
  for (const character of line) {
    const more = Buffer.byteLength(character)
    if (bytes + more > LINE_BYTES) {
      lines.push(now)
      // The blank counts.
      now = ' '
      bytes = 1
    }
    now += character
    bytes += more
  }
  return [...lines, now].join('\r\n')
}
