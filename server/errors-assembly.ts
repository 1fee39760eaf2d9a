/** The refusals of assembly: rundowns, hearing before a render, quality sheets. Told as the others are. */
export const ASSEMBLY_REFUSALS = {
  // Hearing before a render
  'nothing-to-hear': {
    status: 409,
    message: 'Chưa nghe thử được kỳ phát: {missing}.',
    next: 'Làm nốt phần còn thiếu rồi nghe lại.',
  },
  'too-many-listening': {
    status: 409,
    message: 'Đang có {count} nơi nghe thử cùng lúc, máy không tạo thêm được.',
    next: 'Tắt một chỗ đang nghe, hoặc chờ nghe xong rồi bấm lại.',
  },

  // Quality sheets
  'no-sheet': {
    status: 404,
    message: 'Lần dựng này có từ trước khi đài lập phiếu chất lượng.',
    next: 'Dựng lại kỳ phát nếu cần phiếu; bản đã dựng vẫn dùng được như trước.',
  },
  'no-sheet-yet': {
    status: 404,
    message: 'Chưa có phiếu chất lượng: phiếu chỉ lập cho bản dựng đã đạt.',
    next: 'Chờ dựng xong; nếu dựng chưa đạt thì xem lý do ở trang kỳ phát.',
  },
} as const
