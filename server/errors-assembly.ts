/** The refusals of assembly: rundowns, hearing before a render, quality sheets. Told as the others are. */
export const ASSEMBLY_REFUSALS = {
  // Renders
  'render-running': {
    status: 409,
    message: 'Kỳ phát này đang được dựng.',
    next: 'Chờ dựng xong, hoặc huỷ rồi dựng lại.',
  },
  'not-ready-to-render': {
    status: 409,
    message: 'Chưa dựng được: {missing}.',
    next: 'Làm nốt phần còn thiếu rồi dựng lại.',
  },
  'render-over': { status: 409, message: 'Lần dựng này đã kết thúc.', next: 'Tải lại trang.' },
  'target-missed': {
    status: 422,
    message: 'Bản dựng không đạt mức âm lượng: {figures}.',
    next: 'Nghe lại từng bản thu; thu lại bản bị vỡ tiếng hoặc quá nhỏ rồi dựng lại.',
  },
  cancelled: { status: 409, message: 'Việc này đã được huỷ.' },

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

  // Templates, rundowns, sounds
  'template-changed-meanwhile': {
    status: 409,
    message: '{by} vừa lưu bản {number} của khung chương trình trong lúc anh/chị đang sửa.',
    next: 'Khung đang sửa vẫn còn trên màn hình: xem bản mới, ghép lại rồi lưu.',
  },
  'bad-template': {
    status: 422,
    message: 'Khung chương trình chưa đúng: {what}.',
    next: 'Sửa chỗ được nêu rồi lưu lại.',
  },
  'rundown-changed-meanwhile': {
    status: 409,
    message: '{by} vừa lưu bản {number} của bố cục trong lúc anh/chị đang sửa.',
    next: 'Bố cục đang sửa vẫn còn trên màn hình: xem bản mới, ghép lại rồi lưu.',
  },
  'bad-rundown': {
    status: 422,
    message: 'Bố cục chưa đúng: {what}.',
    next: 'Sửa chỗ được nêu rồi lưu lại; nếu kịch bản hay bản thu vừa đổi, tải lại trang.',
  },
  'sound-retired': {
    status: 409,
    message: 'Âm thanh “{title}” đã được cất đi.',
    next: 'Chọn một âm thanh khác trong kho.',
  },
  'sound-in-use': {
    status: 409,
    message: 'Khung của chương trình {programmes} đang dùng âm thanh “{title}”.',
    next: 'Chọn âm thanh khác trong khung chương trình đó rồi cất âm thanh này.',
  },
  'picture-unusable': {
    status: 415,
    message: 'Tệp “{fileName}” không phải ảnh JPEG hoặc PNG đọc được.',
    next: 'Lưu ảnh lại dạng JPG hoặc PNG, mỗi cạnh không quá 4096 điểm, rồi gửi lại.',
  },
} as const
