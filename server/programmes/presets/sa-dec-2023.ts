/**
 * “Cải cách hành chính và cuộc sống”, as the plan of UBND thành phố Sa Đéc of June 2023 sets it up. A preset: what a station
 * makes from it is its own data and changes with its own offices.
 */

/** A unit of the rota. The plan spells some in several ways, so a unit is recognised by its name or any alias. */
export interface PresetUnit {
  readonly name: string
  readonly aliases: readonly string[]
}

/** One month of the rota, which has no year and so recurs. */
export interface PresetRotaMonth {
  readonly month: number
  /** The line of the plan's list, as printed. “và” and “-” also stand inside names: it is never split, only kept. */
  readonly printed: string
  readonly units: readonly [PresetUnit, PresetUnit]
}

const phuong1 = unit('UBND Phường 1', 'UBND phường 1')
const phuong2 = unit('UBND Phường 2', 'UBND phường 2')
const phuong3 = unit('UBND Phường 3', 'UBND phường 3')
const phuong4 = unit('UBND Phường 4', 'UBND phường 4')
const anHoa = unit('UBND Phường An Hòa', 'UBND phường An Hòa', 'UBND phường An Hoà')
const tanQuyDong = unit('UBND Phường Tân Quy Đông', 'UBND phường Tân Quy Đông')
const tanKhanhDong = unit('UBND Xã Tân Khánh Đông', 'UBND xã Tân Khánh Đông')
const tanQuyTay = unit('UBND Xã Tân Quy Tây', 'UBND xã Tân Quy Tây')
const tanPhuDong = unit('UBND Xã Tân Phú Đông', 'UBND xã Tân Phú Đông')
const noiVu = unit('Phòng Nội vụ Thành phố', 'phòng Nội vụ Thành phố', 'phòng Nội vụ')
const kinhTe = unit('Phòng Kinh tế Thành phố', 'phòng Kinh tế Thành phố', 'phòng Kinh tế')
const taiNguyen = unit(
  'Phòng Tài nguyên và Môi trường Thành phố',
  'phòng Tài nguyên và Môi trường Thành phố',
  'phòng Tài nguyên và Môi trường',
)
const vanHoa = unit(
  'Phòng Văn hóa và Thông tin Thành phố',
  'phòng Văn hóa và Thông tin Thành phố',
  'Phòng Văn hóa và Thông tin',
  'Phòng Văn hoá - Thông tin Thành phố',
  'Phòng Văn hoá - Thông tin',
)
const taiChinh = unit(
  'Phòng Tài chính - Kế hoạch Thành phố',
  'phòng Tài chính - Kế hoạch Thành phố',
  'Phòng Tài chính - Kế hoạch',
)
const vanPhong = unit(
  'Văn phòng HĐND và UBND Thành phố',
  'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân Thành phố',
  'Văn phòng HĐND và UBND',
)
const tuPhap = unit('Phòng Tư pháp Thành phố', 'phòng Tư pháp Thành phố', 'phòng Tư pháp')
const giaoDuc = unit(
  'Phòng Giáo dục và Đào tạo Thành phố',
  'phòng Giáo dục và Đào tạo Thành phố',
  'phòng Giáo dục và Đào tạo',
)
const thanhTra = unit('Thanh tra Thành phố')
const quanLyDoThi = unit('Phòng Quản lý đô thị Thành phố', 'phòng Quản lý đô thị Thành phố', 'phòng Quản lý đô thị')
const laoDong = unit(
  'Phòng Lao động - Thương binh và Xã hội Thành phố',
  'phòng Lao động - Thương binh và Xã hội Thành phố',
  'Phòng Lao động - Thương binh và Xã hội',
)
const yTe = unit('Phòng Y tế Thành phố', 'phòng Y tế Thành phố', 'phòng Y tế')

