/** The refusals of intake and postings. Told as the others are. */
export const INTAKE_REFUSALS = {
  // The unit's link
  'link-unknown': {
    status: 404,
    message: 'Đường dẫn gửi bài này không còn dùng được.',
    next: 'Xin đài gửi lại đường dẫn mới. Những gì đã viết vẫn còn trên máy này.',
  },
  'file-kind-refused': {
    status: 415,
    message: 'Không nhận được tệp “{fileName}”: đây không phải văn bản, ảnh, âm thanh hay phim.',
    next: 'Gửi bài ở dạng Word (.docx, .doc), PDF, ảnh chụp (.jpg, .png) hoặc âm thanh (.mp3, .m4a).',
  },
  'link-day-full': {
    status: 429,
    message: 'Hôm nay đơn vị đã gửi đến mức nhiều nhất của một ngày ({limit}).',
    next: 'Gửi tiếp vào ngày mai, hoặc mang tệp đến đài.',
  },
  'too-many-files': {
    status: 422,
    message: 'Mỗi bài kèm nhiều nhất {limit} tệp.',
    next: 'Bỏ bớt tệp, hoặc gửi thành hai bài.',
  },
  'nothing-sent': {
    status: 422,
    message: 'Bài chưa có nội dung và chưa kèm tệp nào.',
    next: 'Viết nội dung vào ô, hoặc kèm tệp bài rồi gửi lại.',
  },
  'file-gone': {
    status: 409,
    message: 'Một tệp đã chọn không còn ở đài.',
    next: 'Bỏ tệp ấy khỏi danh sách rồi chọn lại.',
  },

  // The register
  'submission-withdrawn': {
    status: 409,
    message: 'Bài này đã được rút khỏi sổ tiếp nhận.',
    next: 'Khôi phục bài trong sổ rồi làm lại.',
  },
  'period-unknown': {
    status: 422,
    message: 'Chương trình không có kỳ “{period}”.',
    next: 'Chọn lại kỳ phát.',
  },
  'received-by-link': {
    status: 409,
    message: 'Bài này đến bằng đường dẫn của đơn vị nên giờ nhận do máy ghi, không sửa được.',
    next: 'Ghi điều cần nói vào ô Ghi chú.',
  },
  'received-in-future': {
    status: 422,
    message: 'Ngày giờ nhận bài nằm sau lúc này.',
    next: 'Chọn lại ngày giờ nhận.',
  },

  // Postings
  'channel-name-taken': {
    status: 409,
    message: 'Đã có kênh tên “{name}”.',
    next: 'Dùng kênh đã có, hoặc đặt một tên khác để dễ phân biệt.',
  },
  'channel-unknown': {
    status: 422,
    message: 'Kênh này không có, hoặc không còn dùng.',
    next: 'Tải lại trang rồi chọn kênh khác.',
  },
  'not-approved-to-post': {
    status: 409,
    message: 'Bài chưa được duyệt đăng trên {channel}.',
    next: 'Ghi ý kiến duyệt đăng trước; nếu đơn vị đã tự đăng rồi thì xác nhận vẫn ghi.',
  },
  'posting-done': {
    status: 409,
    message: 'Bài đã ghi là đã đăng trên {channel}.',
    next: 'Bỏ phần đã đăng trước, rồi mới rút đề nghị.',
  },
  'address-wrong': {
    status: 422,
    message: 'Địa chỉ “{url}” không phải địa chỉ trang web.',
    next: 'Chép cả địa chỉ trên thanh địa chỉ của trình duyệt, bắt đầu bằng http:// hoặc https://.',
  },
  'remark-needed': {
    status: 422,
    message: 'Không duyệt đăng thì cần một lý do.',
    next: 'Viết lý do để đơn vị sửa bài.',
  },
} as const
