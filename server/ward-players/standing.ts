import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import { problemSentence } from '../airings/index.ts'
import type { WardPlayer, WardSign } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { lengthInWords } from '../lengths.ts'
import { humanBytes } from '../media/index.ts'
import type { PlayerRow } from './store.ts'

/** A player says every minute that it lives: three in a row may get lost on a bad line. */
export const ALIVE_WITHIN_MS = 3 * 60_000
/** After so long it is no longer the line: nobody switched it on. */
const SILENT_AFTER_MS = 24 * 3_600_000
const FEW_FREE_BYTES = 1_000_000_000
/** A plan goes five weeks ahead; one that is not renewed for so long does not know of withdrawals any more. */
const OLD_PLAN_MS = 3 * 86_400_000

/** How a player stands at an instant (pure), in words for the station's page and for the ward's own. */
export function standingOf(row: PlayerRow, now: number): WardPlayer {
  const { playerId, wardStationId, wardName, firstSeenAt, lastSeenAt, sign } = row
  const quietMs = now - lastSeenAt
  const state = quietMs < ALIVE_WITHIN_MS ? 'alive' : quietMs < SILENT_AFTER_MS ? 'quiet' : 'silent'
  const { deviceName } = sign.onAir
  return {
    playerId,
    wardStationId,
    wardName,
    computer: sign.computer,
    firstSeenAt,
    lastSeenAt,
    state,
    words: state === 'alive' ? doing(sign) : `Không thấy máy phát của trạm từ ${momentOf(lastSeenAt)}.`,
    problems: state === 'alive' ? problemsOf(sign, lastSeenAt) : [quietProblem(sign)],
    ...(deviceName !== undefined && { deviceName }),
    ...(sign.clock.offMs !== undefined && { clockOffMs: sign.clock.offMs }),
    linesWaiting: sign.linesWaiting,
  }
}

/** What is otherwise told to a station's own technician, who has other means. */
const AT_WARDS: Record<string, string> = {
  'media-missing': 'Máy của trạm chưa có đủ tệp cho các lượt phát sắp tới; máy tự tải khi có mạng.',
  'media-changed': 'Có tệp trên máy của trạm bị hỏng; máy tự tải lại khi có mạng.',
  'device-absent':
    'Không thấy thiết bị phát ở trạm: cắm lại dây, bật nguồn máy tăng âm, hoặc chọn lại bằng --thiet-bi.',
  'format-refused': 'Thiết bị phát ở trạm không nhận âm thanh 48 kHz: chọn thiết bị khác bằng --thiet-bi.',
  'reserve-missing': 'Máy của trạm chưa có tệp dự phòng; máy tự tải khi có mạng.',
}

function doing({ onAir, plan, files }: WardSign): string {
  if (onAir.state === 'playing') return `Đang phát${onAir.title === undefined ? '' : ` “${onAir.title}”`}.`
  if (files.waiting > 0) return `Đang tải trước ${files.waiting} tệp, còn ${humanBytes(files.bytesWaiting)}.`
  if (plan.airings === 0) return 'Đang chạy, chưa có lượt phát nào sắp tới.'
  return `Đang chạy, đã có đủ tệp cho ${plan.airings} lượt phát sắp tới.`
}

function quietProblem({ plan, files }: WardSign): string {
  if (plan.airings === 0 || files.waiting > 0)
    return 'Cần bật máy của trạm và kiểm tra mạng: máy chưa có đủ tệp để tự phát.'
  return 'Nếu máy vẫn bật, máy tự phát theo lịch đã tải; cần kiểm tra mạng và nguồn điện ở trạm.'
}

function problemsOf({ clock, onAir, plan, freeBytes }: WardSign, seenAt: number): string[] {
  return [
    ...(onAir.state === 'not-running'
      ? ['Chương trình phát sóng trên máy của trạm không chạy: khởi động lại máy.']
      : []),
    ...(onAir.deviceIsNull ? ['Chưa chọn thiết bị phát nên không có tiếng ra loa.'] : []),
    ...onAir.problems.map((code) => AT_WARDS[code] ?? problemSentence(code)),
    ...clockProblem(clock),
    ...(plan.fetchedAt !== undefined && seenAt - plan.fetchedAt > OLD_PLAN_MS
      ? [`Lịch của trạm đã cũ, lấy lần cuối ${momentOf(plan.fetchedAt)}.`]
      : []),
    ...(freeBytes !== undefined && freeBytes < FEW_FREE_BYTES
      ? [`Ổ đĩa của máy chỉ còn ${humanBytes(freeBytes)}: dọn bớt tệp.`]
      : []),
  ]
}

function clockProblem({ state, offMs }: WardSign['clock']): string[] {
  if (state === 'unknown') return ['Chưa biết đồng hồ máy của trạm có đúng không nên tạm chưa phát.']
  if (state === 'good' || offMs === undefined) return []
  return [`Đồng hồ máy của trạm ${clockWords(offMs)}; máy vẫn phát đúng giờ đài. Nên chỉnh lại đồng hồ.`]
}

/** “chạy nhanh 7 phút 3 giây”: how far a clock is off (pure). */
export function clockWords(offMs: number): string {
  return `${offMs > 0 ? 'chạy nhanh' : 'chạy chậm'} ${lengthInWords(Math.abs(offMs))}`
}

function momentOf(instant: number): string {
  return `${timeAt(instant, STATION_ZONE)} ngày ${vietnameseDate(dateAt(instant, STATION_ZONE))}`
}
