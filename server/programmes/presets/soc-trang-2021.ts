import type { Preset } from './preset.ts'

/**
 * What Sở Thông tin và Truyền thông Sóc Trăng asked of the district stations in 2021. “phân bố thời gian, thời lượng phát
 * sóng hợp lý” leaves the dates to the station: two mornings and evenings a week.
 */
export const SOC_TRANG_2021: Preset = {
  preset: 'soc-trang-2021',
  name: 'Cải cách hành chính tỉnh Sóc Trăng',
  source: 'Công văn của Sở Thông tin và Truyền thông tỉnh Sóc Trăng về tuyên truyền cải cách hành chính năm 2021',
  about:
    'Phát hằng tuần, Thứ Hai và Thứ Năm lúc 05:15 và 17:15; sẵn 11 nội dung tuyên truyền; gửi được cho Đài, Trạm xã, phường, thị trấn.',
  kind: 'bulletin',
  rule: { kind: 'weekly', weekdays: [1, 4] },
  times: ['05:15', '17:15'],
  intakeWindow: { kind: 'days-before', fromDays: 7, toDays: 3 },
  reviewWindow: { kind: 'days-before', fromDays: 3, toDays: 1 },
  roles: {
    collector: { name: 'Đài Truyền thanh huyện, thị xã, thành phố' },
    reviewer: { name: 'Đài Truyền thanh huyện, thị xã, thành phố' },
    approver: { name: 'Lãnh đạo UBND huyện, thị xã, thành phố' },
    monitor: { name: 'Sở Thông tin và Truyền thông' },
  },
  targets: [{ what: 'Tin, bài', perPeriod: 2 }],
  /** The eleven points of the letter, in its order. */
  topics: [
    'Tầm quan trọng, ý nghĩa, mục tiêu của cải cách hành chính',
    'Thành tựu nổi bật; tồn tại, hạn chế; giải đáp, tháo gỡ khó khăn',
    'Trách nhiệm của cấp ủy, người đứng đầu',
    'Văn hóa công vụ',
    'Dịch vụ công trực tuyến, dịch vụ bưu chính công ích',
    'Chương trình tổng thể, kế hoạch, nghị quyết về cải cách hành chính',
    'Các chỉ số: cải cách hành chính, hài lòng, PAPI, PCI',
    'Mô hình, giải pháp, điển hình tốt',
    'Kết quả của bộ, ngành Trung ương và địa phương ngoài tỉnh',
    'Tác phẩm, tiểu phẩm, video đạt giải Hội thi',
    'Đường dây nóng tiếp nhận phản ánh, kiến nghị',
  ],
  audiences: ['Các tầng lớp nhân dân địa phương', 'Cán bộ, công chức, viên chức'],
  rota: [],
}
