/** The refusals of the registers: questions, the library, feedback, evaluations. Told as the others are. */
export const REGISTERS_REFUSALS = {
  // Dân hỏi – Chính quyền trả lời
  'telephone-in-words': {
    status: 422,
    message: 'Trong phần {where} có số điện thoại của người hỏi.',
    next: 'Xoá số ấy đi: số điện thoại chỉ ghi ở ô riêng, không đi vào văn bản, kịch bản hay bảng xuất ra.',
  },
  'bad-telephone': {
    status: 422,
    message: 'Số điện thoại chưa đúng.',
    next: 'Ghi 8–11 chữ số, ví dụ 0277 3861 234; không có thì để trống.',
  },
  'asker-not-consented': {
    status: 422,
    message: 'Trong lời phát có tên người hỏi ({name}), nhưng chưa ghi nhận người hỏi đồng ý nêu tên.',
    next: 'Bỏ tên khỏi lời phát, hoặc hỏi ý người hỏi rồi ghi “Đồng ý” kèm ngày.',
  },
  'asker-unnamed': {
    status: 422,
    message: 'Chưa ghi tên người hỏi.',
    next: 'Ghi họ tên, hoặc chọn “Ẩn danh”.',
  },
  'question-closed': {
    status: 409,
    message: 'Câu hỏi {code} đã xếp lại: {reason}.',
    next: 'Mở lại câu hỏi rồi làm tiếp.',
  },
  'question-unanswered': {
    status: 409,
    message: 'Câu hỏi {code} chưa có trả lời.',
    next: 'Ghi trả lời của cơ quan trước.',
  },
  'question-not-edited': {
    status: 409,
    message: 'Câu hỏi {code} chưa có lời phát cho trả lời mới nhất.',
    next: 'Biên tập lời hỏi, lời đáp rồi đưa vào kịch bản.',
  },
  'question-in-script': {
    status: 409,
    message: 'Câu hỏi {code} đã có trong kịch bản {edition}.',
    next: 'Mở kịch bản ấy để sửa, hoặc chọn kỳ phát khác.',
  },
  'question-not-sent': {
    status: 409,
    message: 'Câu hỏi {code} chưa gửi cơ quan nào hoặc đã có trả lời, nên chưa gia hạn được.',
    next: 'Gửi câu hỏi đi trước, rồi gia hạn khi cần.',
  },
  'question-open': { status: 409, message: 'Câu hỏi {code} chưa xếp lại.', next: 'Không cần mở lại.' },
  'due-before-sent': {
    status: 422,
    message: 'Hạn trả lời {dueOn} sớm hơn ngày gửi {sentOn}.',
    next: 'Chọn hạn trả lời từ ngày gửi trở đi.',
  },
  'day-to-come': {
    status: 422,
    message: 'Ngày {date} ({what}) chưa tới.',
    next: 'Ghi ngày hôm nay hoặc một ngày đã qua.',
  },

  // Kho: đường dây nóng, spot, tác phẩm
  'library-changed-meanwhile': {
    status: 409,
    message: '{by} vừa sửa “{title}” trong lúc anh/chị đang sửa.',
    next: 'Tải lại để thấy bản mới, rồi ghi lại phần của mình.',
  },
  'library-retired': {
    status: 409,
    message: '“{title}” đã được cất đi.',
    next: 'Chọn một mục khác trong kho.',
  },
  'spot-empty': {
    status: 422,
    message: '“{title}” chưa có lời.',
    next: 'Viết lời đọc rồi đưa vào kịch bản; nếu có âm thanh thì chèn ở trang Dựng.',
  },
  'spot-expired': {
    status: 409,
    message: '“{title}” đã hết hạn ngày {expiresOn}.',
    next: 'Kiểm tra lại nội dung, đặt hạn mới rồi dùng.',
  },
  'spot-unfilled': {
    status: 422,
    message: 'Lời của “{title}” còn chỗ trống: {gaps}.',
    next: 'Bổ sung vào liên hệ, hoặc bỏ chỗ ấy khỏi lời.',
  },
  'contact-needed': {
    status: 422,
    message: 'Chưa chọn liên hệ cho “{title}”.',
    next: 'Chọn một liên hệ có sẵn hoặc thêm liên hệ mới.',
  },

  // Ý kiến thính giả, sơ kết – kiểm tra
  'feedback-done': {
    status: 409,
    message: 'Ý kiến {code} đã giải quyết xong.',
    next: 'Ghi một ý kiến mới nếu người nghe phản ánh tiếp.',
  },
  'feedback-is-question': {
    status: 409,
    message: 'Ý kiến {code} đã chuyển thành câu hỏi.',
    next: 'Theo dõi tiếp ở sổ Dân hỏi – Chính quyền trả lời.',
  },
  'evaluation-changed-meanwhile': {
    status: 409,
    message: '{by} vừa sửa bản ghi này trong lúc anh/chị đang sửa.',
    next: 'Tải lại để thấy bản mới, rồi ghi lại phần của mình.',
  },
} as const
