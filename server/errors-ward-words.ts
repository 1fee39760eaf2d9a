/** The refusals of what wards say of airings. Told as the others are. */
export const WARD_WORDS_REFUSALS = {
  'ward-edition-unknown': {
    status: 404,
    message: 'Kỳ phát này chưa giao cho trạm.',
    next: 'Mở lại trang của trạm và chọn kỳ phát đang có ở đó.',
  },
  'ward-time-ahead': {
    status: 422,
    message: '{time} chưa đến.',
    next: 'Phát xong rồi mới báo “Đã phát”.',
  },
  'ward-time-too-early': {
    status: 422,
    message: '{time} thì kỳ phát này chưa dựng xong.',
    next: 'Kiểm tra lại ngày và giờ đã phát.',
  },
  'ward-time-unclear': {
    status: 422,
    message: 'Chưa rõ ngày, giờ “{written}”.',
    next: 'Ghi ngày như 18/11/2026 và giờ như 05:15.',
  },
  'ward-note-needed': {
    status: 422,
    message: 'Chọn “Lý do khác” thì cần ghi rõ là vì sao.',
    next: 'Ghi vài chữ vào ô “Ghi thêm” rồi bấm lại.',
  },
  'ward-word-empty': {
    status: 422,
    message: 'Chưa rõ trạm báo đã phát hay không phát được.',
    next: 'Chọn giờ đã phát, hoặc chọn lý do không phát được.',
  },
  'ward-recordings-full': {
    status: 429,
    message: 'Hôm nay trạm đã gửi đủ {limit} bản thu.',
    next: 'Ngày mai gửi tiếp, hoặc nhờ đài nhận giúp.',
  },
  'nobody-to-remind': {
    status: 409,
    message: 'Không còn trạm nào cần nhắc về kỳ này.',
    next: 'Tải lại trang để xem các trạm đã báo.',
  },
  'edition-not-recalled': {
    status: 409,
    message: 'Kỳ phát này không còn bị rút.',
    next: 'Mở lại trang của trạm để xem bản mới nhất.',
  },
} as const
