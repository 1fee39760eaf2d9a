/** The registers as people say them: questions, the library, feedback, evaluations. */
import Ban from '@lucide/svelte/icons/ban'
import Check from '@lucide/svelte/icons/check'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import ClockAlert from '@lucide/svelte/icons/clock-alert'
import FilePen from '@lucide/svelte/icons/file-pen'
import Hourglass from '@lucide/svelte/icons/hourglass'
import Inbox from '@lucide/svelte/icons/inbox'
import MessageCircle from '@lucide/svelte/icons/message-circle'
import Radio from '@lucide/svelte/icons/radio'
import Send from '@lucide/svelte/icons/send'
import Stamp from '@lucide/svelte/icons/stamp'
import type { Component } from 'svelte'
import type {
  Consent,
  EvaluationKind,
  FeedbackKind,
  FeedbackState,
  LibraryKind,
  LibraryStanding,
  QuestionState,
  QuestionTold,
  ReceivedVia,
  WorkSource,
} from '../server/contract/index.ts'

export interface Look {
  tone: 'plain' | 'note' | 'due' | 'danger' | 'done'
  icon: Component<{ size?: number | string }>
  words: string
}

export const QUESTION_LOOK: Record<QuestionState | 'overdue', Look> = {
  received: { words: 'Mới tiếp nhận', icon: Inbox, tone: 'due' },
  sent: { words: 'Chờ cơ quan trả lời', icon: Send, tone: 'note' },
  overdue: { words: 'Quá hạn trả lời', icon: ClockAlert, tone: 'due' },
  answered: { words: 'Có trả lời, chờ biên tập', icon: MessageCircle, tone: 'due' },
  edited: { words: 'Đã biên tập', icon: FilePen, tone: 'note' },
  approved: { words: 'Đã duyệt', icon: Stamp, tone: 'done' },
  aired: { words: 'Đã phát, chờ báo người hỏi', icon: Radio, tone: 'due' },
  told: { words: 'Đã báo người hỏi', icon: CircleCheck, tone: 'done' },
  closed: { words: 'Đã khép lại', icon: Ban, tone: 'plain' },
}

export const VIA_WORDS: Record<ReceivedVia, string> = {
  telephone: 'Điện thoại',
  letter: 'Thư, đơn',
  'in-person': 'Trực tiếp',
  online: 'Mạng (Zalo, cổng thông tin)',
  meeting: 'Hội nghị, tiếp xúc cử tri',
  other: 'Cách khác',
}

export const CONSENT_WORDS: Record<Consent, string> = {
  asked: 'Đã hỏi ý, chờ trả lời',
  given: 'Đồng ý nêu tên',
  refused: 'Không đồng ý nêu tên',
}

export const TOLD_WORDS: Record<QuestionTold['how'], string> = {
  telephone: 'Gọi điện thoại',
  letter: 'Gửi văn bản',
  'in-person': 'Gặp trực tiếp',
  message: 'Nhắn tin',
}

export const KIND_WORDS: Record<LibraryKind, string> = {
  hotline: 'Đường dây nóng',
  spot: 'Spot tuyên truyền',
  work: 'Tác phẩm',
}

export const STANDING_LOOK: Record<LibraryStanding, Look> = {
  good: { words: 'Dùng được', icon: Check, tone: 'done' },
  expiring: { words: 'Sắp hết hạn', icon: Hourglass, tone: 'due' },
  expired: { words: 'Hết hạn', icon: ClockAlert, tone: 'due' },
  retired: { words: 'Đã cất đi', icon: Ban, tone: 'plain' },
}

export const WORK_SOURCE_WORDS: Record<WorkSource, string> = {
  above: 'Cấp trên gửi',
  contest: 'Hội thi, liên hoan',
  own: 'Đài thực hiện',
  other: 'Nguồn khác',
}

export const FEEDBACK_KIND_WORDS: Record<FeedbackKind, string> = {
  opinion: 'Ý kiến',
  proposal: 'Kiến nghị',
  complaint: 'Phản ánh',
  praise: 'Khen',
}

export const FEEDBACK_LOOK: Record<FeedbackState | 'overdue', Look> = {
  received: { words: 'Mới tiếp nhận', icon: CircleDot, tone: 'due' },
  'handed-on': { words: 'Đã chuyển xử lý', icon: Send, tone: 'note' },
  overdue: { words: 'Quá hạn', icon: ClockAlert, tone: 'due' },
  done: { words: 'Đã giải quyết', icon: CircleCheck, tone: 'done' },
}

export const EVALUATION_WORDS: Record<EvaluationKind, string> = {
  preliminary: 'Sơ kết',
  final: 'Tổng kết',
  inspection: 'Kiểm tra',
}

/** Who asks, as a list shows it. */
export const askerWords = ({ isAnonymous, name }: { isAnonymous: boolean; name?: string }) =>
  isAnonymous || !name ? 'Ẩn danh' : name
