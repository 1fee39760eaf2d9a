/** The refusals of the studio: assigning, recording, editing and hearing reads. Told as the others are. */
export const STUDIO_REFUSALS = {
  // People
  'username-taken': {
    status: 409,
    message: 'Đã có người dùng tên đăng nhập “{username}”.',
    next: 'Chọn một tên đăng nhập khác.',
  },

  // Assigning reads
  'not-approved-to-assign': {
    status: 409,
    message: 'Bản {number} của kịch bản chưa được phê duyệt nên chưa giao đọc được.',
    next: 'Trình lãnh đạo phê duyệt bản này, rồi giao đọc.',
  },
  'reader-unknown': {
    status: 422,
    message: 'Người được giao đọc không có trong danh sách của đài.',
    next: 'Chọn lại người đọc; người mới thì thêm ở Thiết lập, Người dùng.',
  },
  'due-date-past': {
    status: 409,
    message: 'Hạn đọc {dueOn} đã qua.',
    next: 'Chọn ngày khác, hoặc xác nhận vẫn giao với hạn ấy.',
  },

  // Listening approval
  'take-sent-back': {
    status: 409,
    message: 'Bản thu này đã bị trả lại khi nghe duyệt nên chưa dùng được.',
    next: 'Thu lại tiết mục, hoặc nhờ người nghe duyệt nghe và quyết định lại.',
  },
  'reason-needed': {
    status: 422,
    message: 'Trả lại bản thu thì cần ít nhất một ghi chú hoặc một lý do.',
    next: 'Ghi chú chỗ cần đọc lại, hoặc viết lý do, rồi bấm Trả lại.',
  },

  // Choosing and editing reads
  'take-of-older-text': {
    status: 409,
    message: 'Bản thu này đọc theo bản {revision} của kịch bản; từ đó lời đọc đã sửa hoặc tiết mục đã bỏ.',
    next: 'Thu lại tiết mục theo lời mới. Bản thu cũ vẫn còn để nghe.',
  },
  'bad-edit': {
    status: 422,
    message: 'Chưa lưu được bản cắt: {what}.',
    next: 'Hoàn tác thao tác vừa làm, hoặc tải lại trang rồi cắt lại.',
  },
  'pieces-of-other-text': {
    status: 409,
    message:
      'Các bản thu được ghép không đọc cùng một lời: “{one}” theo bản {oneRevision}, “{other}” theo bản {otherRevision}.',
    next: 'Chỉ ghép những bản thu của cùng một tiết mục, cùng một lời đọc.',
  },
  'empty-edit': {
    status: 422,
    message: 'Bản cắt không còn đoạn nào.',
    next: 'Hoàn tác để lấy lại ít nhất một đoạn rồi lưu.',
  },
  'piece-outside': {
    status: 422,
    message: 'Có đoạn nằm ngoài bản thu “{fileName}”.',
    next: 'Tải lại trang để lấy đúng độ dài bản thu rồi cắt lại.',
  },
  'peaks-not-ready': {
    status: 404,
    message: 'Dạng sóng chi tiết của bản thu này chưa vẽ xong.',
    next: 'Chờ ít giây; trang sẽ tự hiện khi xong.',
  },

  // Files that come in pieces
  'upload-elsewhere': {
    status: 409,
    message: 'Đài đã nhận tệp này đến một chỗ khác.',
    next: 'Trang sẽ hỏi lại đài rồi tự gửi tiếp từ chỗ đúng.',
  },
  'upload-gone': {
    status: 410,
    message: 'Phần tệp đã gửi không còn ở đài.',
    next: 'Gửi lại tệp từ đầu; phần gửi dở quá 7 ngày được dọn đi.',
  },
  'nothing-to-check': {
    status: 409,
    message: 'Tệp này không chờ đài xem lại.',
    next: 'Tải lại trang để thấy tệp đang ở bước nào.',
  },

  // Recording
  'being-recorded': {
    status: 409,
    message: '{by} đang thu tiết mục này từ {since}.',
    next: 'Chờ {by} thu xong, hoặc cứ thu: bản này sẽ thành một lần thu riêng.',
  },
  'chunk-conflict': {
    status: 409,
    message: 'Đài đã có đoạn số {number} của bản thu này với nội dung khác.',
    next: 'Lưu bản thu vào máy này rồi đưa tệp lên; phần đài đã nhận vẫn còn nguyên.',
  },
  'chunk-misplaced': {
    status: 422,
    message: 'Đoạn số {number} không nối đúng vào chỗ của nó trong bản thu.',
    next: 'Lưu bản thu vào máy này rồi đưa tệp lên; phần đài đã nhận vẫn còn nguyên.',
  },
  'recording-closed': {
    status: 409,
    message: 'Lần thu này đã kết thúc ở một nơi khác.',
    next: 'Lưu phần còn ở đây vào máy này rồi đưa tệp lên, hoặc bỏ đi và thu một lần mới.',
  },
  'recording-format-changed': {
    status: 409,
    message: 'Micrô lần này thu theo khuôn khác với phần đã thu ({was}), nên không nối được.',
    next: 'Kết thúc bản thu cũ, rồi thu phần còn lại thành một lần thu mới.',
  },

  // Recording from a telephone: HTTPS with the station's own authority
  'https-off': {
    status: 404,
    message: 'Đài không mở cổng HTTPS.',
    next: 'Bỏ thiết lập LEN_SONG_HTTPS_PORT (đang tắt) rồi khởi động lại Lên Sóng.',
  },
  'https-port-taken': {
    status: 503,
    message: 'Cổng HTTPS {port} đang được một chương trình khác dùng, nên chưa thu được từ máy khác.',
    next: 'Đóng chương trình kia, đài tự thử lại mỗi phút; hoặc đặt LEN_SONG_HTTPS_PORT thành một số khác (ví dụ 8444) rồi khởi động lại.',
  },
  'https-failed': {
    status: 503,
    message: 'Chưa mở được cổng HTTPS ({reason}).',
    next: 'Đài tự thử lại mỗi phút. Nếu vẫn vậy, kiểm tra ổ đĩa và quyền ghi vào thư mục dữ liệu, rồi khởi động lại.',
  },
  'authority-damaged': {
    status: 503,
    message: 'Chứng chỉ gốc của đài (tệp {file} trong thư mục dữ liệu) bị hỏng.',
    next: 'Chép lại tệp này từ bản sao lưu thư mục dữ liệu. Không còn bản nào thì xoá tệp ấy: đài sẽ lập chứng chỉ gốc mới, và phải cài lại trên từng điện thoại, máy tính.',
  },
  'authority-over': {
    status: 503,
    message: 'Chứng chỉ gốc của đài đã hết hạn ngày {date}.',
    next: 'Xem đồng hồ của máy có đúng không. Nếu đúng, xoá tệp {file} trong thư mục dữ liệu: đài sẽ lập chứng chỉ gốc mới, và phải cài lại trên từng điện thoại, máy tính.',
  },
  'clock-behind': {
    status: 503,
    message: 'Đồng hồ của máy đang chỉ ngày {date}, nên chưa lập được chứng chỉ HTTPS.',
    next: 'Chỉnh lại ngày giờ của máy; đài tự thử lại mỗi phút.',
  },
} as const
