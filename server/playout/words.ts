import type { OnAirEvent, OnAirEventName } from '../../schedules/index.ts'

const WORDS: Record<OnAirEventName, string> = {
  'process-started': 'Tiến trình phát sóng đã chạy',
  'process-stopped': 'Tiến trình phát sóng dừng theo yêu cầu',
  'plan-read': 'Đã nhận kế hoạch phát mới',
  'plan-refused': 'Tệp kế hoạch phát bị hỏng, vẫn giữ kế hoạch trước',
  armed: 'Đã sẵn sàng cho lượt phát',
  disarmed: 'Rút lượt phát đã chuẩn bị',
  'late-join': 'Đã quá giờ phát, phát tiếp từ đúng chỗ của giờ này',
  'first-sample': 'Bắt đầu phát',
  sounding: 'Đang phát',
  resumed: 'Tiếng phát trở lại',
  'last-sample': 'Đã phát đến hết',
  stopped: 'Đã dừng phát theo lệnh',
  missed: 'Lỡ giờ phát',
  failed: 'Không phát được',
  xrun: 'Tiếng bị hụt, phát tiếp từ đúng chỗ',
  'device-refused': 'Không mở được thiết bị phát, thử lại mỗi giây',
  'device-opened': 'Đã mở thiết bị phát',
  'device-lost': 'Mất thiết bị phát, mở lại mỗi giây',
  'device-back': 'Thiết bị phát đã trở lại',
  'clock-step': 'Đồng hồ máy bị chỉnh',
  'media-problem': 'Tệp phát của một lượt bị thiếu hoặc bị thay đổi',
  'media-good': 'Tệp phát đã đủ trở lại',
  fault: 'Lỗi bên trong chương trình, việc phát vẫn tiếp tục',
  'late-start': 'Đã quá giờ phát, phát lại từ đầu vì còn kịp',
  displaced: 'Tạm nhường sóng cho nội dung khẩn hơn',
  skipped: 'Bỏ qua lượt phát',
  replaced: 'Phát nội dung dự phòng thay cho kỳ phát',
  emergency: 'Thông báo khẩn cấp',
  'device-switched': 'Chuyển thiết bị phát',
  silence: 'Đầu ra không có tiếng trong khi đang phát',
  'wrong-sound': 'Tiếng ở đầu ra không phải chương trình đang phát',
  'sound-again': 'Đầu ra đã có đúng tiếng trở lại',
  levels: 'Mức âm từng giây',
  captured: 'Đã giữ bản thu đầu ra để đối soát',
  relay: 'Lệnh đóng ngắt máy phát',
  paused: 'Tạm dừng mọi lịch phát',
  unpaused: 'Hết tạm dừng, lịch phát chạy lại',
  command: 'Nhận lệnh',
  'journal-gap': 'Đĩa ghi lại được, nhật ký đã ghi đủ',
  outcome: 'Kết quả lượt phát',
}

/** What a journal event says to people; on the null device that nobody hears it. */
export function wordsOf({ event, details }: OnAirEvent): string {
  const device = details.device
  const silent = typeof device === 'object' && device !== null && 'isNull' in device && device.isNull === true
  return silent ? `${WORDS[event]} (thiết bị rỗng: KHÔNG có tiếng ra loa)` : WORDS[event]
}
