/** The refusals of programmes, their rules and periods. Told as the others are. */
export const PROGRAMME_REFUSALS = {
  'bad-rule': {
    status: 400,
    message: 'Quy định phát chưa đúng: {what}.',
    next: 'Sửa lại quy định rồi lưu.',
  },
  'rules-clash': {
    status: 409,
    message: 'Quy định này trùng giờ phát {count} lần trong một năm tới; lần đầu: {first}.',
    next: 'Chọn giờ hoặc ngày khác, hoặc xác nhận vẫn lưu rồi sắp xếp từng lần khi xếp lịch.',
  },
  'clash-rule': {
    status: 409,
    message: '{time} ngày {date} trùng giờ phát thường lệ của “{other}” ({otherTime}).',
    next: 'Chọn giờ khác, hoặc xác nhận vẫn xếp; lần phát thường lệ kia sẽ phải dời.',
  },
  'no-such-period': {
    status: 400,
    message: 'Không có kỳ “{period}”.',
    next: 'Chọn một kỳ trong danh sách.',
  },
  'wrong-period': {
    status: 409,
    message: 'Chương trình “{programme}” không phát theo {period}.',
    next: 'Chọn một kỳ trong danh sách của chương trình.',
  },
  'after-end': {
    status: 409,
    message: 'Chương trình đã kết thúc ngày {endsOn}; {period} nằm sau ngày đó.',
    next: 'Chọn kỳ khác, hoặc bỏ ngày kết thúc trong Thiết lập, Chương trình.',
  },
  'no-such-ward': {
    status: 422,
    message: 'Trạm sản xuất chương trình không có trong danh sách trạm.',
    next: 'Thêm trạm ở trang Trạm, rồi chọn lại.',
  },
} as const
