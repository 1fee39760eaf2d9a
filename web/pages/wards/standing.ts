/** How far a ward is with an edition: in words, with an icon and a tone. */
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleSlash from '@lucide/svelte/icons/circle-slash'
import ClockAlert from '@lucide/svelte/icons/clock-alert'
import Download from '@lucide/svelte/icons/download'
import FileAudio from '@lucide/svelte/icons/file-audio'
import Minus from '@lucide/svelte/icons/minus'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Send from '@lucide/svelte/icons/send'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import Unlink from '@lucide/svelte/icons/unlink'
import type { NotAiredReason, WardCell, WardPlay, WardStanding, WardWish } from '../../../server/contract/index.ts'
import type { StateLook } from '../../parts/index.ts'

const STANDING_LOOK: Record<WardStanding, StateLook> = {
  'not-expected': { words: 'Không giao', icon: Minus, tone: 'plain' },
  'not-ready': { words: 'Chưa giao', icon: Minus, tone: 'plain' },
  'no-link': { words: 'Chưa có đường dẫn', icon: Unlink, tone: 'due' },
  sent: { words: 'Chưa tải', icon: Send, tone: 'plain' },
  taken: { words: 'Đã tải', icon: Download, tone: 'note' },
  'taken-old': { words: 'Tải bản cũ', icon: RefreshCw, tone: 'due' },
  confirmed: { words: 'Đã phát', icon: CircleCheck, tone: 'done' },
  proven: { words: 'Có bản thu', icon: FileAudio, tone: 'done' },
  'not-aired': { words: 'Không phát', icon: CircleSlash, tone: 'due' },
}

/** How a cell looks: what is dangerous first, then who is silent, then how far the ward is. */
export function cellLook({ standing, isSilent, recall, wish }: WardCell): StateLook {
  if (recall) {
    return recall.seenAt === undefined
      ? { words: 'Đã rút, chưa biết', icon: TriangleAlert, tone: 'danger' }
      : { words: 'Đã rút, đã biết', icon: CircleSlash, tone: 'plain' }
  }
  if (isSilent) return { words: standing === 'taken' ? 'Đã tải, im lặng' : 'Im lặng', icon: ClockAlert, tone: 'due' }
  const look = STANDING_LOOK[standing]
  return wish === undefined ? look : { ...look, tone: 'due' }
}

export const REASONS: readonly { reason: NotAiredReason; words: string }[] = [
  { reason: 'power-cut', words: 'Mất điện' },
  { reason: 'equipment', words: 'Hỏng máy, hỏng loa' },
  { reason: 'not-received', words: 'Không tải được tệp' },
  { reason: 'other-programme', words: 'Trùng giờ chương trình khác, tiếp âm' },
  { reason: 'weather', words: 'Mưa bão, thiên tai' },
  { reason: 'told-not-to', words: 'Được yêu cầu không phát' },
  { reason: 'other', words: 'Lý do khác' },
]

/** “Mất điện: từ chiều”. */
export function reasonWords(reason: NotAiredReason | undefined, note: string): string {
  const words = reason === 'other' ? '' : REASONS.find((one) => one.reason === reason)?.words
  return [words, note].filter(Boolean).join(': ')
}

export const PLAY_SOURCE: Record<WardPlay['source'], string> = {
  word: 'trạm báo',
  player: 'nhật ký máy phát',
  recording: 'bản thu',
  'own-log': 'sổ của trạm',
}

export const WISH_WORDS: Record<WardWish, string> = {
  take: 'tải tệp',
  'take-again': 'tải lại bản mới',
  say: 'báo đã phát',
  'see-recall': 'báo đã biết kỳ bị rút',
}
