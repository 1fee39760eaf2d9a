import type { Preset } from './preset.ts'

/**
 * Administrative reform on the stations of thành phố Bảo Lộc, 2012. IV.3: “Hằng tuần trong năm 2012”, by the city and its
 * wards. The weekday and the hours are left open: Tuesdays, at the usual ones; items a week before.
 */
export const BAO_LOC_2012: Preset = {
  preset: 'bao-loc-2012',
  name: 'Tuyên truyền cải cách hành chính',
  source: 'Kế hoạch số 271/KH-UBND ngày 24/02/2012 của UBND thành phố Bảo Lộc',
  about:
    'Phát hằng tuần, Thứ Ba lúc 05:15 và 17:15; nhận tin, bài trước đó một tuần; nội dung chia theo hai nhóm người nghe.',
  kind: 'bulletin',
  rule: { kind: 'weekly', weekdays: [2] },
  times: ['05:15', '17:15'],
  intakeWindow: { kind: 'days-before', fromDays: 8, toDays: 4 },
  reviewWindow: { kind: 'days-before', fromDays: 4, toDays: 1 },
  /** V.4: Phòng Nội vụ “tổ chức triển khai và kiểm tra”, reports every quarter; IV.3: the stations make it together with UBND. */
  roles: {
    collector: { name: 'Phòng Nội vụ thành phố' },
    reviewer: { name: 'Đài Truyền thanh - Truyền hình thành phố' },
    approver: { name: 'Lãnh đạo UBND thành phố' },
    monitor: { name: 'Phòng Nội vụ thành phố' },
  },
  targets: [{ what: 'Tin, bài', perPeriod: 1 }],
  /** III.1 and III.2. */
  topics: [
    'Văn bản của tỉnh, Trung ương về cải cách hành chính',
    'Chương trình tổng thể và kế hoạch cải cách hành chính',
    'Mô hình thí điểm: Văn phòng điện tử eOffice',
    'Bộ thủ tục hành chính đã công bố',
    'Cơ chế một cửa liên thông lĩnh vực đất đai',
    'Quyền và nghĩa vụ của công dân, trách nhiệm của cán bộ, công chức',
    'Điều cần biết khi làm thủ tục: đất đai, đăng ký kinh doanh, hộ tịch, hộ khẩu, xử phạt, khiếu nại tố cáo',
    'Địa chỉ, điện thoại, email tiếp nhận phản ánh, kiến nghị',
  ],
  audiences: ['Cán bộ, công chức, viên chức', 'Người dân và doanh nghiệp'],
  rota: [],
}
