/** The refusals of approving: leaders' telephones, submitting, answering, signed papers. Told as the others are. */
export const APPROVAL_REFUSALS = {
  // Leaders and their telephones
  'leader-exists': {
    status: 409,
    message: 'Đã có “{words}” trong danh sách lãnh đạo phê duyệt.',
    next: 'Dùng người đã có; nếu là người khác, ghi thêm họ tên để phân biệt.',
  },
  'leader-ended': {
    status: 409,
    message: '“{words}” không còn trong danh sách lãnh đạo phê duyệt.',
    next: 'Chọn lãnh đạo khác, hoặc thêm lại ở Thiết lập, Lãnh đạo phê duyệt.',
  },
  'leader-link-unknown': {
    status: 404,
    message: 'Đường dẫn đăng ký này không còn dùng được.',
    next: 'Mỗi đường dẫn đăng ký một máy và chỉ trong 24 giờ. Nhờ đài gửi đường dẫn mới.',
  },
  'pin-too-simple': {
    status: 422,
    message: 'Mã PIN này quá dễ đoán.',
    next: 'Chọn 6 chữ số không giống nhau hết và không nối tiếp nhau.',
  },
  'phone-unknown': {
    status: 403,
    message: 'Máy này chưa đăng ký phê duyệt với đài, hoặc đài đã ngừng cho máy này phê duyệt.',
    next: 'Nhờ đài gửi đường dẫn đăng ký, rồi mở đường dẫn ấy bằng chính máy này.',
  },
  'phone-locked': {
    status: 423,
    message: 'Máy này bị khoá phê duyệt vì nhập sai mã PIN {tries} lần liền.',
    next: 'Gọi cho đài để mở khoá, hoặc nhận đường dẫn đăng ký lại với mã PIN mới.',
  },
  'wrong-pin': {
    status: 403,
    message: 'Mã PIN chưa đúng.',
    next: 'Còn {left} lần nhập trước khi máy này bị khoá phê duyệt.',
  },
  'passkey-address': {
    status: 409,
    message: 'Ở địa chỉ này trình duyệt không dùng được vân tay hay khuôn mặt.',
    next: 'Dùng mã PIN. Vân tay, khuôn mặt cần mở trang qua HTTPS bằng tên máy, không phải bằng dãy số.',
  },
  'passkey-failed': {
    status: 403,
    message: 'Chưa xác nhận được bằng vân tay hay khuôn mặt.',
    next: 'Thử lại, hoặc dùng mã PIN.',
  },
  'signing-over': {
    status: 409,
    message: 'Lần xác nhận này đã hết hạn hoặc đã dùng rồi.',
    next: 'Bấm lại để xác nhận một lần mới.',
  },

  // Submitting and answering
  'revision-changed-meanwhile': {
    status: 409,
    message: 'Biên tập viên đã lưu bản {latest} trong khi bản {number} đang được đọc. Chưa có gì được ghi nhận.',
    next: 'Chờ biên tập viên trình bản {latest}, hoặc gọi cho đài.',
  },
  'submitted-again': {
    status: 409,
    message: 'Bản {number} vừa được trình lại. Chưa có gì được ghi nhận ở lần trình cũ.',
    next: 'Mở lần trình mới nhất rồi trả lời ở đó.',
  },
  'answered-meanwhile': {
    status: 409,
    message: '{by} vừa trả lời trong khi trang này đang mở. Chưa có gì của lần bấm này được ghi nhận.',
    next: 'Xem câu trả lời vừa hiện ra, rồi quyết định lại.',
  },
  'answer-altered': {
    status: 409,
    message: 'Lần bấm này đã được ghi nhận với nội dung khác.',
    next: 'Tải lại trang để thấy những gì đã ghi, rồi quyết định lại.',
  },
  'remark-needed': {
    status: 422,
    message: 'Trả lại chỉnh sửa thì cần ghi chỗ phải sửa.',
    next: 'Ghi vài chữ cho biên tập viên biết cần sửa gì.',
  },
  'not-approved-yet': {
    status: 409,
    message: 'Bản {number} không ở trạng thái đã duyệt nên không có gì để rút.',
    next: 'Tải lại trang để thấy bản này đang ở bước nào.',
  },

  // Signed papers
  'scan-kind': {
    status: 415,
    message: 'Tệp “{fileName}” không phải ảnh JPG, PNG hay tệp PDF.',
    next: 'Chụp hoặc quét lại phiếu đã ký rồi gửi ảnh JPG, PNG hoặc tệp PDF.',
  },
  'signed-in-the-future': {
    status: 422,
    message: 'Ngày ký {date} chưa tới.',
    next: 'Ghi đúng ngày trên phiếu.',
  },
} as const
