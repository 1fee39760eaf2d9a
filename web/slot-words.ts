/** What stands in a programme and what the station's library holds, by the words of the trade. */
import type { ItemKind, SlotKind, Strength, TargetLufs, TuneRole } from '../server/contract/index.ts'

/** The places of a programme. */
export const SLOT_WORDS: Readonly<Record<SlotKind, string>> = {
  intro: 'Nhạc hiệu mở',
  'opening-call': 'Lời xướng',
  greeting: 'Lời chào',
  headline: 'Điểm tin',
  item: 'Tiết mục',
  sting: 'Nhạc cắt',
  question: 'Câu hỏi',
  answer: 'Trả lời',
  notice: 'Thông báo',
  hotline: 'Đường dây nóng',
  filler: 'Nhạc chèn',
  'sign-off': 'Lời chào kết',
  outro: 'Nhạc hiệu kết',
}

/** The kinds in the order in which they mostly sound. */
export const SLOT_KINDS: readonly SlotKind[] = [
  'intro',
  'opening-call',
  'greeting',
  'headline',
  'item',
  'question',
  'answer',
  'sting',
  'notice',
  'hotline',
  'filler',
  'sign-off',
  'outro',
]

/** What an item of a script can be, the usual one first. */
export const ITEM_KINDS: readonly ItemKind[] = [
  'item',
  'headline',
  'greeting',
  'question',
  'answer',
  'notice',
  'sign-off',
]

export interface RoleWords {
  role: TuneRole
  words: string
  /** What sounds of this role are for. */
  about: string
}

/** The roles of the library, in the order in which they mostly sound. */
export const TUNE_ROLES: readonly RoleWords[] = [
  { role: 'intro', words: 'Nhạc hiệu mở', about: 'Mở đầu chương trình' },
  { role: 'opening-call', words: 'Lời xướng', about: '“Đây là Đài Truyền thanh…”, thu sẵn một lần' },
  { role: 'greeting', words: 'Lời chào', about: 'Lời chào thính giả dùng chung cho mọi kỳ' },
  { role: 'sting', words: 'Nhạc cắt', about: 'Vài giây giữa hai tiết mục' },
  { role: 'notice', words: 'Thông báo', about: 'Thông báo phát lại nhiều kỳ' },
  { role: 'hotline', words: 'Đường dây nóng', about: 'Số điện thoại, địa chỉ tiếp nhận ý kiến' },
  { role: 'filler', words: 'Nhạc chèn', about: 'Lấp vào chỗ còn trống' },
  {
    role: 'work',
    words: 'Tác phẩm',
    about: 'Tác phẩm dự thi, đạt giải, cấp trên gửi: chèn vào kỳ phát như một tiết mục',
  },
  { role: 'sign-off', words: 'Lời chào kết', about: 'Lời chào tạm biệt dùng chung cho mọi kỳ' },
  { role: 'outro', words: 'Nhạc hiệu kết', about: 'Khép lại chương trình' },
  { role: 'bed', words: 'Nhạc nền', about: 'Chạy dưới lời đọc, tự nhỏ lại khi có tiếng nói' },
]

/** How much of a disturbance is taken away. */
export const STRENGTH_WORDS: Readonly<Record<Strength, string>> = { off: 'Không', light: 'Nhẹ', strong: 'Mạnh' }

export interface TargetWords {
  value: TargetLufs
  words: string
  about: string
}

/** How loud a programme is, the loudest first. */
export const TARGETS: readonly TargetWords[] = [
  {
    value: -16,
    words: 'Loa phóng thanh (−16 LUFS)',
    about: 'Cụm loa ngoài trời: to hẳn lên để nghe rõ giữa tiếng xe và gió.',
  },
  {
    value: -18,
    words: 'Vừa (−18 LUFS)',
    about: 'Loa trong nhà, hội trường, đăng lên mạng; hoặc phát cả loa lẫn FM.',
  },
  { value: -23, words: 'Sóng FM (−23 LUFS)', about: 'Chuẩn phát thanh EBU R 128, nghe êm trong nhà.' },
]
