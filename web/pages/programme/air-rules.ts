/** The rules by which a programme airs on a bad day, in plain words. */
import type { ProgrammeAirRules } from '../../../server/contract/index.ts'

export interface Rule<V extends string> {
  value: V
  words: string
  /** What then happens, in one sentence. */
  about: string
}

/** Circular 39/2020: thường, ưu tiên, khẩn cấp; the third belongs to announcements alone. */
export const PRIORITIES: readonly Rule<ProgrammeAirRules['priority']>[] = [
  { value: 'normal', words: 'Thường', about: 'Phát theo lịch; nhường sóng cho chương trình ưu tiên và khẩn cấp.' },
  { value: 'high', words: 'Ưu tiên', about: 'Đến giờ thì cắt ngang chương trình thường đang phát.' },
]

export const LATE_RULES: readonly Rule<ProgrammeAirRules['late']>[] = [
  {
    value: 'join',
    words: 'Vào giữa chừng',
    about: 'Có lại lúc 05:10 thì phát từ phút thứ 10, dứt đúng giờ đã định.',
  },
  {
    value: 'from-top',
    words: 'Phát lại từ đầu',
    about: 'Nghe trọn chương trình, nếu vẫn kịp dứt trong hạn lố giờ; không kịp thì ghi lỡ giờ.',
  },
  { value: 'miss', words: 'Bỏ, ghi lỡ giờ phát', about: 'Không phát nữa; sổ gợi ý giờ trống gần nhất để phát bù.' },
]

export const DISPLACED_RULES: readonly Rule<ProgrammeAirRules['displaced']>[] = [
  {
    value: 'resume',
    words: 'Phát tiếp từ chỗ bị cắt',
    about: 'Không mất đoạn nào, dứt muộn hơn, trong hạn lố giờ.',
  },
  {
    value: 'rejoin',
    words: 'Vào lại theo giờ',
    about: 'Mất đoạn bị chen ngang, dứt đúng giờ đã định.',
  },
  { value: 'reschedule', words: 'Dừng, xếp giờ khác', about: 'Không phát tiếp; sổ gợi ý giờ trống để phát bù cả kỳ.' },
]

export const RESERVES: readonly Rule<ProgrammeAirRules['reserve']>[] = [
  { value: 'last-edition', words: 'Phát lại kỳ trước', about: 'Kỳ gần nhất đã dựng đạt của chương trình này.' },
  { value: 'apology', words: 'Phát lời xin lỗi', about: 'Một thông báo chuẩn bị sẵn, chọn bên dưới.' },
  { value: 'nothing', words: 'Để im', about: 'Không phát gì; sổ ghi phát hỏng và các trang báo động.' },
]
