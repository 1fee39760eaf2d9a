import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import type { ArchiveEntry } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { MEANS_WORDS } from '../log-book/index.ts'
import type { SaidOfRevision } from './store.ts'

/** “05:15 ngày 18/11/2026”. */
export function momentWords(at: number): string {
  return `${timeAt(at, STATION_ZONE)} ngày ${vietnameseDate(dateAt(at, STATION_ZONE))}`
}

const HOW: Partial<Record<ArchiveEntry['airings'][number]['outcome'], string>> = {
  'aired-in-part': 'phát một phần',
  failed: 'phát hỏng',
  replaced: 'phát thay',
  outside: 'phát ngoài hệ thống',
}

/** Each time that something was heard: “05:15 ngày 18/11/2026 (phát một phần)”. */
export function airingWords({ at, outcome, insteadOf }: ArchiveEntry['airings'][number]): string {
  const how = [HOW[outcome], insteadOf === undefined ? undefined : `thay cho ${insteadOf}`].filter(Boolean).join(', ')
  return `${momentWords(at)}${how === '' ? '' : ` (${how})`}`
}

/** Everything that leaders said of the words that aired, as a text for Notepad: UTF-8 with its mark, lines as Windows ends them. */
export function approvalText(title: string, { number, textHash, approvals, answers, scans }: SaidOfRevision): Buffer {
  const lines = [
    'PHÊ DUYỆT',
    title,
    '',
    `Bản kịch bản số ${number}, mã nội dung (SHA-256): ${textHash}`,
    '',
    ...(approvals.length === 0 ? ['Chưa có ai phê duyệt bản này.'] : []),
    ...approvals.flatMap(({ approver, means, at, recordedBy, withdrawn }) => [
      `${momentWords(at)}: ${approver} phê duyệt (${MEANS_WORDS[means]}${recordedBy === undefined ? '' : `, ${recordedBy} ghi`}).`,
      ...(withdrawn ? [`${momentWords(withdrawn.at)}: ${withdrawn.by} rút phê duyệt. Lý do: ${withdrawn.reason}`] : []),
    ]),
    ...(answers.length === 0 ? [] : ['', 'Ý kiến từng tiết mục']),
    ...answers.map(
      ({ itemTitle, answer, remark, approver, at }) =>
        `${momentWords(at)}: ${approver}, ${itemTitle === undefined ? 'về cả kỳ' : `“${itemTitle}”`}: ${answer === 'approved' ? 'duyệt' : 'trả lại'}${remark === undefined ? '' : `. ${remark}`}`,
    ),
    ...(scans.length === 0 ? [] : ['', 'Giấy đã ký']),
    ...scans.map(({ fileName, sha256 }) => `${fileName}, SHA-256 ${sha256}`),
    '',
  ]
  return Buffer.from(`\u{FEFF}${lines.join('\r\n')}`, 'utf8')
}
