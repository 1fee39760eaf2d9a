/** The words of sổ nhật ký phát sóng. */
import type { ApprovalMeans, LogField, LogItem, LogLine, LogNote } from '../server/contract/index.ts'

/** What of a line can be corrected, in the order in which it is offered. */
export const LOG_FIELD_WORDS: Record<LogField, string> = {
  planned: 'Giờ định phát',
  sounded: 'Giờ phát thật',
  length: 'Thời lượng',
  items: 'Tiết mục',
  approval: 'Người duyệt',
  readers: 'Người đọc',
  device: 'Thiết bị',
  outcome: 'Kết quả',
  proof: 'Minh chứng',
}

/** How an approval was given, after the leader's name. */
export const APPROVED_BY: Record<ApprovalMeans, string> = {
  pin: 'duyệt trên điện thoại (PIN)',
  passkey: 'duyệt trên điện thoại (khoá)',
  paper: 'duyệt trên giấy',
  session: 'duyệt, đài ghi lại',
}

/** The corrections of a field that stand: what a later note took the place of is left to the list of notes. */
export const correctionsOf = ({ notes }: Pick<LogLine, 'notes'>, field: LogField): LogNote[] =>
  notes.filter((note) => note.field === field && note.correctedById === undefined)

/** “Thủ tục trực tuyến (UBND Phường 1)”. */
export const logItemWords = ({ title, unitName }: LogItem) =>
  unitName === undefined ? title : `${title} (${unitName})`
