import type { ProbeWarning, ProbeWarningCode } from '../../audio/index.ts'
import { isLengthSentence } from './read-length.ts'

const SENTENCES: Record<ProbeWarningCode, string> = {
  'has-video': 'Tệp là video: chỉ lấy đường tiếng.',
  'name-does-not-match-content': 'Đuôi tên tệp không đúng với loại âm thanh bên trong; vẫn dùng được.',
  truncated: 'Tệp bị cụt ở cuối: xin nghe kỹ đoạn kết.',
  damaged: 'Tệp có chỗ hỏng: xin nghe lại từ đầu đến cuối.',
  clipped: 'Có chỗ vỡ tiếng (thu quá to).',
  'too-quiet': 'Tiếng quá nhỏ: nên thu lại gần micrô hơn.',
  'mostly-silent': 'Phần lớn bản thu là khoảng lặng.',
  'one-channel-dead': 'Chỉ một bên có tiếng; khi dựng sẽ dùng bên đó.',
  'unreadable-tags': 'Không đọc được thông tin kèm theo tệp; âm thanh không bị ảnh hưởng.',
}

/** What the technician should know about a read, in Vietnamese. */
export function warningSentences(warnings: readonly ProbeWarning[]): string[] {
  return warnings.map(({ code }) => SENTENCES[code])
}

/** The sentence for frames that a browser lost while recording: a gap that somebody must listen to. */
export function lostSentence(lostFrames: number, sampleRateHz: number): string {
  const ms = Math.round((lostFrames / sampleRateHz) * 1000)
  return `Trình duyệt làm rơi ${ms} mili giây khi thu: xin nghe kỹ, nếu thiếu chữ thì thu lại.`
}

/** What is wrong with a file for ever; all else is found anew in whatever is cut from it. */
const OF_THE_FILE: readonly ProbeWarningCode[] = ['truncated', 'damaged']

/** Of a read's warnings those that stay true of what is cut from it and cannot be found there: lost frames, damage. */
export function lastingWarnings(warnings: readonly string[]): string[] {
  const ofTheFile = OF_THE_FILE.map((code) => SENTENCES[code])
  const ofTheSound = Object.values(SENTENCES).filter((sentence) => !ofTheFile.includes(sentence))
  return warnings.filter((sentence) => !ofTheSound.includes(sentence) && !isLengthSentence(sentence))
}
