import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import type { WardErrorCode } from './errors.ts'

const SENTENCES: Record<WardErrorCode, string> = {
  unreachable: 'Chưa nối được với đài; máy vẫn tự phát theo lịch và tệp đã tải, và sẽ tự nối lại.',
  'link-unknown':
    'Đài không nhận đường dẫn này nữa (đã đổi, thu hồi hoặc hết hạn). Máy vẫn phát theo lịch đã tải; xin đài gửi đường dẫn mới.',
  'no-plan': 'Đài chưa có lịch phát; máy sẽ tự hỏi lại sau một phút.',
  'too-many': 'Đài đang bận; máy sẽ tự hỏi lại sau một phút.',
  'answer-unusable':
    'Nơi trả lời không phải Lên Sóng hoặc là bản khác; máy vẫn phát theo lịch đã tải. Báo đài kiểm tra đường dẫn.',
  'cut-short': 'Đường truyền bị ngắt khi tải tệp; máy sẽ tải tiếp phần còn lại.',
  'hash-differs': 'Tệp tải về không đúng mã kiểm nên đã bỏ; máy sẽ tải lại từ đầu.',
  'disk-full': 'Ổ đĩa không còn đủ chỗ để tải tệp phát: dọn bớt tệp trên máy này.',
  'disk-unusable': 'Ổ đĩa của máy này không ghi được tệp phát: kiểm tra ổ đĩa và quyền ghi của thư mục dữ liệu.',
  'not-decoded': 'Không mở được tệp MP3 vừa tải; máy sẽ thử lại.',
}

/** What went wrong and what the player does about it, for whoever sits at the ward's computer. */
export function troubleSentence(code: WardErrorCode): string {
  return SENTENCES[code]
}

/** “05:15 ngày 18/11/2026”, in the station's zone. */
export function momentWords(instant: number, zone: string): string {
  return `${timeAt(instant, zone)} ngày ${vietnameseDate(dateAt(instant, zone))}`
}
