/** The states of things, each as a word, an icon and a tone: never a colour alone. */

import AudioLines from '@lucide/svelte/icons/audio-lines'
import Ban from '@lucide/svelte/icons/ban'
import CalendarDays from '@lucide/svelte/icons/calendar-days'
import Check from '@lucide/svelte/icons/check'
import Circle from '@lucide/svelte/icons/circle'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import ClockAlert from '@lucide/svelte/icons/clock-alert'
import Ear from '@lucide/svelte/icons/ear'
import ExternalLink from '@lucide/svelte/icons/external-link'
import FileText from '@lucide/svelte/icons/file-text'
import Hourglass from '@lucide/svelte/icons/hourglass'
import LoaderCircle from '@lucide/svelte/icons/loader-circle'
import Mic from '@lucide/svelte/icons/mic'
import Radio from '@lucide/svelte/icons/radio'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import Replace from '@lucide/svelte/icons/replace'
import Scissors from '@lucide/svelte/icons/scissors'
import SkipForward from '@lucide/svelte/icons/skip-forward'
import Stamp from '@lucide/svelte/icons/stamp'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import Undo2 from '@lucide/svelte/icons/undo-2'
import UserCheck from '@lucide/svelte/icons/user-check'
import X from '@lucide/svelte/icons/x'
import type { Component } from 'svelte'
import type {
  Airing,
  AiringState,
  ReadState,
  RenderState,
  StepName,
  StepState,
  TakeVerdict,
} from '../../server/contract/index.ts'
import { type EditionTab, path } from '../paths.ts'

type Icon = Component<{ size?: number | string }>
type Tone = 'plain' | 'note' | 'due' | 'danger' | 'on-air' | 'done'

export interface StateLook {
  words: string
  icon: Icon
  tone: Tone
}

export const AIRING_LOOK: Record<AiringState, StateLook> = {
  ready: { words: 'Sẵn sàng', icon: CircleCheck, tone: 'note' },
  incomplete: { words: 'Còn thiếu', icon: CircleDot, tone: 'due' },
  'on-air': { words: 'Đang phát sóng', icon: Radio, tone: 'on-air' },
  aired: { words: 'Đã phát', icon: Check, tone: 'done' },
  'aired-in-part': { words: 'Phát một phần', icon: Scissors, tone: 'due' },
  missed: { words: 'Lỡ giờ phát', icon: ClockAlert, tone: 'danger' },
  failed: { words: 'Phát hỏng', icon: TriangleAlert, tone: 'danger' },
  withdrawn: { words: 'Đã rút', icon: X, tone: 'plain' },
  skipped: { words: 'Đã bỏ qua', icon: SkipForward, tone: 'plain' },
  replaced: { words: 'Phát dự phòng thay', icon: Replace, tone: 'due' },
  outside: { words: 'Phát ngoài hệ thống', icon: ExternalLink, tone: 'done' },
}

/** How an airing looks: its state, or what will become of it while all schedules rest. */
export function airingLook(airing: Pick<Airing, 'state' | 'willBeSkipped'>): StateLook {
  const isComing = airing.state === 'ready' || airing.state === 'incomplete'
  return isComing && airing.willBeSkipped
    ? { ...AIRING_LOOK.skipped, words: 'Sẽ bỏ qua', tone: 'due' }
    : AIRING_LOOK[airing.state]
}

export const RENDER_LOOK: Record<RenderState, StateLook> = {
  queued: { words: 'Đang chờ', icon: Hourglass, tone: 'note' },
  running: { words: 'Đang dựng', icon: LoaderCircle, tone: 'note' },
  verified: { words: 'Đạt', icon: CircleCheck, tone: 'done' },
  refused: { words: 'Không đạt', icon: Ban, tone: 'danger' },
  failed: { words: 'Dựng hỏng', icon: TriangleAlert, tone: 'danger' },
  cancelled: { words: 'Đã huỷ', icon: X, tone: 'plain' },
}

/** What a listener said of a read; `unheard`: nobody has listened. */
export const LISTENING_LOOK: Record<TakeVerdict | 'unheard', StateLook> = {
  unheard: { words: 'Chưa nghe duyệt', icon: Ear, tone: 'plain' },
  approved: { words: 'Đã nghe duyệt', icon: CircleCheck, tone: 'done' },
  'sent-back': { words: 'Bị trả lại', icon: Undo2, tone: 'due' },
}

/** How far a read is that an item wants. */
export const READ_LOOK: Record<ReadState, StateLook> = {
  unassigned: { words: 'Chưa giao', icon: Circle, tone: 'plain' },
  assigned: { words: 'Đã giao', icon: UserCheck, tone: 'note' },
  overdue: { words: 'Quá hạn', icon: ClockAlert, tone: 'due' },
  read: { words: 'Đã đọc', icon: CircleCheck, tone: 'done' },
}

export const STEP_STATE_LOOK: Record<StepState, StateLook> = {
  waiting: { words: 'chưa đến lượt', icon: Circle, tone: 'plain' },
  due: { words: 'cần làm', icon: CircleDot, tone: 'due' },
  done: { words: 'xong', icon: Check, tone: 'done' },
  problem: { words: 'có vấn đề', icon: TriangleAlert, tone: 'danger' },
}

export interface StepLook {
  words: string
  icon: Icon
  /** The page where this step is done. */
  href: (editionId: string) => string
}

const onTab = (tab: EditionTab) => (editionId: string) => path.edition(editionId, tab)

export const STEP_LOOK: Record<StepName, StepLook> = {
  script: { words: 'Kịch bản', icon: FileText, href: onTab('kich-ban') },
  approval: { words: 'Duyệt', icon: Stamp, href: onTab('kich-ban') },
  takes: { words: 'Thu âm', icon: Mic, href: onTab('thu-am') },
  render: { words: 'Dựng', icon: AudioLines, href: onTab('dung') },
  schedule: { words: 'Lịch', icon: CalendarDays, href: onTab('lich') },
  air: { words: 'Phát', icon: Radio, href: onTab('nhat-ky') },
  wards: { words: 'Trạm', icon: RadioTower, href: () => path.wards },
}
