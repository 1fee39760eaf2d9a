/** The refusals of this room. Told as the others are. */
export const MONTH_PAPERS_REFUSALS = {
  'item-not-heard': {
    status: 409,
    message: 'Tiết mục “{title}” chưa phát trọn lần nào, nên chưa xác nhận được.',
    next: 'Xem sổ nhật ký phát sóng. Nếu đã phát bằng cách khác, ghi lại ở Lịch phát của kỳ ấy (phát ngoài hệ thống) rồi tải giấy.',
  },
} as const
