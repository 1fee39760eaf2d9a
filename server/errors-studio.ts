/** The refusals of the studio: reads that are recorded, edited, looked at, listened to. Told as the others are. */
export const STUDIO_REFUSALS = {
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
    message: 'Các bản thu được ghép không đọc cùng một lời: “{one}” theo bản {oneRevision}, “{other}” theo bản {otherRevision}.',
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
} as const
