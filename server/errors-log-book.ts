/** The refusals of the log of what was aired and of the archive. Told as the others are. */
export const LOG_BOOK_REFUSALS = {
  'log-line-unknown': {
    status: 404,
    message: 'Sổ nhật ký chưa có lần phát này.',
    next: 'Lần phát tới giờ rồi mới ghi thêm được; tải lại sổ để xem dòng mới nhất.',
  },
  'log-note-corrected': {
    status: 409,
    message: 'Lời ghi này đã được {by} đính chính.',
    next: 'Tải lại sổ; muốn sửa nữa thì đính chính lời ghi mới nhất.',
  },
  'archive-year-empty': {
    status: 409,
    message: 'Năm {year} chưa phát gì nên chưa có gì để lưu trữ.',
    next: 'Chọn một năm khác.',
  },
  'archive-busy': {
    status: 409,
    message: 'Đang làm gói lưu trữ năm {year}.',
    next: 'Đợi gói này xong rồi làm gói khác.',
  },
  'archive-file-lost': {
    status: 409,
    message: 'Tệp {fileName} của gói không còn nguyên vẹn trong kho.',
    next: 'Làm lại gói lưu trữ của năm: gói mới sẽ ghi rõ tệp nào thiếu.',
  },
} as const
