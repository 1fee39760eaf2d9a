import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import { AIRING_STATE_WORDS } from '../airings/index.ts'
import type { LogItem, LogLine, LogNote } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import type { Tab } from '../sheets/index.ts'
import { FIELD_WORDS, noteWords, proofWords } from './words.ts'

const MS_A_MINUTE = 60_000

const minutes = (ms: number | undefined) => (ms === undefined ? undefined : Math.round((ms / MS_A_MINUTE) * 100) / 100)

/** The log as a workbook (pure): its lines with everything that is known of them, and what was added to them. */
export function logTabs(lines: readonly LogLine[]): Tab[] {
  return [linesTab(lines), notesTab(lines)]
}

function linesTab(lines: readonly LogLine[]): Tab {
  return {
    name: 'Nhật ký phát sóng',
    columns: [
      { title: 'Định phát', width: 18, kind: 'instant' },
      { title: 'Thời lượng định (phút)', width: 14, kind: 'number' },
      { title: 'Chương trình', width: 36, kind: 'text' },
      { title: 'Kỳ phát', width: 44, kind: 'text' },
      { title: 'Có tiếng từ', width: 18, kind: 'instant' },
      { title: 'Đến', width: 18, kind: 'instant' },
      { title: 'Thời lượng thật (phút)', width: 14, kind: 'number' },
      { title: 'Tiết mục', width: 60, kind: 'text' },
      { title: 'Người duyệt', width: 30, kind: 'text' },
      { title: 'Duyệt lúc', width: 18, kind: 'instant' },
      { title: 'Người đọc', width: 28, kind: 'text' },
      { title: 'Thiết bị, nơi phát', width: 26, kind: 'text' },
      { title: 'Kết quả', width: 20, kind: 'text' },
      { title: 'Vì sao', width: 50, kind: 'text' },
      { title: 'Minh chứng', width: 26, kind: 'text' },
      { title: 'Ghi thêm, đính chính', width: 60, kind: 'text' },
      { title: 'Mã tệp (SHA-256)', width: 66, kind: 'text' },
    ],
    rows: lines.map((line) => [
      line.plannedAt,
      minutes(line.plannedMs),
      line.programmeName,
      line.editionTitle,
      line.startedAt,
      line.endedAt,
      minutes(line.soundedMs),
      line.items.map(itemWords).join('\n'),
      approverWords(line),
      line.approval?.at,
      line.readers.join(', '),
      line.deviceIsNull ? 'Không phát ra loa' : line.deviceName,
      AIRING_STATE_WORDS[line.outcome],
      line.note,
      proofWords(line),
      line.notes.map(signedNote).join('\n'),
      line.masterSha256,
    ]),
  }
}

function notesTab(lines: readonly LogLine[]): Tab {
  return {
    name: 'Ghi thêm, đính chính',
    columns: [
      { title: 'Định phát', width: 18, kind: 'instant' },
      { title: 'Kỳ phát', width: 44, kind: 'text' },
      { title: 'Ghi lúc', width: 18, kind: 'instant' },
      { title: 'Người ghi', width: 28, kind: 'text' },
      { title: 'Đính chính mục', width: 20, kind: 'text' },
      { title: 'Nội dung đúng', width: 30, kind: 'text' },
      { title: 'Lời ghi, lý do', width: 60, kind: 'text' },
      { title: 'Đã được đính chính', width: 20, kind: 'text' },
    ],
    rows: lines.flatMap((line) =>
      line.notes.map((note) => [
        line.plannedAt,
        line.editionTitle,
        note.made.at,
        note.made.by,
        note.field && FIELD_WORDS[note.field],
        note.right,
        note.text,
        note.correctedById === undefined ? undefined : 'Có lời ghi sau thay',
      ]),
    ),
  }
}

/** Who let it sound: the leader who approved the words, or of an emergency who ordered it. */
export function approverWords({ approval, orderedBy }: Pick<LogLine, 'approval' | 'orderedBy'>): string | undefined {
  return approval?.approver ?? (orderedBy === undefined ? undefined : `${orderedBy} (ra lệnh)`)
}

/** “Thủ tục trực tuyến (UBND Phường 1)”. */
export function itemWords({ title, unitName }: LogItem): string {
  return unitName === undefined ? title : `${title} (${unitName})`
}

/** “08:05 ngày 12/11/2026, Kỹ thuật viên trực: …”. */
export function signedNote(note: LogNote): string {
  const when = `${timeAt(note.made.at, STATION_ZONE)} ngày ${vietnameseDate(dateAt(note.made.at, STATION_ZONE))}`
  const isReplaced = note.correctedById === undefined ? '' : ' (đã có lời ghi sau thay)'
  return `${when}, ${note.made.by}: ${noteWords(note)}${isReplaced}`
}
