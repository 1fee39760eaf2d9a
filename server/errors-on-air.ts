/** The refusals of airing on a good and on a bad day: orders, pauses, occupied slots, inputs. Told as the others are. */
export const ON_AIR_REFUSALS = {
  // Orders
  'on-air-not-running': {
    status: 409,
    message: 'Chương trình phát sóng không chạy nên chưa nhận được lệnh.',
    next: 'Đóng rồi mở lại Lên Sóng trên máy phát, chờ vài giây rồi bấm lại.',
  },
  'emergency-sounds': {
    status: 409,
    message: 'Đang phát thông báo khẩn cấp “{title}”.',
    next: 'Chờ phát xong, hoặc bấm Dừng rồi phát thông báo khác.',
  },
  'something-sounds': {
    status: 409,
    message: 'Đang phát “{title}”.',
    next: 'Chờ phát xong, hoặc bấm Dừng rồi phát.',
  },
  'already-sounding': {
    status: 409,
    message: 'Lượt này đang phát nên không bỏ qua được nữa.',
    next: 'Bấm Dừng nếu muốn ngừng phát.',
  },
  'not-ready-to-air': {
    status: 409,
    message: 'Kỳ phát chưa xong: {missing}.',
    next: 'Làm nốt phần còn thiếu rồi phát.',
  },
  'live-input-not-chosen': {
    status: 409,
    message: 'Chưa chọn đầu vào để phát trực tiếp.',
    next: 'Vào Thiết lập, chọn micrô hoặc đường tiếng vào của máy phát rồi thử trước một lần.',
  },
  'live-input-not-tested': {
    status: 409,
    message: 'Đầu vào “{name}” chưa được thử lần nào.',
    next: 'Vào Thiết lập, bấm Thử đầu vào và nói vài câu; có tiếng thì mới phát trực tiếp được.',
  },
  'announcement-retired': {
    status: 409,
    message: 'Thông báo “{title}” đã được cất đi.',
    next: 'Chọn một thông báo khác.',
  },
  'announcement-in-use': {
    status: 409,
    message: 'Thông báo “{title}” đang là lời xin lỗi dự phòng của chương trình {programmes}.',
    next: 'Chọn nội dung dự phòng khác cho chương trình đó rồi cất thông báo này.',
  },
  'apology-needed': {
    status: 422,
    message: 'Chưa chọn thông báo làm lời xin lỗi dự phòng.',
    next: 'Chọn một thông báo đang có, hoặc tải lên một thông báo mới rồi chọn.',
  },

  // Schedule
  'clash-occupied': {
    status: 409,
    message: 'Khung giờ {from} – {until} ngày {date} đã dành cho “{title}”.',
    next: 'Chọn giờ khác, hoặc bỏ khung giờ đó trong Thiết lập nếu không còn tiếp âm.',
  },
  'clash-pause': {
    status: 409,
    message: 'Lúc {time} ngày {date} mọi lịch phát đang tạm dừng: {reason}.',
    next: 'Chọn giờ sau {until}, hoặc bỏ tạm dừng trước.',
  },
  'occupies-airing': {
    status: 409,
    message: 'Khung giờ này trùng với “{other}” lúc {time} ngày {date}.',
    next: 'Dời hoặc rút lần phát đó trước, hoặc chọn khung giờ khác.',
  },
  'made-up-already': {
    status: 409,
    message: 'Lần phát này đã được xếp phát bù lúc {time} ngày {date}.',
    next: 'Muốn đổi giờ phát bù thì dời lần phát đó.',
  },
  'nothing-to-make-up': {
    status: 409,
    message: 'Lần phát này không cần phát bù.',
    next: 'Muốn phát thêm thì xếp một lần phát mới cho kỳ phát.',
  },
  'pause-over': {
    status: 409,
    message: 'Lần tạm dừng này đã hết hoặc đã được bỏ.',
    next: 'Tải lại trang.',
  },

  // Devices and inputs
  'reserve-is-main': {
    status: 409,
    message: 'Thiết bị dự phòng phải khác thiết bị phát chính (“{name}”).',
    next: 'Chọn một card âm thanh khác, hoặc để trống nếu đài chỉ có một.',
  },
  'main-is-reserve': {
    status: 409,
    message: '“{name}” đang là thiết bị phát dự phòng.',
    next: 'Bỏ nó khỏi ô Thiết bị dự phòng trước, rồi chọn làm thiết bị phát chính.',
  },
  'no-inputs': {
    status: 409,
    message: 'Máy này chưa có đầu vào âm thanh nào.',
    next: 'Cắm micrô hoặc dây tiếng vào rồi tải lại trang.',
  },
  'input-absent': {
    status: 409,
    message: 'Không thấy đầu vào “{name}”.',
    next: 'Cắm lại micrô hoặc dây tiếng vào rồi thử lại; hoặc chọn đầu vào khác.',
  },
  'input-busy': {
    status: 409,
    message: 'Đầu vào “{name}” đang được chương trình khác dùng.',
    next: 'Đóng chương trình đó (trình duyệt, phần mềm họp …) rồi thử lại.',
  },
  'input-lost': {
    status: 409,
    message: 'Mất tiếng từ đầu vào “{name}” trong lúc thử.',
    next: 'Kiểm tra dây cắm rồi thử lại.',
  },
} as const
