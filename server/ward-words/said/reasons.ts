import type { NotAiredReason } from '../../contract/index.ts'

/** Why a ward did not air, as it is asked and as it is told. */
export const REASON_WORDS: Readonly<Record<NotAiredReason, string>> = {
  'power-cut': 'Mất điện',
  equipment: 'Hỏng máy, hỏng loa',
  'not-received': 'Không tải được tệp',
  'other-programme': 'Trùng giờ chương trình khác, tiếp âm',
  weather: 'Mưa bão, thiên tai',
  'told-not-to': 'Được yêu cầu không phát',
  other: 'Lý do khác',
}

/** Reads a reason as a form sends it; undefined: there is no such reason. */
export function reasonOf(text: string | undefined): NotAiredReason | undefined {
  return (Object.keys(REASON_WORDS) as NotAiredReason[]).find((reason) => reason === text)
}
