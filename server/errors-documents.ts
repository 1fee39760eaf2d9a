/** The refusals of documents and sheets that are read. Told as the others are. */
export const DOCUMENT_REFUSALS = {
  'document-disguised': {
    status: 415,
    message: 'Tệp “{fileName}” thực ra là {kind}, chưa đọc được.',
    next: 'Mở tệp bằng chương trình của nó, lưu thành .docx rồi gửi lại; hoặc sao chép chữ rồi dán vào trang.',
  },
  'document-locked': {
    status: 422,
    message: 'Tệp “{fileName}” được đặt mật khẩu nên không đọc được.',
    next: 'Mở tệp, bỏ mật khẩu, lưu lại rồi gửi lại.',
  },
  'document-too-heavy': {
    status: 413,
    message: 'Tệp “{fileName}” khi mở ra quá lớn nên không đọc được.',
    next: 'Chia thành nhiều tệp nhỏ, hoặc sao chép phần chữ cần dùng sang một tệp mới rồi gửi lại.',
  },
  'sheet-kind': {
    status: 415,
    message: 'Tệp “{fileName}” không phải bảng tính .xlsx.',
    next: 'Mở tệp bằng Excel, chọn Lưu thành (Save As) dạng “Excel Workbook (.xlsx)” rồi gửi lại; hoặc chép các ô rồi dán vào trang.',
  },
  'sheet-macros': {
    status: 415,
    message: 'Bảng tính “{fileName}” có macro nên không nhận.',
    next: 'Mở tệp bằng Excel, chọn Lưu thành (Save As) dạng “Excel Workbook (.xlsx)”, không macro, rồi gửi lại.',
  },
  'sheet-unreadable': {
    status: 422,
    message: 'Không đọc được bảng tính “{fileName}”.',
    next: 'Mở tệp bằng Excel, lưu lại dạng .xlsx rồi gửi lại; hoặc chép các ô rồi dán vào trang.',
  },
} as const
