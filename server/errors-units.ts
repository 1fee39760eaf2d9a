/** The refusals of units, rota and task lists. Told as the others are. */
export const UNITS_REFUSALS = {
  // Units
  'unit-unknown': {
    status: 404,
    message: 'Đơn vị này không có trong danh sách của đài.',
    next: 'Tải lại trang rồi chọn lại đơn vị.',
  },
  'unit-name-empty': {
    status: 422,
    message: 'Đơn vị cần có tên.',
    next: 'Viết tên đơn vị như trong văn bản rồi lưu lại.',
  },
  'unit-name-taken': {
    status: 409,
    message: 'Đã có đơn vị “{name}” với tên ấy.',
    next: 'Dùng đơn vị đã có; nếu là cách viết khác thì ghi thêm vào “Cách viết khác” của đơn vị đó.',
  },
  'unit-name-was-used': {
    status: 409,
    message: 'Trước đây đã có một đơn vị tên “{name}”, nay không còn.',
    next: 'Ghi ngày thành lập của đơn vị mới để phân biệt với đơn vị cũ.',
  },
  'unit-not-active': {
    status: 409,
    message: 'Vào ngày {date}, đơn vị “{name}” không hoạt động ({span}).',
    next: 'Chọn ngày khác, hoặc chọn đơn vị khác.',
  },
  'unit-changed-later': {
    status: 409,
    message: 'Sau ngày {date}, đơn vị “{name}” còn có thay đổi khác đã ghi.',
    next: 'Huỷ thay đổi ghi sau rồi ghi lại theo thứ tự thời gian.',
  },
  'unit-change-incomplete': {
    status: 422,
    message: 'Thay đổi này chưa đủ đơn vị.',
    next: 'Sáp nhập cần từ hai đơn vị và một đơn vị mới; chia tách cần một đơn vị và từ hai đơn vị mới; đổi tên cần tên mới.',
  },
  'unit-change-built-upon': {
    status: 409,
    message: 'Không huỷ được thay đổi này vì sau đó các đơn vị ấy còn thay đổi nữa.',
    next: 'Huỷ thay đổi mới nhất trước, rồi lần lượt lùi lại.',
  },

  // Lists that are read from files
  'nothing-to-read': {
    status: 422,
    message: 'Không thấy bảng nào đọc được trong {where}.',
    next: 'Chọn tệp .xlsx hoặc .docx có bảng, hay bôi đen các ô trong Excel (kể cả dòng tiêu đề) rồi dán vào.',
  },
  'no-unit-column': {
    status: 422,
    message: 'Bảng này không có cột nào mang tên “Đơn vị”.',
    next: 'Đặt tên cho cột ghi đơn vị là “Đơn vị” ở dòng đầu của bảng rồi thử lại.',
  },
  'no-month-column': {
    status: 422,
    message: 'Bảng này không có cột “Tháng” hoặc không có tháng nào đọc được.',
    next: 'Bảng phân công cần một cột “Tháng” (1 đến 12) và một cột “Đơn vị”.',
  },
  'no-content-column': {
    status: 422,
    message: 'Bảng này không có cột nào mang tên “Nội dung”.',
    next: 'Đặt tên cho cột ghi việc phải làm là “Nội dung” ở dòng đầu của bảng rồi thử lại.',
  },

  // Rota
  'rota-twice': {
    status: 422,
    message: 'Tháng {month} ghi đơn vị “{name}” hai lần.',
    next: 'Bỏ một dòng, và ghi số tin, bài của đơn vị ấy ở dòng còn lại.',
  },

  // Task lists
  'task-list-closed': {
    status: 409,
    message: 'Danh mục “{title}” đã khép lại nên không sửa được nữa.',
    next: 'Mở lại danh mục rồi sửa.',
  },
  'task-proof-needed': {
    status: 422,
    message: 'Chưa có minh chứng cho việc này.',
    next: 'Đính kèm tệp (ảnh, biên bản, đường dẫn đã lưu) hoặc ghi rõ số văn bản, nơi xem được vào ô Ghi chú.',
  },
  'done-in-future': {
    status: 422,
    message: 'Ngày hoàn thành {date} còn ở phía trước.',
    next: 'Ghi ngày đã làm xong, muộn nhất là hôm nay.',
  },
} as const
