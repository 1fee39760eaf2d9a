import type { Preset } from './preset.ts'

/**
 * Control of administrative procedures of thị xã Đức Phổ, 2024. The plan goes by a yearly catalogue and reports by quarter;
 * how often the station airs is left open: two dates in the last month of each quarter, before the report is due.
 */
export const DUC_PHO_2024: Preset = {
  preset: 'duc-pho-2024',
  name: 'Kiểm soát thủ tục hành chính',
  source: 'Kế hoạch truyền thông về hoạt động kiểm soát thủ tục hành chính năm 2024, thị xã Đức Phổ',
  about:
    'Phát theo quý: 2 ngày trong tháng cuối quý, từ ngày 1 đến 14, lúc 05:15 và 17:15; đi cùng danh mục nội dung công việc trong năm.',
  kind: 'bulletin',
  rule: { kind: 'quarterly', daysAQuarter: 2, monthOfQuarter: 3, fromDay: 1, toDay: 14 },
  times: ['05:15', '17:15'],
  intakeWindow: { kind: 'days-of-month', fromDay: 1, toDay: 20, monthsBefore: 1 },
  reviewWindow: { kind: 'days-of-month', fromDay: 20, toDay: 28, monthsBefore: 1 },
  /** IV.2: “Văn phòng HĐND và UBND thị xã … theo dõi, đôn đốc, hướng dẫn, tổng hợp”. */
  roles: {
    collector: { name: 'Văn phòng HĐND và UBND thị xã' },
    reviewer: { name: 'Trung tâm Truyền thông - Văn hóa - Thể thao thị xã' },
    approver: { name: 'Chủ tịch UBND thị xã' },
    monitor: { name: 'Văn phòng HĐND và UBND thị xã' },
  },
  targets: [{ what: 'Nội dung theo danh mục', perPeriod: 2 }],
  /** I.1 and I.2. */
  topics: [
    'Văn bản chỉ đạo về kiểm soát thủ tục hành chính',
    'Quyền giám sát của người dân, doanh nghiệp',
    'Điển hình tiên tiến, cách làm hay trong giải quyết thủ tục',
    'Hành vi vi phạm, biểu hiện chưa tốt',
    'Công khai, minh bạch thủ tục hành chính',
  ],
  /** I.3. */
  audiences: ['Cán bộ, công chức, viên chức', 'Tổ chức, doanh nghiệp', 'Các tầng lớp Nhân dân'],
  rota: [],
}
