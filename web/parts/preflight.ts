/** The lines of the pre-flight list: what they are called and how they look. */
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import type { Component } from 'svelte'
import type { PreflightCheck, PreflightLine } from '../../server/contract/index.ts'

/** What was looked at, as the technician calls it. */
export const CHECK_LOOK: Record<PreflightCheck, string> = {
  approval: 'Phê duyệt',
  file: 'Tệp phát',
  decode: 'Nghe hết tệp',
  length: 'Thời lượng',
  loudness: 'Độ to',
  device: 'Thiết bị phát sóng',
  'reserve-device': 'Thiết bị dự phòng',
  mixer: 'Âm lượng máy tính',
  'other-sound': 'Tiếng lạ trên thiết bị',
  clock: 'Đồng hồ máy',
  disk: 'Đĩa',
  processes: 'Chương trình Lên Sóng',
  sleep: 'Chế độ ngủ của máy',
}

type Look = { words: string; icon: Component<{ size?: number | string }> }

export const LINE_LOOK: Record<PreflightLine['state'], Look> = {
  bad: { words: 'Hỏng', icon: TriangleAlert },
  warning: { words: 'Cần xem', icon: CircleDot },
  unknown: { words: 'Không xem được', icon: CircleQuestionMark },
  good: { words: 'Đạt', icon: CircleCheck },
}
