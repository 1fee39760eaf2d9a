/** The refusals of the review meeting and of editing scripts. Told as the others are. */
export const REVIEW_REFUSALS = {
  // The review meeting
  'period-unknown': {
    status: 422,
    message: 'Chương trình không có kỳ “{period}”.',
    next: 'Chọn lại kỳ phát trong danh sách.',
  },
  'not-on-the-table': {
    status: 404,
    message: 'Bài này không nằm trong kỳ thẩm định đang mở.',
    next: 'Tải lại trang; có thể bài đã được chuyển sang kỳ khác hoặc đã rút.',
  },
  'refusal-reason-needed': {
    status: 422,
    message: 'Không chọn thì cần ghi lý do, để đơn vị gửi bài biết.',
    next: 'Ghi lý do ngắn gọn rồi bấm Không chọn.',
  },
  'nothing-chosen': {
    status: 409,
    message: 'Chưa có bài nào được chọn mà chưa đưa vào kịch bản.',
    next: 'Bấm Chọn ở ít nhất một bài, rồi đưa vào kịch bản.',
  },
  'too-many-items': {
    status: 409,
    message: 'Kịch bản sẽ có {count} tiết mục, nhiều hơn mức {limit}.',
    next: 'Để dành bớt bài cho kỳ sau, hoặc bỏ bớt tiết mục trong kịch bản.',
  },
  'minutes-changed-meanwhile': {
    status: 409,
    message: '{by} vừa lưu biên bản này lúc {time}.',
    next: 'Phần anh/chị ghi vẫn còn trên màn hình: ghép hai bản rồi lưu lại.',
  },
  'no-minutes': {
    status: 404,
    message: 'Kỳ này chưa có biên bản họp.',
    next: 'Ghi người dự và ý kiến, bấm Lưu biên bản, rồi tải tệp Word.',
  },

  // Editing
  'draft-elsewhere': {
    status: 409,
    message: 'Anh/chị đang soạn kịch bản này ở một cửa sổ khác, lưu tạm lúc {time}.',
    next: 'Chọn bản muốn viết tiếp; bản kia được giữ riêng, không mất.',
  },
  'side-decided': {
    status: 409,
    message: 'Bản giữ riêng này đã được xử lý.',
    next: 'Tải lại trang để thấy kịch bản mới nhất.',
  },
} as const
