/** The refusals of who may come in. Told as the others are. */
export const PEOPLE_REFUSALS = {
  'sign-in-needed': {
    status: 401,
    message: 'Cần đăng nhập để xem trang này.',
    next: 'Mở trang đăng nhập, nhập tên và mật khẩu.',
  },
  'wrong-password': {
    status: 401,
    message: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    next: 'Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại.',
  },
  'too-many-tries': { status: 429, message: 'Đã thử quá nhiều lần.', next: 'Chờ một phút rồi thử lại.' },
  'already-set-up': { status: 409, message: 'Đài đã được khởi tạo.', next: 'Đăng nhập bằng tài khoản đã có.' },
  'not-set-up': { status: 409, message: 'Đài chưa được khởi tạo.', next: 'Mở trang khởi tạo và làm theo từng bước.' },
  'foreign-origin': {
    status: 403,
    message: 'Yêu cầu đến từ một trang khác nên bị từ chối.',
    next: 'Mở Lên Sóng bằng đúng địa chỉ của đài rồi làm lại.',
  },
} as const
