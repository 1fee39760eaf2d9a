import { timeAt } from '../../schedules/index.ts'
import type { PreflightLine } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import type { MasterLook } from './master-exam.ts'

/** What is known of an airing and its master before it airs. */
export interface AiringFacts {
  startsAt: number
  /** Vietnamese sentences: what is still missing before it may air. */
  missing: readonly string[]
  willBeReplacedBy: string | undefined
  willBeSkipped: string | undefined
  /** The render that would air; undefined while there is none. */
  render:
    | {
        masterSha256: string
        bytes: number | undefined
        durationMs: number
        targetLufs: number
        truePeakMaxDbtp: number
      }
    | undefined
  master: MasterLook | undefined
  /** What else wants the same time, as of this airing's length. */
  overlaps: readonly { title: string; startsAt: number; isOccupied: boolean }[]
}

/** How far the loudness may lie from the target: EBU R 128's tolerance for programmes that are not live. */
const LOUDNESS_TOLERANCE_LU = 0.5
/** Two true-peak meters that follow ITU-R BS.1770 may differ by so much. */
const PEAK_TOLERANCE_DB = 0.3
/** A decoder's count of a WAV file is exact to the frame; this is one frame and rounding. */
const LENGTH_TOLERANCE_MS = 2

const AGAIN = 'Mở kỳ phát và dựng lại trước giờ phát.'

/** The lines of one airing: approval, file, decode, length, loudness (pure). */
export function airingLines(facts: AiringFacts): PreflightLine[] {
  const { render, master } = facts
  const lines = [approvalLine(facts)]
  if (render === undefined || master === undefined) return lines
  lines.push(fileLine(render, master))
  if (master.there) {
    lines.push(decodeLine(render.durationMs, master), lengthLine(facts, render.durationMs))
    lines.push(loudnessLine(render, master))
  }
  return lines
}

function approvalLine({ missing, willBeReplacedBy, willBeSkipped }: AiringFacts): PreflightLine {
  if (missing.length === 0 && willBeSkipped !== undefined) {
    return { check: 'approval', state: 'warning', found: willBeSkipped, toDo: 'Nếu vẫn muốn phát, bỏ tạm dừng lịch.' }
  }
  if (missing.length === 0) {
    return { check: 'approval', state: 'good', found: 'Kịch bản đã duyệt, bản dựng đúng với bản đã duyệt.' }
  }
  const instead = willBeReplacedBy === undefined ? '' : ` Nếu không kịp, đài sẽ phát thay: ${willBeReplacedBy}.`
  return {
    check: 'approval',
    state: 'bad',
    found: `${missing.join('; ')}.${instead}`,
    toDo: 'Mở kỳ phát và làm nốt các bước còn thiếu trước giờ phát.',
  }
}

function fileLine({ masterSha256, bytes }: NonNullable<AiringFacts['render']>, master: MasterLook): PreflightLine {
  if (!master.there) return { check: 'file', state: 'bad', found: 'Không thấy tệp thành phẩm trong kho.', toDo: AGAIN }
  const isOther =
    master.exam === undefined ? bytes !== undefined && bytes !== master.bytes : master.exam.sha256 !== masterSha256
  if (isOther) {
    return { check: 'file', state: 'bad', found: 'Tệp thành phẩm đã bị thay đổi, không khớp mã kiểm.', toDo: AGAIN }
  }
  if (master.exam === undefined) {
    return { check: 'file', state: 'unknown', found: 'Tệp thành phẩm còn đó; mã kiểm sẽ đối chiếu khi sóng rảnh.' }
  }
  return { check: 'file', state: 'good', found: 'Tệp thành phẩm còn nguyên, khớp mã kiểm.' }
}

function decodeLine(durationMs: number, master: Extract<MasterLook, { there: true }>): PreflightLine {
  const { exam } = master
  if (exam === undefined) return { check: 'decode', state: 'unknown', found: 'Sẽ giải mã thử cả tệp khi sóng rảnh.' }
  if (exam.decodedMs === undefined) {
    return { check: 'decode', state: 'bad', found: 'Tệp thành phẩm không giải mã được.', toDo: AGAIN }
  }
  const missingMs = durationMs - exam.decodedMs
  if (Math.abs(missingMs) > LENGTH_TOLERANCE_MS) {
    const found = `Giải mã được ${lengthText(exam.decodedMs)}, đáng lẽ ${lengthText(durationMs)}.`
    return { check: 'decode', state: 'bad', found, toDo: AGAIN }
  }
  if (exam.decodeProblems.length > 0) {
    return { check: 'decode', state: 'bad', found: 'Giải mã được nhưng có chỗ hỏng trong tệp.', toDo: AGAIN }
  }
  return { check: 'decode', state: 'good', found: 'Đã giải mã thử cả tệp, không có chỗ hỏng.' }
}

function lengthLine({ overlaps }: AiringFacts, durationMs: number): PreflightLine {
  const length = `Dài ${lengthText(durationMs)}`
  const [first] = overlaps
  if (first === undefined) return { check: 'length', state: 'good', found: `${length}, vừa khung giờ.` }
  const at = timeAt(first.startsAt, STATION_ZONE)
  return first.isOccupied
    ? {
        check: 'length',
        state: 'bad',
        found: `${length}, lấn vào khung giờ “${first.title}” lúc ${at}.`,
        toDo: 'Dời lượt phát, hoặc bỏ khung giờ ấy trong Thiết lập nếu hôm đó không tiếp âm.',
      }
    : {
        check: 'length',
        state: 'bad',
        found: `${length}, trùng giờ với “${first.title}” lúc ${at}.`,
        toDo: 'Dời một trong hai lượt phát.',
      }
}

function loudnessLine(
  { targetLufs, truePeakMaxDbtp }: NonNullable<AiringFacts['render']>,
  master: Extract<MasterLook, { there: true }>,
): PreflightLine {
  const { exam } = master
  if (exam === undefined) return { check: 'loudness', state: 'unknown', found: 'Sẽ đo lại độ to khi sóng rảnh.' }
  const { integratedLufs: lufs, truePeakDbtp: peak } = exam
  if (lufs === undefined || peak === undefined) {
    return { check: 'loudness', state: 'bad', found: 'Không đo được độ to: tệp không có tiếng.', toDo: AGAIN }
  }
  const measured = `Độ to ${decimal(lufs)} LUFS, đỉnh ${decimal(peak)} dBTP`
  if (Math.abs(lufs - targetLufs) > LOUDNESS_TOLERANCE_LU) {
    const toDo = 'Nghe duyệt lại; dựng lại để cân đúng độ to.'
    return { check: 'loudness', state: 'warning', found: `${measured}; cần ${decimal(targetLufs)} LUFS.`, toDo }
  }
  if (peak > truePeakMaxDbtp + PEAK_TOLERANCE_DB) {
    const found = `${measured}; đỉnh không được quá ${decimal(truePeakMaxDbtp)} dBTP.`
    return { check: 'loudness', state: 'warning', found, toDo: 'Dựng lại để tiếng không bị vỡ.' }
  }
  return { check: 'loudness', state: 'good', found: `${measured}, đúng mức đã đặt.` }
}

/** “9:58” or “1:02:03”. */
function lengthText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** “−23,0”. */
function decimal(value: number): string {
  return value.toFixed(1).replace('.', ',').replace('-', '−')
}
