/** The station of the tour, and the ward stations that take its editions over. Names of offices, no persons. */
export const DEMO_STATION = {
  name: 'Đài truyền thanh thành phố Sa Đéc',
  zone: 'Asia/Ho_Chi_Minh',
  soundKind: 'horn',
} as const

/** Who stands on the approval of the demo script: an office, as on a phiếu trình whose name is left blank. */
export const DEMO_APPROVER = 'Lãnh đạo UBND thành phố Sa Đéc'

/** Ward and commune stations of Sa Đéc. */
export const DEMO_WARD_STATIONS: readonly string[] = [
  'Trạm truyền thanh Phường 1',
  'Trạm truyền thanh Phường 2',
  'Trạm truyền thanh phường An Hòa',
  'Trạm truyền thanh phường Tân Quy Đông',
  'Trạm truyền thanh xã Tân Khánh Đông',
  'Trạm truyền thanh xã Tân Phú Đông',
]
