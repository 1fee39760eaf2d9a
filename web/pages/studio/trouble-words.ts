import type { RecorderTrouble } from './phases.ts'

/** What stands in the way of recording, and the way out. */
export const TROUBLE_WORDS: Record<RecorderTrouble, { title: string; next: string; mayRetry: boolean }> = {
  'insecure-address': {
    title: 'Địa chỉ này không dùng được micrô',
    next: 'Trình duyệt chỉ cho thu âm ở địa chỉ an toàn (https) hoặc ngay trên máy chạy Lên Sóng. Đài có địa chỉ an toàn: cài chứng chỉ của đài vào máy này một lần, mất khoảng hai phút; hoặc thu bằng cách khác rồi đưa tệp lên.',
    mayRetry: false,
  },
  'not-supported': {
    title: 'Trình duyệt này không thu âm được',
    next: 'Mở lại bằng Chrome, Edge hoặc Firefox bản mới, hoặc thu bằng máy khác rồi đưa tệp lên.',
    mayRetry: false,
  },
  'no-microphone': {
    title: 'Không thấy micrô nào',
    next: 'Cắm micrô vào máy, đợi vài giây rồi bấm Thử lại.',
    mayRetry: true,
  },
  refused: {
    title: 'Trình duyệt đang chặn micrô',
    next: 'Bấm biểu tượng bên trái ô địa chỉ, chọn cho phép Micrô, rồi bấm Thử lại.',
    mayRetry: true,
  },
  taken: {
    title: 'Micrô đang bị chương trình khác giữ',
    next: 'Tắt Zalo, Audition hoặc chương trình khác đang dùng micrô, rồi bấm Thử lại.',
    mayRetry: true,
  },
  unplugged: {
    title: 'Micrô vừa bị rút ra',
    next: 'Phần đã đọc trước đó được giữ lại. Cắm micrô vào rồi bấm Thử lại.',
    mayRetry: true,
  },
  other: {
    title: 'Chưa mở được micrô',
    next: 'Bấm Thử lại; nếu vẫn vậy, chọn micrô khác trong cài đặt âm thanh của máy, hoặc đưa tệp lên.',
    mayRetry: true,
  },
  'storage-full': {
    title: 'Bộ nhớ của trình duyệt đã đầy',
    next: 'Bản thu được cất trong trình duyệt cho đến khi đài nhận đủ. Xoá bớt tệp trên ổ đĩa của máy này hoặc dữ liệu của các trang khác, rồi bấm Thử lại.',
    mayRetry: true,
  },
  'no-storage': {
    title: 'Trình duyệt không cho cất bản thu',
    next: 'Có thể trang đang mở trong cửa sổ ẩn danh, hoặc trình duyệt chặn dữ liệu của trang. Mở phòng thu trong cửa sổ thường rồi thu lại.',
    mayRetry: true,
  },
}
