const PROBLEMS: Record<string, string> = {
  'media-missing': 'Không thấy tệp thành phẩm trong kho: mở kỳ phát và dựng lại trước giờ phát.',
  'media-changed': 'Tệp thành phẩm đã bị thay đổi: mở kỳ phát và dựng lại trước giờ phát.',
  'device-absent': 'Không thấy thiết bị phát: cắm lại dây, bật nguồn, hoặc chọn thiết bị khác trong Thiết lập.',
  'device-busy': 'Thiết bị phát đang bị chương trình khác chiếm: đóng chương trình đó.',
  'device-lost': 'Mất kết nối với thiết bị phát: kiểm tra dây cắm; chương trình tự thử lại mỗi giây.',
  'no-sound-system':
    'Hệ thống âm thanh của máy chưa chạy: khởi động lại máy; nếu là Linux, xem đã cài libasound2 chưa.',
  'format-refused': 'Thiết bị phát không nhận âm thanh 48 kHz: chọn thiết bị khác trong Thiết lập.',
  'system-not-supported-yet': 'Chưa phát ra loa được trên hệ điều hành này: dùng máy Linux, Windows hoặc macOS.',
  'plan-refused': 'Lịch phát không đọc được; đang dùng lịch trước đó. Báo kỹ thuật viên.',
  'plan-invalid': 'Lịch phát không đọc được; đang dùng lịch trước đó. Báo kỹ thuật viên.',
  'journal-disk':
    'Ổ đĩa không nhận nhật ký phát sóng (đầy hoặc hỏng): dọn ổ đĩa; phát sóng vẫn tiếp tục, nhật ký tạm giữ trong bộ nhớ.',
  'reserve-device': 'Đang phát ra thiết bị dự phòng: kiểm tra thiết bị chính (dây cắm, nguồn, card âm thanh).',
  'device-switched': 'Đang phát ra thiết bị dự phòng: kiểm tra thiết bị chính (dây cắm, nguồn, card âm thanh).',
  silence: 'Đang phát nhưng đo ở đầu ra không có tiếng: kiểm tra âm lượng, nút tắt tiếng, dây ra máy tăng âm.',
  'wrong-sound':
    'Tiếng ở đầu ra không phải chương trình đang phát: tắt chương trình khác đang phát tiếng trên máy, kiểm tra bàn trộn.',
  'relay-failed': 'Lệnh đóng ngắt máy phát không chạy được: bật máy phát bằng tay, rồi xem lại lệnh trong Thiết lập.',
  'player-hung': 'Bộ phát âm thanh bị treo và đang được mở lại: theo dõi tiếng ở loa.',
  'reserve-missing': 'Không thấy tệp của nội dung dự phòng: chọn lại nội dung dự phòng của chương trình.',
  'input-absent': 'Không thấy đầu vào phát trực tiếp: cắm lại micrô hoặc chọn đầu vào khác trong Thiết lập.',
  'clock-implausible': 'Đồng hồ máy sai nhiều: chỉnh lại ngày giờ của máy.',
  'journal-unwritable': 'Không ghi được nhật ký phát sóng (ổ đĩa đầy?): dọn ổ đĩa; phát sóng vẫn tiếp tục.',
}

/**
 * What the on-air process finds wrong, as the technician is told; with its details, where they name the program that has
 * the device. An unknown code is shown: better odd than silent.
 */
export function problemSentence(code: string, details: Record<string, unknown> = {}): string {
  const { holder } = details
  if (code === 'device-busy' && typeof holder === 'string' && holder !== '')
    return `Thiết bị phát đang bị “${holder}” chiếm: đóng “${holder}”.`
  return PROBLEMS[code] ?? `Có sự cố khi phát sóng (${code}): báo kỹ thuật viên.`
}
