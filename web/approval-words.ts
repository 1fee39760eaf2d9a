/** How approving is told: states, means and what became of items, each as a word, an icon and a tone. */
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import FilePlus from '@lucide/svelte/icons/file-plus'
import History from '@lucide/svelte/icons/history'
import PencilLine from '@lucide/svelte/icons/pencil-line'
import Undo2 from '@lucide/svelte/icons/undo-2'
import type { Component } from 'svelte'
import type {
  ApprovalAnswer,
  ApprovalChange,
  ApprovalMeans,
  ApprovalState,
  PersonFunction,
} from '../server/contract/index.ts'

interface Look {
  words: string
  icon: Component<{ size?: number | string }>
  tone: 'plain' | 'note' | 'due' | 'danger' | 'done'
}

export const APPROVAL_LOOK: Record<ApprovalState, Look> = {
  waiting: { words: 'Chờ phê duyệt', icon: CircleDot, tone: 'due' },
  returned: { words: 'Trả lại chỉnh sửa', icon: Undo2, tone: 'danger' },
  approved: { words: 'Đã phê duyệt', icon: CircleCheck, tone: 'done' },
  withdrawn: { words: 'Đã rút phê duyệt', icon: Undo2, tone: 'danger' },
  superseded: { words: 'Không còn là bản đang trình', icon: History, tone: 'plain' },
}

export const ANSWER_LOOK: Record<ApprovalAnswer, Look> = {
  approved: { words: 'Đã duyệt', icon: CircleCheck, tone: 'done' },
  returned: { words: 'Trả lại', icon: Undo2, tone: 'danger' },
}

export const CHANGE_LOOK: Record<ApprovalChange, Look> = {
  new: { words: 'Mới', icon: FilePlus, tone: 'note' },
  changed: { words: 'Đã sửa', icon: PencilLine, tone: 'due' },
  unchanged: { words: 'Giữ nguyên như đã duyệt', icon: CircleCheck, tone: 'plain' },
  returned: { words: 'Bị trả lại, chưa sửa', icon: Undo2, tone: 'danger' },
}

/** How an approval was given, after “phê duyệt”. */
export const MEANS_WORDS: Record<ApprovalMeans, string> = {
  pin: 'trên điện thoại, bằng mã PIN',
  passkey: 'trên điện thoại, bằng vân tay hoặc khuôn mặt',
  paper: 'trên phiếu giấy đã ký',
  session: 'ghi nhận tại đài',
}

export const FUNCTION_WORDS: Record<PersonFunction, { words: string; about: string }> = {
  collector: { words: 'Cán bộ tổng hợp', about: 'nhận tin bài của các đơn vị' },
  editor: { words: 'Biên tập viên', about: 'chọn, sửa bài, trình duyệt' },
  approver: { words: 'Lãnh đạo phê duyệt', about: 'duyệt nội dung trước khi phát' },
  announcer: { words: 'Phát thanh viên', about: 'đọc và thu âm' },
  technician: { words: 'Kỹ thuật viên', about: 'dựng, xếp lịch, phát sóng' },
  monitor: { words: 'Người theo dõi', about: 'đôn đốc, báo cáo' },
}

/** The beginning of a hash as people compare it with a paper: “3F2A 9C01 77DE”. */
export function hashWords(sha256: string): string {
  return (sha256.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join(' ')
}

/** An identity that nothing else has; pages of plain HTTP have no `randomUUID`. */
export function anyId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