export const SA_DEC_2023 = {
  name: 'Cải cách hành chính và cuộc sống',
  source: 'Kế hoạch của UBND thành phố Sa Đéc, tháng 6/2023',
  kind: 'bulletin',
  /** III.1: “phát sóng 02 ngày/ tháng, thời gian thực hiện từ 15 - 30 tây hàng tháng”. */
  rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 },
  /** The plan names no hour: the usual morning and evening hours of a local station. */
  defaultTimes: ['05:15', '17:15'],
  /** III.2: “bắt đầu từ Quý III năm 2023”. */
  startsOn: '2023-07-01',
  /** II: units send their items “từ 01 - 10 tây hàng tháng”. */
  intakeWindow: { kind: 'days-of-month', fromDay: 1, toDay: 10, monthsBefore: 0 },
  /** II: the items are appraised, edited and approved “từ 10 - 15 tây hàng tháng”. */
  reviewWindow: { kind: 'days-of-month', fromDay: 10, toDay: 15, monthsBefore: 0 },
  /** II and IV.4: sent to “phòng Nội vụ để tổng hợp”, appraised by “Phòng Văn hoá - thông tin chủ trì”, “trình lãnh đạo”. */
  roles: {
    collector: { name: noiVu.name },
    reviewer: { name: vanHoa.name },
    approver: { name: 'Lãnh đạo UBND Thành phố' },
    monitor: { name: noiVu.name },
  },
  /** The list: two units a month, and the plan's silence on how many items each owes is taken as one. */
  targets: [{ what: 'Tin, bài theo phân công', perPeriod: 2 }],
  /** I and II. */
  topics: [
    'Sáng kiến, giải pháp mới trong cải cách hành chính',
    'Mô hình hay, cách làm mới, sáng tạo, hiệu quả',
    'Chất lượng cung ứng dịch vụ công',
    'Ứng dụng công nghệ thông tin',
    'Sự hài lòng của tổ chức và công dân',
  ],
  audiences: ['Tổ chức và công dân', 'Cán bộ, công chức, viên chức'],
  /** The list at the end of the plan: 24 places, 21 units. */
  rota: [
    { month: 1, printed: 'UBND Phường 1 và phòng Nội vụ Thành phố', units: [phuong1, noiVu] },
    { month: 2, printed: 'UBND phường 2 và phòng Kinh tế Thành phố', units: [phuong2, kinhTe] },
    { month: 3, printed: 'UBND phường 3 - phòng Tài nguyên và Môi trường Thành phố', units: [phuong3, taiNguyen] },
    { month: 4, printed: 'UBND phường 4 - phòng Văn hóa và Thông tin Thành phố', units: [phuong4, vanHoa] },
    { month: 5, printed: 'UBND phường An Hòa và phòng Tài chính - Kế hoạch Thành phố', units: [anHoa, taiChinh] },
    {
      month: 6,
      printed: 'UBND phường Tân Quy Đông - Văn phòng HĐND và UBND Thành phố',
      units: [tanQuyDong, vanPhong],
    },
    { month: 7, printed: 'UBND xã Tân Khánh Đông và phòng Tư pháp Thành phố', units: [tanKhanhDong, tuPhap] },
    { month: 8, printed: 'UBND xã Tân Quy Tây - phòng Giáo dục và Đào tạo Thành phố', units: [tanQuyTay, giaoDuc] },
    { month: 9, printed: 'UBND xã Tân Phú Đông và phòng Nội vụ Thành phố', units: [tanPhuDong, noiVu] },
    { month: 10, printed: 'Văn phòng HĐND và UBND Thành phố - Thanh tra Thành phố', units: [vanPhong, thanhTra] },
    {
      month: 11,
      printed: 'Phòng Văn hóa và Thông tin - phòng Quản lý đô thị Thành phố',
      units: [vanHoa, quanLyDoThi],
    },
    {
      month: 12,
      printed: 'Phòng Lao động - Thương binh và Xã hội Thành phố - phòng Y tế Thành phố',
      units: [laoDong, yTe],
    },
  ] satisfies readonly PresetRotaMonth[],
} as const

function unit(name: string, ...aliases: string[]): PresetUnit {
  return { name, aliases }
}
