import { APPROVAL_REFUSALS } from './errors-approval.ts'
import { ASSEMBLY_REFUSALS } from './errors-assembly.ts'
import { DOCUMENT_REFUSALS } from './errors-documents.ts'
import { INTAKE_REFUSALS } from './errors-intake.ts'
import { ON_AIR_REFUSALS } from './errors-on-air.ts'
import { PEOPLE_REFUSALS } from './errors-people.ts'
import { PRODUCERS_REFUSALS } from './errors-producers.ts'
import { PROGRAMME_REFUSALS } from './errors-programmes.ts'
import { REGISTERS_REFUSALS } from './errors-registers.ts'
import { REVIEW_REFUSALS } from './errors-review.ts'
import { STUDIO_REFUSALS } from './errors-studio.ts'
import { UNITS_REFUSALS } from './errors-units.ts'
import { URGING_REFUSALS } from './errors-urging.ts'
import { WARDS_REFUSALS } from './errors-wards.ts'

/** How a refusal is told: HTTP status, what happened, and what the person can do next. */
interface Told {
  status: number
  message: string
  next?: string
}

/**
 * Every refusal of the station in one table. `{name}` in a sentence is filled from the error's details. A code is a
 * promise to programs; the sentences may be reworded freely.
 */
const TABLE = {
  ...PEOPLE_REFUSALS,

  // Requests
  'bad-request': {
    status: 400,
    message: 'Thông tin gửi lên chưa đúng: {what}.',
    next: 'Kiểm tra lại ô được nêu rồi gửi lại.',
  },
  'not-found': { status: 404, message: 'Không tìm thấy nội dung này.', next: 'Quay lại trang trước và tải lại.' },
  'too-large': {
    status: 413,
    message: 'Tệp lớn hơn mức cho phép ({limit}).',
    next: 'Cắt bớt hoặc lưu tệp ở dạng nén (MP3, M4A) rồi gửi lại.',
  },
  'disk-full': {
    status: 507,
    message: 'Ổ đĩa của đài không đủ chỗ (còn {free}).',
    next: 'Báo kỹ thuật viên dọn ổ đĩa rồi gửi lại; những gì đã lưu vẫn còn nguyên.',
  },
  'no-file': { status: 400, message: 'Chưa có tệp nào được gửi lên.', next: 'Chọn một tệp rồi gửi lại.' },
  'upload-broken': {
    status: 400,
    message: 'Đường truyền bị ngắt khi đang gửi tệp.',
    next: 'Kiểm tra mạng rồi gửi lại tệp.',
  },
  internal: {
    status: 500,
    message: 'Có lỗi trong chương trình; sự việc đã được ghi lại.',
    next: 'Thử lại. Nếu vẫn lỗi, báo kỹ thuật viên kèm mã {reference}.',
  },
  'data-newer-than-program': {
    status: 500,
    message: 'Dữ liệu do một bản Lên Sóng mới hơn ghi.',
    next: 'Cài lại bản mới nhất của chương trình; dữ liệu không bị thay đổi.',
  },
  'already-running': {
    status: 500,
    message: 'Lên Sóng đang chạy trên thư mục dữ liệu {dataDir} rồi.',
    next: 'Dùng cửa sổ đang chạy, hoặc đóng nó (Ctrl+C) trước khi chạy lại.',
  },
  'data-folder-unusable': {
    status: 500,
    message: 'Không dùng được thư mục dữ liệu {dataDir}.',
    next: 'Kiểm tra đường dẫn, quyền ghi và ổ đĩa; hoặc đặt LEN_SONG_DATA thành một thư mục khác rồi chạy lại.',
  },
  'port-taken': {
    status: 500,
    message: 'Cổng {port} đang được một chương trình khác dùng.',
    next: 'Đóng chương trình kia, hoặc đặt LEN_SONG_PORT thành một số khác (ví dụ 8090) rồi khởi động lại.',
  },

  // Editions and scripts
  'edition-exists': {
    status: 409,
    message: 'Kỳ phát {period} của chương trình này đã có.',
    next: 'Mở kỳ phát đã có.',
  },
  'before-start': {
    status: 409,
    message: 'Chương trình bắt đầu từ {startsOn}; {period} nằm trước ngày đó.',
    next: 'Chọn một kỳ khác.',
  },
  'script-changed-meanwhile': {
    status: 409,
    message: 'Người khác vừa lưu bản {number} trong lúc anh/chị đang sửa.',
    next: 'Bài đang sửa vẫn còn trên màn hình: xem bản mới, ghép lại rồi lưu.',
  },
  'nothing-changed': { status: 409, message: 'Nội dung không khác bản {number}.', next: 'Không cần lưu lại.' },
  'empty-script': {
    status: 422,
    message: 'Tiết mục “{title}” chưa có nội dung.',
    next: 'Viết nội dung hoặc bỏ tiết mục này.',
  },
  'text-too-long': {
    status: 413,
    message: 'Văn bản quá dài ({length} ký tự).',
    next: 'Chia thành nhiều tiết mục, mỗi tiết mục tối đa 200.000 ký tự.',
  },
  'already-approved': {
    status: 409,
    message: 'Bản {number} đã được {approver} phê duyệt.',
    next: 'Không cần phê duyệt lần nữa.',
  },
  'not-latest-revision': {
    status: 409,
    message: 'Bản {number} không phải bản mới nhất (bản {latest}).',
    next: 'Mở bản mới nhất, đọc lại rồi phê duyệt.',
  },
  'document-unreadable': {
    status: 422,
    message: 'Không đọc được tệp “{fileName}”.',
    next: 'Mở tệp bằng Word, lưu lại dạng .docx hoặc sao chép chữ rồi dán vào trang.',
  },
  'document-kind': {
    status: 415,
    message: 'Chưa nhận được loại tệp “{fileName}”.',
    next: 'Dùng tệp .docx, .doc, .pdf hoặc .txt; tệp khác xin mở ra, sao chép chữ rồi dán vào trang.',
  },
  'document-empty': {
    status: 422,
    message: 'Tệp “{fileName}” không có chữ nào.',
    next: 'Nếu là bản quét, xin gõ lại hoặc xin bản Word.',
  },

  // Sound
  'empty-file': {
    status: 422,
    message: 'Tệp “{fileName}” rỗng (0 byte).',
    next: 'Chép lại tệp từ máy ghi âm rồi gửi lại.',
  },
  'not-audio': {
    status: 422,
    message: 'Tệp “{fileName}” không phải tệp âm thanh đọc được.',
    next: 'Gửi tệp WAV, MP3, M4A, AAC, FLAC, OGG, Opus, WMA, AMR, MP4 hoặc WebM.',
  },
  'no-audio-stream': {
    status: 422,
    message: 'Tệp “{fileName}” không có đường tiếng.',
    next: 'Kiểm tra lại tệp, hoặc gửi tệp có tiếng.',
  },
  truncated: {
    status: 422,
    message: 'Tệp “{fileName}” bị cụt: chỉ đọc được một phần.',
    next: 'Chép lại tệp từ nơi thu rồi gửi lại.',
  },
  'too-short': {
    status: 422,
    message: 'Tệp “{fileName}” quá ngắn để phát.',
    next: 'Nghe lại tệp; nếu thiếu, thu lại.',
  },
  'odd-format': {
    status: 422,
    message: 'Tệp “{fileName}” có tần số lấy mẫu hoặc số kênh khác thường.',
    next: 'Lưu tệp lại ở 48 kHz, một hoặc hai kênh, rồi gửi lại.',
  },
  silent: { status: 422, message: '“{fileName}” không có tiếng.', next: 'Kiểm tra micrô và mức thu rồi thu lại.' },
  'bad-recipe': {
    status: 500,
    message: 'Công thức dựng không hợp lệ.',
    next: 'Kiểm tra kịch bản, bản thu và nhạc hiệu rồi dựng lại.',
  },
  'input-missing': {
    status: 500,
    message: 'Không thấy tệp “{title}” trong kho.',
    next: 'Thu lại hoặc tải lại phần này rồi dựng lại.',
  },
  'input-changed': {
    status: 500,
    message: 'Tệp “{title}” trong kho đã bị thay đổi hoặc mất.',
    next: 'Thu lại hoặc tải lại phần này rồi dựng lại.',
  },
  'decode-timeout': {
    status: 422,
    message: 'Đọc tệp “{fileName}” quá lâu nên đã dừng.',
    next: 'Lưu tệp lại dạng WAV hoặc MP3 rồi gửi lại.',
  },
  'too-long': {
    status: 422,
    message: 'Tệp “{fileName}” dài quá 4 giờ.',
    next: 'Cắt thành nhiều phần, mỗi phần không quá 4 giờ, rồi gửi lại.',
  },
  'decode-memory': {
    status: 422,
    message: 'Giải mã tệp “{fileName}” đòi quá nhiều bộ nhớ nên đã dừng.',
    next: 'Lưu tệp lại dạng WAV hoặc MP3 rồi gửi lại.',
  },
  'decode-crashed': {
    status: 422,
    message: 'Tệp “{fileName}” làm bộ giải mã dừng đột ngột; tệp có thể đã hỏng.',
    next: 'Mở tệp bằng một trình phát khác để kiểm tra, lưu lại dạng WAV rồi gửi lại.',
  },
  'decode-failed': {
    status: 422,
    message: 'Không giải mã được tệp “{fileName}”.',
    next: 'Mở tệp bằng một trình phát khác để kiểm tra, lưu lại dạng WAV rồi gửi lại.',
  },
  'ffmpeg-missing': {
    status: 500,
    message: 'Không tìm thấy FFmpeg để xử lý âm thanh.',
    next: 'Chạy lại “npm ci”, hoặc đặt FFMPEG_PATH.',
  },
  'ffmpeg-lacks': {
    status: 500,
    message: 'FFmpeg trên máy thiếu chức năng: {what}.',
    next: 'Bỏ thiết lập FFMPEG_PATH để dùng bản kèm theo chương trình.',
  },
  'item-unknown': {
    status: 404,
    message: 'Tiết mục này không có trong bản kịch bản đã chọn.',
    next: 'Tải lại trang để thấy kịch bản mới nhất.',
  },
  'chunks-missing': {
    status: 409,
    message: 'Còn {count} đoạn ghi âm chưa về tới máy chủ.',
    next: 'Giữ trang mở: các đoạn thiếu sẽ được gửi lại.',
  },
  'chunk-altered': {
    status: 422,
    message: 'Một đoạn ghi âm bị hỏng trên đường truyền.',
    next: 'Trang sẽ tự gửi lại đoạn đó.',
  },

  // Schedule
  'outside-window': {
    status: 409,
    message: 'Ngày {date} nằm ngoài khung phát {from} – {to}.',
    next: 'Chọn ngày trong khung, hoặc ghi lý do phát ngoài khung.',
  },
  'no-such-date': { status: 422, message: 'Ngày {date} không có trong lịch.', next: 'Chọn một ngày khác.' },
  'in-the-past': {
    status: 409,
    message: 'Giờ phát {time} ngày {date} đã qua.',
    next: 'Chọn giờ sau; nếu đã phát bằng cách khác, ghi “phát ngoài hệ thống”.',
  },
  'in-the-future': {
    status: 409,
    message: 'Ngày {date} chưa tới.',
    next: '“Phát ngoài hệ thống” chỉ ghi những lần đã phát.',
  },
  'proof-needed': {
    status: 422,
    message: 'Chưa có minh chứng cho lần phát này.',
    next: 'Đính kèm tệp (ảnh màn hình, biên bản, bản ghi âm) hoặc ghi rõ số văn bản, người xác nhận vào ô Ghi chú.',
  },
  'no-master-yet': {
    status: 409,
    message: 'Lần phát này chưa có bản dựng để đối soát.',
    next: 'Dựng kỳ phát trước, rồi gửi lại bản thu.',
  },
  clash: {
    status: 409,
    message: 'Trùng giờ với “{other}” lúc {time} ngày {date}.',
    next: 'Chọn giờ khác, hoặc dời lần phát kia.',
  },
  'airing-over': {
    status: 409,
    message: 'Lần phát này đã diễn ra nên không sửa được nữa.',
    next: 'Xem sổ nhật ký phát sóng.',
  },
  'not-on-air': { status: 409, message: 'Chương trình này không còn đang phát.', next: 'Tải lại trang.' },

  // Devices
  'device-absent': {
    status: 409,
    message: 'Không thấy thiết bị “{name}”.',
    next: 'Cắm lại thiết bị, kiểm tra nguồn rồi thử lại; hoặc chọn thiết bị khác.',
  },
  'device-busy': {
    status: 409,
    message: 'Thiết bị “{name}” đang được chương trình khác dùng.',
    next: 'Đóng chương trình đó (trình phát nhạc, trình duyệt …) rồi thử lại.',
  },
  'device-lost': { status: 409, message: 'Mất kết nối với thiết bị “{name}”.', next: 'Kiểm tra dây cắm rồi thử lại.' },
  'no-sound-system': {
    status: 409,
    message: 'Máy này chưa có hệ thống âm thanh.',
    next: 'Cài libasound2 (Linux), cắm card âm thanh rồi khởi động lại.',
  },
  'format-refused': {
    status: 409,
    message: 'Thiết bị “{name}” không nhận âm thanh 48 kHz.',
    next: 'Chọn thiết bị khác.',
  },
  'system-not-supported-yet': {
    status: 409,
    message: 'Chưa phát ra loa được trên hệ điều hành này.',
    next: 'Chạy Lên Sóng trên máy Linux, Windows hoặc macOS có card âm thanh.',
  },
  'on-air-now': { status: 409, message: 'Đang phát sóng nên không thử loa được.', next: 'Chờ phát xong rồi thử.' },
  'no-listening-device': {
    status: 409,
    message: 'Đài nghe thử trong trình duyệt.',
    next: 'Chọn một thiết bị nghe thử trong Thiết lập nếu muốn nghe bằng loa riêng.',
  },

  // Ward stations
  'name-taken': { status: 409, message: 'Đã có trạm tên “{name}”.', next: 'Đặt một tên khác để dễ phân biệt.' },

  ...APPROVAL_REFUSALS,
  ...ASSEMBLY_REFUSALS,
  ...DOCUMENT_REFUSALS,
  ...INTAKE_REFUSALS,
  ...ON_AIR_REFUSALS,
  ...PROGRAMME_REFUSALS,
  ...REGISTERS_REFUSALS,
  ...STUDIO_REFUSALS,
  ...UNITS_REFUSALS,
  ...PRODUCERS_REFUSALS,
  ...URGING_REFUSALS,
  ...WARDS_REFUSALS,
  ...REVIEW_REFUSALS,
} as const satisfies Record<string, Told>

