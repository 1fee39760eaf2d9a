import type { AiringOutcome, AsRun as AsRunFacts, DateWarning, OutcomeReason } from '../../schedules/index.ts'
import type { Airing, AiringState } from '../contract/index.ts'
import { lengthInWords } from '../lengths.ts'
import type { Course } from './course.ts'
import type { Known } from './view.ts'

/** The state of an airing by its one outcome in the journal. */
export const STATE_OF_OUTCOME: Record<AiringOutcome, AiringState> = {
  aired: 'aired',
  partial: 'aired-in-part',
  stopped: 'aired-in-part',
  missed: 'missed',
  failed: 'failed',
  skipped: 'skipped',
  replaced: 'replaced',
}

const REASONS: Record<OutcomeReason, string> = {
  late: 'lỡ giờ phát, không còn kịp',
  'joined-late': 'vào muộn, thiếu đoạn đầu',
  interrupted: 'bị ngắt giữa chừng (mất điện hoặc chương trình dừng)',
  gaps: 'có đoạn không ra được thiết bị',
  command: 'dừng theo lệnh',
  paused: 'mọi lịch phát đang tạm dừng',
  displaced: 'nhường sóng cho nội dung khẩn hơn',
  silent: 'đã phát nhưng đo ở đầu ra không có tiếng',
  'not-ready': 'tới giờ phát kỳ phát chưa xong',
  'media-missing': 'không thấy tệp thành phẩm trong kho',
  'media-changed': 'tệp thành phẩm đã bị thay đổi, không khớp mã kiểm',
  'file-missing': 'không thấy tệp thành phẩm',
  'file-refused': 'tệp thành phẩm không đọc được',
  'device-absent': 'không thấy thiết bị phát',
  'device-busy': 'thiết bị phát đang bị chương trình khác chiếm',
  'device-lost': 'mất kết nối với thiết bị phát',
  'no-sound-system': 'máy chưa có hệ thống âm thanh',
  'format-refused': 'thiết bị phát không nhận âm thanh 48 kHz',
  'system-not-supported-yet': 'chưa phát ra loa được trên hệ điều hành này',
  unexpected: 'có lỗi trong chương trình phát',
}

/** What the notes of the log speak of beside the journal. */
export interface NoteFacts {
  /** Titles of the emergencies that displaced anything, by id. */
  emergencies: ReadonlyMap<string, string>
  /** Of the pause in which its instant lies. */
  pauseReason: string | undefined
  skipped: { by: string; reason: string } | undefined
  /** Who pressed “Phát ngay”. */
  orderedNowBy: string | undefined
  /** “17:15 ngày 18/11/2026”: its make-up. */
  madeUpAt: string | undefined
}

/** What the as-run log says beside the figures; empty when there is nothing to say. */
export function asRunNote(
  { state, missing }: Pick<Airing, 'state' | 'missing'>,
  known: Known | undefined,
  facts: NoteFacts,
): string {
  const notes: string[] = []
  if (facts.orderedNowBy !== undefined) notes.push(`phát ngay theo lệnh của ${facts.orderedNowBy}`)
  if (state === 'skipped') notes.push(skippedNote(known?.course, facts))
  else if (known) notes.push(...soundNotes(known, state, facts))
  else if (state === 'missed') notes.push(untoldNote(missing))
  if (facts.madeUpAt !== undefined) notes.push(`phát bù lúc ${facts.madeUpAt}`)
  const sentence = notes.join('; ')
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

function soundNotes({ facts, course }: Known, state: AiringState, { emergencies }: NoteFacts): string[] {
  const notes: string[] = []
  if (facts.replacedBy) notes.push(replacedNote(facts.replacedBy))
  if (facts.lateStartAt !== undefined) notes.push('quá giờ nên phát lại từ đầu')
  for (const { by, ms } of course.displacements) notes.push(displacedNote(emergencies.get(by), emergencies.has(by), ms))
  if (facts.outcome === undefined && state === 'aired-in-part')
    notes.push('chương trình phát sóng dừng giữa chừng, không rõ lúc dứt')
  if (facts.stoppedBy !== undefined) notes.push(`${facts.stoppedBy} cho dừng`)
  else if (facts.reason !== undefined && !isTold(facts.reason, facts)) notes.push(REASONS[facts.reason] ?? facts.reason)
  if (facts.resumes > 0) notes.push(`có ${facts.resumes} lần bị ngắt rồi phát tiếp`)
  if (facts.xruns > 0) notes.push(`${facts.xruns} lần hụt âm thanh`)
  if (facts.device?.isNull) notes.push('phát vào thiết bị rỗng, không ra loa')
  return notes
}

/** Whether the course has said already what the reason says. */
function isTold(reason: OutcomeReason, { displacements, replacedBy }: AsRunFacts): boolean {
  return reason === 'displaced' ? displacements.count > 0 : replacedBy !== undefined
}

function replacedNote({ because, kind, title }: NonNullable<AsRunFacts['replacedBy']>): string {
  const what = kind === 'apology' ? `phát lời xin lỗi “${title}”` : `phát dự phòng: ${title}`
  const why = isReason(because) ? REASONS[because] : withoutCapital(because)
  return why === '' ? what : `${what}, vì ${why}`
}

function displacedNote(title: string | undefined, isEmergency: boolean, ms: number | undefined): string {
  const to = isEmergency ? `thông báo khẩn cấp${title === undefined ? '' : ` “${title}”`}` : 'chương trình ưu tiên'
  return ms === undefined ? `dừng để nhường sóng cho ${to}` : `tạm nhường sóng ${lengthInWords(ms)} cho ${to}`
}

function skippedNote(course: Course | undefined, { skipped, pauseReason }: NoteFacts): string {
  const pause = course?.skipped?.pauseReason ?? (skipped === undefined ? pauseReason : undefined)
  if (pause !== undefined) return `tạm dừng lịch: ${pause}`
  const by = skipped?.by ?? course?.skipped?.by
  const reason = skipped?.reason ?? ''
  return `bỏ qua theo lệnh${by === undefined ? '' : ` của ${by}`}${reason === '' ? '' : `: ${reason}`}`
}

function untoldNote(missing: readonly string[]): string {
  if (missing.length > 0) return `tới giờ phát vẫn còn thiếu: ${missing.join('; ')}`
  return 'tới giờ phát chương trình phát sóng không chạy'
}

/** What a pause means for an airing that is to come. */
export function willBeSkippedSentence(pauseReason: string): string {
  return `Sẽ bị bỏ qua: đang tạm dừng mọi lịch (${pauseReason}).`
}

function isReason(text: string): text is OutcomeReason {
  return Object.hasOwn(REASONS, text)
}

/** Sentences of their own become part of one. */
function withoutCapital(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

const WARNINGS: Record<DateWarning, string> = {
  saturday: 'Rơi vào Thứ Bảy',
  sunday: 'Rơi vào Chủ Nhật',
  'public-holiday': 'Rơi vào ngày lễ',
  'before-five': 'Trước 5 giờ sáng: người dân có thể phàn nàn',
  'after-nine-in-the-evening': 'Sau 21 giờ: người dân có thể phàn nàn',
}

/** What to know before airing on a date; a holiday that has a name is called by it. */
export function warningSentences(warnings: readonly DateWarning[], holiday?: string): string[] {
  return warnings.map((warning) =>
    warning === 'public-holiday' && holiday !== undefined ? `Rơi vào ngày nghỉ: ${holiday}` : WARNINGS[warning],
  )
}
