/** The refusals of links of ward stations. Told as the others are. */
export const WARD_LINKS_REFUSALS = {
  'link-revoked': {
    status: 409,
    message: 'Trạm này đang không có đường dẫn nào dùng được.',
    next: 'Bấm “Cấp lại” để tạo đường dẫn mới rồi gửi cho trạm.',
  },
  'term-over': {
    status: 422,
    message: 'Ngày {date} đã qua, đường dẫn sẽ không mở được.',
    next: 'Chọn từ hôm nay trở đi, hoặc để “Không hạn”.',
  },
  'hash-differs': {
    status: 409,
    message: 'Tệp này không giống tệp của đài: chưa tải trọn hoặc bị hỏng.',
    next: 'Tải lại tệp rồi kiểm lần nữa.',
  },
} as const
