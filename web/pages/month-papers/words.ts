/** How the papers, the duties and the places are called. */
import type { OutageDuty, OutagePlace, PeriodPaperKind } from '../../../server/contract/index.ts'

export const PAPERS: Readonly<Record<PeriodPaperKind, string>> = {
  submission: 'Phiếu trình',
  minutes: 'Biên bản thẩm định',
  urging: 'Công văn đôn đốc',
}

export const DUTIES: Readonly<Record<OutageDuty, string>> = {
  technician: 'Kỹ thuật viên trực',
  deputy: 'Người thay khi vắng',
  leader: 'Lãnh đạo phụ trách',
  power: 'Điện lực (sửa chữa)',
  sound: 'Thợ sửa âm-li, loa, dây',
  network: 'Nhà mạng (internet)',
  upper: 'Đài, Trung tâm cấp trên',
}

export const PLACES: Readonly<Record<OutagePlace, { words: string; hint: string }>> = {
  generator: { words: 'Máy nổ, bộ lưu điện', hint: 'Ví dụ: kho tầng trệt, xăng ở kệ dưới' },
  breaker: { words: 'Cầu dao, át-tô-mát', hint: 'Ví dụ: sau cửa phòng máy' },
  amplifier: { words: 'Âm-li, máy phát, micrô', hint: 'Ví dụ: tủ máy phòng 2, micrô ngăn trên' },
  keys: { words: 'Chìa khoá phòng máy', hint: 'Ví dụ: bảo vệ giữ một chìa' },
  stick: { words: 'USB có sẵn kỳ phát', hint: 'Ví dụ: ngăn kéo bàn trực' },
}
