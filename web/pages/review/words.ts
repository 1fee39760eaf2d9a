import type { ReviewDecision, ReviewItem, ReviewTotal } from '../../../server/contract/index.ts'
import { lengthWords } from '../../words.ts'

export const DECISION_WORDS: Record<ReviewDecision, string> = {
  chosen: 'Đã chọn',
  held: 'Để dành',
  refused: 'Không chọn',
}

/** What is usually said of an item that is not chosen, offered to be pressed. */
export const USUAL_REASONS = [
  'Trùng nội dung với bài khác trong kỳ',
  'Chưa đúng chủ đề của chương trình',
  'Nội dung đã cũ, không còn thời sự',
  'Thiếu số liệu, cần đơn vị bổ sung',
] as const

/** Who sent it: the unit, the body above, or its author. */
export function senderWords({ unitName, sourceName, author }: ReviewItem): string {
  const from = unitName ?? sourceName
  return [from, author].filter((part) => part !== undefined && part !== '').join(' · ') || 'Không ghi đơn vị gửi'
}

/** “Đọc khoảng 12 phút, định mức 15 phút: còn 3 phút”. */
export function totalWords({ chosenMs, besidesMs, normMs, fit }: ReviewTotal): string {
  const total = chosenMs + besidesMs
  const read = `Đọc khoảng ${lengthWords(total)}`
  if (normMs === undefined) return `${read}; chương trình chưa đặt định mức`
  const norm = `${read}, định mức ${lengthWords(normMs)}`
  if (fit === 'fits') return `${norm}: vừa đủ`
  if (fit === 'long') return `${norm}: quá ${lengthWords(total - normMs)}`
  return `${norm}: còn ${lengthWords(Math.max(0, normMs - total))}`
}
