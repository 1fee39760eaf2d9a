import type { Preset } from './preset.ts'

const SOURCE = 'Kế hoạch tuyên truyền cải cách hành chính thị xã Ngã Năm năm 2022'

/** IV.1: items are sent “định kỳ hằng tháng, quý … để Tổ Biên tập thị xã xem xét duyệt”; IV.2: Phòng Nội vụ watches over it. */
const ROLES: Preset['roles'] = {
  collector: { name: 'Phòng Nội vụ thị xã' },
  reviewer: { name: 'Tổ Biên tập thị xã' },
  approver: { name: 'Lãnh đạo UBND thị xã' },
  monitor: { name: 'Phòng Nội vụ thị xã' },
}

/** II.1: “Toàn thể cán bộ, đảng viên, công chức, viên chức, doanh nghiệp, người dân trên địa bàn thị xã”. */
const AUDIENCES = ['Cán bộ, đảng viên, công chức, viên chức', 'Doanh nghiệp', 'Người dân trên địa bàn thị xã']

/**
 * The news of administrative reform of thị xã Ngã Năm, 2022. The plan names no dates and no hours: two dates a month after
 * intake and appraisal, at the usual hours.
 */
export const NGA_NAM_2022: Preset = {
  preset: 'nga-nam-2022',
  name: 'Cải cách hành chính',
  source: SOURCE,
  about:
    'Tin, bài cải cách hành chính của các phòng, ban và UBND xã, phường: 2 ngày phát mỗi tháng, lúc 05:15 và 17:15; sẵn 12 chủ đề và vai trò từng cơ quan theo kế hoạch.',
  kind: 'bulletin',
  rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 31 },
  times: ['05:15', '17:15'],
  intakeWindow: { kind: 'days-of-month', fromDay: 1, toDay: 10, monthsBefore: 0 },
  reviewWindow: { kind: 'days-of-month', fromDay: 10, toDay: 15, monthsBefore: 0 },
  roles: ROLES,
  /** IV.1: “Hằng tháng có ít nhất 01 tin, bài” of each unit; what each unit owes stands among the quotas. */
  targets: [{ what: 'Tin, bài cải cách hành chính', perPeriod: 4 }],
  /** III.1, in the plan's order. */
  topics: [
    'Tầm quan trọng, ý nghĩa của cải cách hành chính',
    'Thành tựu; tồn tại, hạn chế, nguyên nhân',
    'Trách nhiệm của cấp ủy, người đứng đầu',
    'Văn hóa công vụ',
    'Chuyển đổi số',
    'Dịch vụ công trực tuyến, bưu chính công ích, thanh toán trực tuyến',
    'Các kế hoạch, chương trình cải cách hành chính',
    'Các chỉ số: cải cách hành chính, hài lòng, PAPI, PCI',
    'Mô hình, giải pháp, điển hình tốt',
    'Kết quả của bộ, ngành và địa phương khác',
    'Dân hỏi – Chính quyền trả lời và đường dây nóng',
    'Tác phẩm Hội thi cải cách hành chính',
  ],
  audiences: AUDIENCES,
  rota: [],
}

/**
 * IV.6: “Duy trì việc phối hợp thực hiện Chuyên mục Dân hỏi - Chính quyền trả lời theo định kỳ”. How often the plan does not
 * say: once a month, half an hour after the other programme, so that the two never meet.
 */
export const NGA_NAM_2022_DAN_HOI: Preset = {
  preset: 'nga-nam-2022-dan-hoi',
  name: 'Dân hỏi – Chính quyền trả lời',
  source: SOURCE,
  about:
    'Chuyên mục hỏi – đáp: mỗi tháng 1 ngày phát, lúc 05:45 và 17:45; khung chương trình từng cặp câu hỏi và trả lời.',
  kind: 'questions',
  rule: { kind: 'days-a-month', daysAMonth: 1, fromDay: 15, toDay: 31 },
  times: ['05:45', '17:45'],
  intakeWindow: { kind: 'days-of-month', fromDay: 1, toDay: 5, monthsBefore: 0 },
  reviewWindow: { kind: 'days-of-month', fromDay: 5, toDay: 15, monthsBefore: 0 },
  roles: ROLES,
  targets: [{ what: 'Câu hỏi được trả lời', perPeriod: 3 }],
  topics: [
    'Thủ tục hành chính',
    'Dịch vụ công trực tuyến',
    'Phản ánh, kiến nghị về quy định hành chính',
    'Đường dây nóng',
  ],
  audiences: AUDIENCES,
  rota: [],
}
