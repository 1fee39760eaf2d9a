/** Intake as people say it: sources, files, states of postings and quotas. */
import CircleAlert from '@lucide/svelte/icons/circle-alert'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDashed from '@lucide/svelte/icons/circle-dashed'
import CircleX from '@lucide/svelte/icons/circle-x'
import Clock from '@lucide/svelte/icons/clock'
import type { Component } from 'svelte'
import type {
  PostingState,
  QuotaPeriod,
  QuotaStanding,
  SubmissionFileKind,
  SubmissionSource,
} from '../server/contract/index.ts'

interface Look {
  tone: 'plain' | 'note' | 'due' | 'danger' | 'done'
  icon: Component<{ size?: number | string }>
  words: string
}

export const SOURCE_WORDS: Record<SubmissionSource, string> = {
  unit: 'Đơn vị gửi',
  above: 'Cấp trên gửi',
  award: 'Tác phẩm đạt giải',
}

export const FILE_WORDS: Record<SubmissionFileKind, string> = {
  document: 'Văn bản',
  picture: 'Ảnh',
  audio: 'Âm thanh',
  video: 'Phim',
  other: 'Tệp khác',
}

export const PER_WORDS: Record<QuotaPeriod, string> = {
  month: 'mỗi tháng',
  quarter: 'mỗi quý',
  'half-year': 'mỗi 6 tháng',
  year: 'mỗi năm',
}

export const POSTING_LOOK: Record<PostingState, Look> = {
  asked: { tone: 'due', icon: Clock, words: 'Chờ duyệt đăng' },
  approved: { tone: 'note', icon: CircleDashed, words: 'Đã duyệt, chưa đăng' },
  refused: { tone: 'danger', icon: CircleX, words: 'Không duyệt đăng' },
  posted: { tone: 'done', icon: CircleCheck, words: 'Đã đăng' },
}

export const QUOTA_LOOK: Record<QuotaStanding['state'], Look> = {
  met: { tone: 'done', icon: CircleCheck, words: 'Đạt' },
  open: { tone: 'due', icon: CircleDashed, words: 'Còn thiếu' },
  missed: { tone: 'danger', icon: CircleX, words: 'Không đạt' },
}

export const LATE_LOOK: Look = { tone: 'due', icon: CircleAlert, words: 'Trễ hạn' }
export const IN_TIME_LOOK: Look = { tone: 'done', icon: CircleCheck, words: 'Đúng hạn' }

/** What the pickers of files offer; the station looks at the file itself. */
export const ITEM_FORMATS = '.docx,.doc,.pdf,.txt,image/*,audio/*,video/*,.m4a,.amr,.mp3'

/** A key that no other entry has; pages of plain HTTP have no `randomUUID`. */
export function newEntryKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
