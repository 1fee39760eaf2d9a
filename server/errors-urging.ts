/** The refusals of urging. Told as the others are. */
export const URGING_REFUSALS = {
  'nobody-missing': {
    status: 409,
    message: 'Không còn đơn vị nào thiếu tin, bài của {period}.',
    next: 'Tải lại trang để xem các đơn vị đã gửi đủ.',
  },
  'template-without-list': {
    status: 422,
    message: 'Mẫu tin nhắn chưa có chỗ cho danh sách đơn vị.',
    next: 'Viết [danh sách] vào chỗ cần nêu tên các đơn vị còn thiếu, rồi lưu lại.',
  },
} as const