export type ErrorCode = keyof typeof TABLE
export type ErrorDetails = Record<string, unknown>

/** A refusal with a code of the table; `details` fill its sentences and reach the page. */
export class StationError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(fill(TABLE[code].message, details), options)
    this.name = 'StationError'
    this.code = code
    this.details = details
  }

  /** What happened and what to do next, in one breath. */
  get sentence(): string {
    const { message, next } = tell(this.code, this.details)
    return next === undefined ? message : `${message} ${next}`
  }
}

/** Whether a word is a code of the table: for errors that other rooms throw with codes of the same names. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(TABLE, code)
}

/** Whether a fault is that the disk is full: the file system's word for it, or the database's. */
export function isDiskFull(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL'
}

/** The HTTP status of a code. */
export function statusOf(code: ErrorCode): number {
  return TABLE[code].status
}

/** The answer to a refused request: code, Vietnamese sentence, next step, details. */
export function tell(
  code: ErrorCode,
  details: ErrorDetails = {},
): { code: ErrorCode; message: string; next?: string; details?: ErrorDetails } {
  const told: Told = TABLE[code]
  return {
    code,
    message: fill(told.message, details),
    ...(told.next === undefined ? {} : { next: fill(told.next, details) }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  }
}

/** All codes, for tests that walk the table. */
export const errorCodes = Object.keys(TABLE).filter(isErrorCode)

function fill(sentence: string, details: ErrorDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name]
    return Array.isArray(value) ? value.join('; ') : value === undefined ? '…' : String(value)
  })
}
