import type { CalendarDate } from '../../schedules/index.ts'
import type {
  Feedback,
  FeedbackAsked,
  FeedbackDone,
  FeedbackHanded,
  FeedbackKind,
  FeedbackWritten,
  Signed,
} from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'

export type FeedbackFact =
  | { kind: 'said'; said: FeedbackWritten }
  | { kind: 'handed-on'; handed: FeedbackHanded }
  | { kind: 'done'; done: FeedbackDone }
  | { kind: 'made-question'; questionId: string }

export type NotedFeedback = FeedbackFact & { number: number; noted: Signed }

/** A listener's word with what became of it, the oldest first. */
export interface FeedbackRecord {
  id: string
  year: number
  number: number
  facts: NotedFeedback[]
}

/** Where a listener's word stands (pure); undefined of one that says nothing. */
export function feedbackOf(
  { id, year, number, facts }: FeedbackRecord,
  programmeNames: ReadonlyMap<string, string>,
  today: CalendarDate,
): Feedback | undefined {
  const said = newest(facts, 'said')
  const handed = newest(facts, 'handed-on')
  const done = newest(facts, 'done')
  const question = newest(facts, 'made-question')
  if (!said) return undefined
  const isDone = done !== undefined || question !== undefined
  const programmeName = programmeNames.get(said.said.programmeId ?? '')
  return {
    ...said.said,
    id,
    code: `${number}/${year}`,
    state: isDone ? 'done' : handed ? 'handed-on' : 'received',
    isOverdue: !isDone && handed?.handed.dueOn !== undefined && handed.handed.dueOn < today,
    noted: said.noted,
    ...(programmeName !== undefined && { programmeName }),
    ...(handed && { handed: { ...handed.handed, noted: handed.noted } }),
    ...(done && { done: { ...done.done, noted: done.noted } }),
    ...(question && { questionId: question.questionId }),
  }
}

/** What of the register is wanted, in the order wanted (pure). */
export function matching(feedback: readonly Feedback[], asked: FeedbackAsked): Feedback[] {
  const words = fold(asked.words ?? '').trim()
  const found = feedback.filter(
    (one) =>
      (asked.kind === undefined || one.kind === asked.kind) &&
      (asked.state === undefined || (asked.state === 'overdue' ? one.isOverdue : one.state === asked.state)) &&
      (asked.from === undefined || one.receivedOn >= asked.from) &&
      (asked.to === undefined || one.receivedOn <= asked.to) &&
      (words === '' || fold(searchable(one)).includes(words)),
  )
  const LAST = '\uffff'
  const due = ({ state, handed }: Feedback) => (state === 'handed-on' ? (handed?.dueOn ?? '9998') : '9999')
  switch (asked.order ?? 'received') {
    case 'due':
      return found.toSorted((a, b) => due(a).localeCompare(due(b)))
    case 'listener':
      return found.toSorted((a, b) => compareVietnamese(a.from ?? LAST, b.from ?? LAST))
    case 'handed':
      return found.toSorted((a, b) => compareVietnamese(a.handed?.to ?? LAST, b.handed?.to ?? LAST))
    case 'received':
      return found.toSorted((a, b) => b.receivedOn.localeCompare(a.receivedOn) || compareVietnamese(b.code, a.code))
  }
}

const KIND_WORDS: Record<FeedbackKind, string> = {
  opinion: 'Ý kiến',
  proposal: 'Kiến nghị',
  complaint: 'Phản ánh',
  praise: 'Khen',
}

const VIA_WORDS: Record<Feedback['via'], string> = {
  telephone: 'Điện thoại',
  letter: 'Thư, đơn',
  'in-person': 'Trực tiếp',
  online: 'Mạng (Zalo, cổng thông tin)',
  meeting: 'Hội nghị, tiếp xúc cử tri',
  other: 'Cách khác',
}

const STATE_WORDS: Record<Feedback['state'], string> = {
  received: 'Đã tiếp nhận',
  'handed-on': 'Đã chuyển xử lý',
  done: 'Đã giải quyết',
}

/** The register as a sheet (pure). */
export function feedbackTab(feedback: readonly Feedback[]): Tab {
  return {
    name: 'Ý kiến, kiến nghị',
    columns: [
      { title: 'Số', width: 10, kind: 'text' },
      { title: 'Ngày nhận', width: 12, kind: 'date' },
      { title: 'Loại', width: 12, kind: 'text' },
      { title: 'Nhận qua', width: 18, kind: 'text' },
      { title: 'Nội dung', width: 60, kind: 'text' },
      { title: 'Người nghe', width: 28, kind: 'text' },
      { title: 'Chương trình', width: 34, kind: 'text' },
      { title: 'Nơi xử lý', width: 34, kind: 'text' },
      { title: 'Hạn', width: 12, kind: 'date' },
      { title: 'Tình trạng', width: 20, kind: 'text' },
      { title: 'Kết quả', width: 50, kind: 'text' },
      { title: 'Ngày giải quyết', width: 14, kind: 'date' },
    ],
    rows: feedback.map((one) => [
      one.code,
      one.receivedOn,
      KIND_WORDS[one.kind],
      VIA_WORDS[one.via],
      one.text,
      one.from,
      one.programmeName,
      one.handed?.to,
      one.handed?.dueOn,
      one.isOverdue ? 'Quá hạn' : STATE_WORDS[one.state],
      one.done?.outcome ?? (one.questionId === undefined ? undefined : 'Chuyển thành câu hỏi'),
      one.done?.doneOn,
    ]),
  }
}

function searchable({ code, text, from, programmeName, handed, done }: Feedback): string {
  return [code, text, from, programmeName, handed?.to, done?.outcome].filter(Boolean).join('\n')
}

function newest<K extends FeedbackFact['kind']>(
  facts: readonly NotedFeedback[],
  kind: K,
): Extract<NotedFeedback, { kind: K }> | undefined {
  return facts.findLast((fact): fact is Extract<NotedFeedback, { kind: K }> => fact.kind === kind)
}
