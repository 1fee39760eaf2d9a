/** The refusals of wards that produce. Told as the others are. */
export const PRODUCERS_REFUSALS = {
  'ward-not-allowed': {
    status: 403,
    message: 'Việc này của đài; tài khoản của trạm không làm được.',
    next: 'Làm với chương trình của trạm mình ở trang Kỳ phát, hoặc nhờ người của đài.',
  },
  'ward-not-yours': {
    status: 403,
    message: 'Tài khoản của trạm chỉ xem và làm được với chương trình, người và lãnh đạo của trạm mình.',
    next: 'Mở lại trang Kỳ phát và chọn chương trình của trạm.',
  },
  'ward-airs-itself': {
    status: 409,
    message: 'Chương trình này do trạm sản xuất và tự phát, không phát qua máy của đài.',
    next: 'Trạm ghi lần phát ở “Phát ngoài hệ thống”; muốn đài phát thì lấy tiết mục của trạm vào chương trình của đài.',
  },
  'leader-of-another': {
    status: 409,
    message: 'Chương trình của trạm do lãnh đạo của trạm ấy duyệt; chương trình của đài do lãnh đạo của đài duyệt.',
    next: 'Chọn đúng lãnh đạo; lãnh đạo của trạm đăng ký ở Thiết lập › Lãnh đạo phê duyệt.',
  },
  'ward-account-own': {
    status: 409,
    message: 'Anh/chị không tự chuyển tài khoản đang dùng sang trạm được.',
    next: 'Nhờ một người khác của đài chuyển, để đài luôn còn người quản lý.',
  },
  'not-a-ward-item': {
    status: 409,
    message: 'Chỉ lấy lại được tiết mục trong chương trình do trạm sản xuất.',
    next: 'Tiết mục của đài thì xếp vào chương trình khác ở sổ tiếp nhận.',
  },
  'ward-item-not-approved': {
    status: 409,
    message: 'Kịch bản của trạm chưa được lãnh đạo của trạm duyệt nên chưa lấy được.',
    next: 'Đợi trạm trình và được duyệt, rồi lấy lại.',
  },
  'taken-into-ward': {
    status: 409,
    message: 'Tiết mục của trạm lấy vào chương trình của đài, không lấy vào chương trình của trạm.',
    next: 'Chọn một chương trình của đài.',
  },
} as const
