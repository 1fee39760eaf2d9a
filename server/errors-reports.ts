/** The refusals of this room. Told as the others are. */
export const REPORTS_REFUSALS = {
  'report-texts-changed-meanwhile': {
    status: 409,
    message: '{by} vừa sửa lời của báo cáo này.',
    next: 'Tải lại để thấy lời mới, rồi ghi lại phần của mình.',
  },
  'report-period-not-over': {
    status: 409,
    message: 'Kỳ báo cáo đến hết ngày {to} mới kết thúc.',
    next: 'Chờ hết kỳ, hoặc xác nhận gửi báo cáo của kỳ chưa kết thúc.',
  },
  'report-without-recipient': {
    status: 422,
    message: 'Chưa chọn nơi nhận báo cáo.',
    next: 'Chọn ít nhất một nơi nhận, hoặc ghi tên nơi nhận khác.',
  },
  'recipient-known': {
    status: 409,
    message: '“{name}” đã có trong danh sách nơi nhận của báo cáo này.',
    next: 'Sửa nơi nhận đã có thay vì thêm mới.',
  },
  'report-dated-ahead': {
    status: 422,
    message: 'Ngày văn bản {date} chưa tới.',
    next: 'Ghi ngày hôm nay hoặc một ngày đã qua.',
  },
} as const
