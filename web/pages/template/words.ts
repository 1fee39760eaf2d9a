/** A template in plain words. */
import type { TemplatePreset, TemplateSlot, Tune } from '../../../server/contract/index.ts'
import { SLOT_WORDS } from '../../slot-words.ts'
import { figure, gainWords, lengthClock } from '../../words.ts'

export interface PresetWords {
  preset: TemplatePreset
  words: string
  about: string
}

export const PRESETS: readonly PresetWords[] = [
  { preset: 'bulletin', words: 'Bản tin', about: 'Nhạc hiệu, các tiết mục nối nhau bằng nhạc cắt, nhạc hiệu kết.' },
  {
    preset: 'questions',
    words: 'Dân hỏi – Chính quyền trả lời',
    about: 'Từng cặp câu hỏi và trả lời, hai giọng, lặp lại theo kịch bản.',
  },
  { preset: 'feature', words: 'Một chuyên đề', about: 'Lời dẫn và một bài dài, có thể có nhạc nền.' },
  { preset: 'notice', words: 'Thông báo', about: 'Nhạc hiệu ngắn, lời thông báo, nhạc hiệu kết.' },
]

/** Seconds as they are written in a field: “0,7”. */
export const secondsText = (ms: number) => figure(ms / 1000, 3).replace(/,?0+$/, '') || '0'

/** How a slot meets the next one: “nghỉ 0,7 giây”. */
export function gapWords(gapAfterMs: number): string {
  if (gapAfterMs === 0) return 'nối liền'
  const seconds = `${secondsText(Math.abs(gapAfterMs))} giây`
  return gapAfterMs > 0 ? `nghỉ ${seconds}` : `chồng ${seconds} lên phần sau`
}

/** What sounds in a slot. */
export function sourceWords({ source, kind }: TemplateSlot, tunes: readonly Tune[] | undefined): string {
  if (source.from === 'script') return 'đọc theo kịch bản'
  if (tunes === undefined) return 'âm thanh cố định'
  const { soundId } = source
  const tune = tunes.find((one) => (soundId === undefined ? one.role === kind && one.inUse : one.id === soundId))
  return tune ? `âm thanh cố định: ${tune.title}` : 'âm thanh cố định, kho chưa có'
}

/** One line about a slot, the particular things only where they are set. */
export function slotLine(slot: TemplateSlot, isLast: boolean, tunes: readonly Tune[] | undefined): string {
  return [
    slot.title === SLOT_WORDS[slot.kind] ? undefined : SLOT_WORDS[slot.kind],
    sourceWords(slot, tunes),
    slot.repeat === 'per-item' && slot.skipFirst ? 'bỏ ở lượt đầu' : undefined,
    slot.optional ? 'có thể vắng' : undefined,
    slot.normMs === undefined ? undefined : `định mức ${lengthClock(slot.normMs)}`,
    slot.gainDb === 0 ? undefined : gainWords(slot.gainDb),
    isLast ? undefined : gapWords(slot.gapAfterMs),
  ]
    .filter((words) => words !== undefined)
    .join(' · ')
}
