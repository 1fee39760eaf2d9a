import type { AsRun as AsRunFacts, DateWarning, OutcomeReason } from '../../schedules/index.ts'
import type { AiringState } from '../contract/index.ts'

/** The state of an airing by its one outcome in the journal. */
export const STATE_OF_OUTCOME: Record<NonNullable<AsRunFacts['outcome']>, AiringState> = {
  aired: 'aired',
  partial: 'aired-in-part',
  stopped: 'aired-in-part',
  missed: 'missed',
  failed: 'failed',
  skipped: 'skipped',
  replaced: 'replaced',
}

const REASONS: Record<OutcomeReason, string> = {
  late: 'lỡ giờ phát, không còn kịp',
  'joined-late': 'vào muộn, thiếu đoạn đầu',
  interrupted: 'bị ngắt giữa chừng (mất điện hoặc chương trình dừng)',
  gaps: 'có đoạn không ra được thiết bị',
  command: 'dừng theo lệnh',
  paused: 'mọi lịch phát đang tạm dừng',
  displaced: 'nhường sóng cho nội dung khẩn hơn',
  silent: 'đã phát nhưng đo ở đầu ra không có tiếng',
  'not-ready': 'tới giờ phát kỳ phát chưa xong',
  'media-missing': 'không thấy tệp thành phẩm trong kho',
  'media-changed': 'tệp thành phẩm đã bị thay đổi, không khớp mã kiểm',
  'file-missing': 'không thấy tệp thành phẩm',
  'file-refused': 'tệp thành phẩm không đọc được',
  'device-absent': 'không thấy thiết bị phát',
  'device-busy': 'thiết bị phát đang bị chương trình khác chiếm',
  'device-lost': 'mất kết nối với thiết bị phát',
  'no-sound-system': 'máy chưa có hệ thống âm thanh',
  'format-refused': 'thiết bị phát không nhận âm thanh 48 kHz',
  'system-not-supported-yet': 'chưa phát ra loa được trên hệ điều hành này',
  unexpected: 'có lỗi trong chương trình phát',
}

/** What the as-run log says beside the figures. */
export function asRunNote(facts: AsRunFacts, state: AiringState): string {
  const notes: string[] = []
  if (facts.outcome === undefined && state === 'aired-in-part')
    notes.push('chương trình phát sóng dừng giữa chừng, không rõ lúc dứt')
  if (facts.stoppedBy !== undefined) notes.push(`${facts.stoppedBy} cho dừng`)
  else if (facts.reason !== undefined) notes.push(REASONS[facts.reason])
  if (facts.resumes > 0) notes.push(`có ${facts.resumes} lần bị ngắt rồi phát tiếp`)
  if (facts.xruns > 0) notes.push(`${facts.xruns} lần hụt âm thanh`)
  if (facts.device?.isNull) notes.push('phát vào thiết bị rỗng, không ra loa')
  const sentence = notes.join('; ')
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

const WARNINGS: Record<DateWarning, string> = {
  saturday: 'Rơi vào Thứ Bảy',
  sunday: 'Rơi vào Chủ Nhật',
  'public-holiday': 'Rơi vào ngày lễ',
  'before-five': 'Trước 5 giờ sáng: người dân có thể phàn nàn',
  'after-nine-in-the-evening': 'Sau 21 giờ: người dân có thể phàn nàn',
}

/** What to know before airing on a date. */
export function warningSentence(warning: DateWarning): string {
  return WARNINGS[warning]
}

const PROBLEMS: Record<string, string> = {
  'media-missing': 'Không thấy tệp thành phẩm trong kho: mở kỳ phát và dựng lại trước giờ phát.',
  'media-changed': 'Tệp thành phẩm đã bị thay đổi: mở kỳ phát và dựng lại trước giờ phát.',
  'device-absent': 'Không thấy thiết bị phát: cắm lại dây, bật nguồn, hoặc chọn thiết bị khác trong Thiết lập.',
  'device-busy': 'Thiết bị phát đang bị chương trình khác chiếm: đóng chương trình đó.',
  'device-lost': 'Mất kết nối với thiết bị phát: kiểm tra dây cắm; chương trình tự thử lại mỗi giây.',
  'no-sound-system': 'Máy chưa có hệ thống âm thanh: cài libasound2 rồi khởi động lại.',
  'format-refused': 'Thiết bị phát không nhận âm thanh 48 kHz: chọn thiết bị khác trong Thiết lập.',
  'system-not-supported-yet': 'Chưa phát ra loa được trên hệ điều hành này.',
  'plan-refused': 'Lịch phát không đọc được; đang dùng lịch trước đó. Báo kỹ thuật viên.',
  'plan-invalid': 'Lịch phát không đọc được; đang dùng lịch trước đó. Báo kỹ thuật viên.',
  'journal-unwritable': 'Không ghi được nhật ký phát sóng (ổ đĩa đầy?): dọn ổ đĩa; phát sóng vẫn tiếp tục.',
}

/** What the on-air process finds wrong, as the technician is told. An unknown code is shown: better odd than silent. */
export function problemSentence(code: string): string {
  return PROBLEMS[code] ?? `Có sự cố khi phát sóng (${code}): báo kỹ thuật viên.`
}
