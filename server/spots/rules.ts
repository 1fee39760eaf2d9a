import { addDays, type CalendarDate, vietnameseDate } from '../../schedules/index.ts'
import type {
  HotlineContactFacts,
  HotlineContactVersion,
  LibraryKind,
  LibraryStanding,
  TuneRole,
} from '../contract/index.ts'

/** How long before its last day an announcement is called to mind. */
export const WARNED_DAYS = 14

/** What an entry's sound is in the library of sounds, so that templates and rundowns offer it where it belongs. */
export const ROLE_OF: Record<LibraryKind, TuneRole> = { hotline: 'hotline', spot: 'notice', work: 'work' }

/** How an entry stands on a day (pure): it may be used on its last day, and not on the day after. */
export function standingOn(
  entry: { expiresOn: CalendarDate | undefined; isRetired: boolean },
  today: CalendarDate,
): LibraryStanding {
  if (entry.isRetired) return 'retired'
  if (entry.expiresOn === undefined || entry.expiresOn > addDays(today, WARNED_DAYS)) return 'good'
  return entry.expiresOn < today ? 'expired' : 'expiring'
}

/** What stands for what in a text that is read. */
const PLACEHOLDERS: readonly [string, keyof HotlineContactFacts, string][] = [
  ['{tên}', 'name', 'tên nơi tiếp nhận'],
  ['{địa chỉ}', 'address', 'địa chỉ'],
  ['{điện thoại}', 'telephone', 'số điện thoại'],
  ['{thư điện tử}', 'email', 'thư điện tử'],
  ['{giờ}', 'hours', 'giờ tiếp nhận'],
]

/** A text with the facts of its contact in it (pure). `gaps`: what it asks for and the contact does not say. */
export function filled(text: string, contact: HotlineContactFacts | undefined): { spoken: string; gaps: string[] } {
  const gaps: string[] = []
  let spoken = text.normalize('NFC')
  for (const [mark, fact, words] of PLACEHOLDERS) {
    if (!spoken.includes(mark)) continue
    const said = contact?.[fact]
    if (said === undefined) gaps.push(words)
    else spoken = spoken.replaceAll(mark, said)
  }
  return { spoken, gaps }
}

/** What is known of an entry when it is asked whether it is still right. */
export interface EntryFacts {
  title: string
  expiresOn: CalendarDate | undefined
  isRetired: boolean
  text: string | undefined
  /** What its contact says today. */
  contact: HotlineContactVersion | undefined
  /** What it said when the sound was made; absent where there is no sound or no contact. */
  contactAsRecorded?: HotlineContactVersion | undefined
  /** The nearest change of its contact. */
  coming?: HotlineContactVersion | undefined
}

/** Why an entry wants a look (pure), in Vietnamese; empty when nothing does. */
export function warningsOn(entry: EntryFacts, today: CalendarDate): string[] {
  const { title, expiresOn, contact, contactAsRecorded, coming, text } = entry
  const standing = standingOn(entry, today)
  if (standing === 'retired') return []
  const warnings: string[] = []
  if (standing === 'expired' && expiresOn) warnings.push(`“${title}” đã hết hạn ngày ${vietnameseDate(expiresOn)}`)
  if (standing === 'expiring' && expiresOn) {
    const when = expiresOn === today ? 'hôm nay' : `ngày ${vietnameseDate(expiresOn)}`
    warnings.push(`“${title}” hết hạn ${when}`)
  }
  if (contact && contactAsRecorded && !saysTheSame(contact, contactAsRecorded)) {
    warnings.push(`“${title}” được thu trước khi liên hệ đổi (từ ${vietnameseDate(contact.validFrom)}): cần thu lại`)
  }
  if (contactAsRecorded && coming && coming.validFrom <= addDays(today, WARNED_DAYS)) {
    warnings.push(`Liên hệ trong “${title}” sẽ đổi từ ${vietnameseDate(coming.validFrom)}: chuẩn bị bản thu mới`)
  }
  const gaps = text === undefined ? [] : filled(text, contact).gaps
  if (gaps.length > 0) warnings.push(`Lời của “${title}” còn thiếu ${gaps.join(', ')}`)
  return warnings
}

/** What a listener is told of a contact; the hours are told as well. */
function saysTheSame(a: HotlineContactFacts, b: HotlineContactFacts): boolean {
  return PLACEHOLDERS.every(([, fact]) => a[fact] === b[fact])
}
