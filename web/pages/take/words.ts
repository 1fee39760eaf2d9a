/** How the page of a read speaks. */
import type { FindingKind, Take } from '../../../server/contract/index.ts'
import { figure, fileKind, positionClock } from '../../words.ts'

/** A place in a read: “1:23,4”. */
export const placeClock = (ms: number) => {
  const tenths = Math.floor(Math.max(0, ms) / 100)
  return `${positionClock(tenths * 100)},${tenths % 10}`
}

/** A short length: “0,8 giây”, “12,4 giây”, “1 phút 05,0 giây”. */
export function secondsWords(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100)
  const minutes = Math.floor(tenths / 600)
  const seconds = figure((tenths % 600) / 10, 1)
  return minutes > 0 ? `${minutes} phút ${seconds.padStart(4, '0')} giây` : `${seconds} giây`
}

/** A mark of the ruler: whole seconds as a clock, parts of a second with their comma. */
export const rulerWords = (ms: number, stepMs: number) =>
  stepMs < 1000 ? placeClock(Math.round(ms)) : positionClock(Math.round(ms))

/** What a finding is, in two or three words that fit on the waveform. */
export const FINDING_WORDS: Record<FindingKind, string> = {
  clipping: 'vỡ tiếng',
  hum: 'ù điện',
  noise: 'tạp âm',
  'far-from-microphone': 'xa micrô',
  'level-jump': 'to nhỏ đột ngột',
  'read-short': 'đọc ngắn hơn lời',
  'read-long': 'đọc dài hơn lời',
  'leading-silence': 'lặng ở đầu',
  'trailing-silence': 'lặng ở cuối',
  slate: 'tiếng hiệu',
  'long-silence': 'khoảng lặng dài',
  'long-breath': 'tiếng lấy hơi',
}

/** Where a read comes from: “thu tại phòng thu”, “tệp MP3”, “bản đã sửa”. */
export const originWords = ({ source, fileName }: Take) =>
  source === 'browser'
    ? 'thu tại phòng thu'
    : source === 'edit'
      ? 'bản đã sửa'
      : ['tệp', fileKind(fileName)].filter(Boolean).join(' ')
