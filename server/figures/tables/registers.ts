import { addDays, type CalendarDate } from '../../../schedules/index.ts'
import { compareVietnamese } from '../../vietnamese/index.ts'
import type {
  EvaluationFact,
  Facts,
  FeedbackFact,
  PlayFact,
  QuestionFact,
  TaskFact,
  UnitLine,
  WorkFact,
} from '../facts/index.ts'
import { type CountedTable, counted, type Listing } from './counted.ts'
import { PLAYS } from './listings.ts'

const NO_AGENCY: UnitLine = { key: 'none', name: 'Chưa chuyển cơ quan nào' }
const NO_TASK_UNIT: UnitLine = { key: 'none', name: 'Chưa ghi đơn vị' }

export const QUESTIONS: Listing<QuestionFact> = {
  columns: [
    { title: 'Số', kind: 'text' },
    { title: 'Ngày nhận', kind: 'date' },
    { title: 'Câu hỏi', kind: 'text' },
    { title: 'Cơ quan trả lời', kind: 'text' },
    { title: 'Hạn trả lời', kind: 'date' },
    { title: 'Ngày trả lời', kind: 'date' },
  ],
  cells: ({ code, receivedOn, text, agency, dueOn, answeredOn }) => [
    code,
    receivedOn,
    text,
    agency?.name ?? '',
    dueOn ?? null,
    answeredOn ?? null,
  ],
  href: ({ id }) => `/dan-hoi/${encodeURIComponent(id)}`,
}

const FEEDBACK_NAMES: Record<FeedbackFact['kind'], string> = {
  opinion: 'Ý kiến',
  proposal: 'Kiến nghị',
  complaint: 'Phản ánh',
  praise: 'Khen',
}

export const FEEDBACK: Listing<FeedbackFact> = {
  columns: [
    { title: 'Số', kind: 'text' },
    { title: 'Ngày nhận', kind: 'date' },
    { title: 'Loại', kind: 'text' },
    { title: 'Nội dung', kind: 'text' },
    { title: 'Tình trạng', kind: 'text' },
  ],
  cells: ({ code, receivedOn, kind, text, isDone }) => [
    code,
    receivedOn,
    FEEDBACK_NAMES[kind],
    text,
    isDone ? 'Đã giải quyết' : 'Đang xử lý',
  ],
  href: () => '/so-theo-doi/y-kien',
}

const EVALUATION_NAMES: Record<EvaluationFact['kind'], string> = {
  preliminary: 'Sơ kết',
  final: 'Tổng kết',
  inspection: 'Kiểm tra',
}

export const EVALUATIONS: Listing<EvaluationFact> = {
  columns: [
    { title: 'Ngày', kind: 'date' },
    { title: 'Hình thức', kind: 'text' },
    { title: 'Nội dung', kind: 'text' },
  ],
  cells: ({ onDate, kind, about }) => [onDate, EVALUATION_NAMES[kind], about],
  href: () => '/so-theo-doi/danh-gia',
}

export const TASKS: Listing<TaskFact> = {
  columns: [
    { title: 'Danh mục', kind: 'text' },
    { title: 'Nhiệm vụ', kind: 'text' },
    { title: 'Đơn vị', kind: 'text' },
    { title: 'Hạn', kind: 'date' },
    { title: 'Hoàn thành', kind: 'date' },
    { title: 'Tình trạng', kind: 'text' },
  ],
  cells: ({ listTitle, content, units, dueOn, doneOn, state }) => [
    listTitle,
    content,
    units.map(({ name }) => name).join('; '),
    dueOn ?? null,
    state === 'done' ? (doneOn ?? null) : null,
    { done: 'Đã hoàn thành', overdue: 'Quá hạn', open: 'Chưa hoàn thành' }[state],
  ],
  href: ({ listId }) => `/nhiem-vu/${encodeURIComponent(listId)}`,
}

/** The questions of a span, each by what became of it there. */
export interface QuestionsOf {
  received: QuestionFact[]
  answered: QuestionFact[]
  /** Answered after their day. */
  late: QuestionFact[]
  /** Not answered at the end of the span though their day was over. */
  overdue: QuestionFact[]
}

/** Received, answered, overdue within the days (pure). On its last day an answer is still in time. */
export function questionsOf({ questions, days, today }: Pick<Facts, 'questions' | 'days' | 'today'>): QuestionsOf {
  const isWithin = (date: CalendarDate | undefined) => date !== undefined && days.from <= date && date <= days.to
  const end = today <= days.to ? today : addDays(days.to, 1)
  const answered = questions.filter(({ answeredOn }) => isWithin(answeredOn))
  return {
    received: questions.filter(({ receivedOn }) => isWithin(receivedOn)),
    answered,
    late: answered.filter(({ dueOn, answeredOn = '' }) => dueOn !== undefined && answeredOn > dueOn),
    overdue: questions.filter(
      ({ dueOn, answeredOn, isClosed, receivedOn }) =>
        receivedOn <= days.to &&
        dueOn !== undefined &&
        dueOn < end &&
        !isClosed &&
        (answeredOn === undefined || answeredOn > days.to),
    ),
  }
}

/** Questions by the agency that answers (pure). */
export function questionsTable(of: QuestionsOf): CountedTable {
  const columns = [of.received, of.answered, of.late, of.overdue]
  const agencies = new Map(columns.flat().map(({ agency = NO_AGENCY }): [string, string] => [agency.key, agency.name]))
  return {
    key: 'questions',
    title: 'Dân hỏi – Chính quyền trả lời',
    lineTitle: 'Cơ quan trả lời',
    columns: [
      { key: 'received', title: 'Câu hỏi nhận', unit: 'count' },
      { key: 'answered', title: 'Đã trả lời', unit: 'count' },
      { key: 'late', title: 'Trong đó trả lời trễ', unit: 'count' },
      { key: 'overdue', title: 'Còn quá hạn', unit: 'count' },
    ],
    lines: [...agencies]
      .sort(([a, nameA], [b, nameB]) => byName(a, nameA, b, nameB))
      .map(([key, title]) => ({
        key,
        title,
        figures: columns.map((questions) =>
          counted(
            questions.filter(({ agency = NO_AGENCY }) => agency.key === key),
            QUESTIONS,
          ),
        ),
      })),
    notes: [],
  }
}

/** What listeners said, by kind (pure). */
export function feedbackTable(feedback: readonly FeedbackFact[]): CountedTable {
  const kinds = (['opinion', 'proposal', 'complaint', 'praise'] as const).filter((kind) =>
    feedback.some((one) => one.kind === kind),
  )
  return {
    key: 'feedback',
    title: 'Ý kiến, kiến nghị của thính giả',
    lineTitle: 'Loại',
    columns: [
      { key: 'received', title: 'Tiếp nhận', unit: 'count' },
      { key: 'done', title: 'Đã giải quyết', unit: 'count' },
    ],
    lines: kinds.map((kind) => {
      const mine = feedback.filter((one) => one.kind === kind)
      return {
        key: kind,
        title: FEEDBACK_NAMES[kind],
        figures: [
          counted(mine, FEEDBACK),
          counted(
            mine.filter(({ isDone }) => isDone),
            FEEDBACK,
          ),
        ],
      }
    }),
    notes: [],
  }
}

/** Sơ kết, tổng kết, kiểm tra (pure). */
export function evaluationsTable(evaluations: readonly EvaluationFact[]): CountedTable {
  const kinds = Map.groupBy(evaluations, ({ kind }) => kind)
  return {
    key: 'evaluations',
    title: 'Sơ kết, tổng kết, kiểm tra',
    lineTitle: 'Hình thức',
    columns: [{ key: 'held', title: 'Số lần', unit: 'count' }],
    lines: [...kinds].map(([kind, mine]) => ({
      key: kind,
      title: EVALUATION_NAMES[kind],
      figures: [counted(mine, EVALUATIONS)],
    })),
    notes: [],
  }
}

/** Each time that a work was heard. */
export const WORK_PLAYS: Listing<{ work: WorkFact; play: PlayFact }> = {
  columns: [{ title: 'Tác phẩm', kind: 'text' }, ...PLAYS.columns],
  cells: ({ work, play }) => [work.title, ...PLAYS.cells(play)],
  href: ({ play }) => PLAYS.href?.(play),
}

/** The airings in which a work was heard (pure). */
export function playsOfWork({ sounds, itemIds, itemKey }: WorkFact, plays: readonly PlayFact[]): PlayFact[] {
  const [hashes, ids] = [[...sounds], [...itemIds]]
  return plays.filter(
    (play) =>
      hashes.some((sha256) => play.sounds.has(sha256)) ||
      ids.some((itemId) => play.itemIds.has(itemId)) ||
      (itemKey !== undefined && play.items.some(({ item }) => item.key === itemKey)),
  )
}

/** Award works that were played (pure). */
export function worksTable(works: readonly WorkFact[], plays: readonly PlayFact[]): CountedTable {
  return {
    key: 'awards',
    title: 'Tác phẩm đoạt giải đã phát',
    lineTitle: 'Tác phẩm',
    columns: [
      { key: 'airings', title: 'Lượt phát', unit: 'count' },
      { key: 'outside', title: 'Lượt phát ngoài hệ thống', unit: 'count' },
    ],
    lines: works.flatMap((work) => {
      const mine = playsOfWork(work, plays)
      if (mine.length === 0) return []
      const title = [work.title, work.author, work.award].filter(Boolean).join(', ')
      const figures = [false, true].map((isOutside) =>
        counted(
          mine.filter((play) => play.isOutside === isOutside),
          PLAYS,
        ),
      )
      return [{ key: work.id, title, figures }]
    }),
    notes: [],
  }
}

/** The task list by unit (pure): a task of two units counts for each. */
export function tasksTable(tasks: readonly TaskFact[]): CountedTable {
  const unitsOf = ({ units }: TaskFact) => (units.length === 0 ? [NO_TASK_UNIT] : units)
  const units = new Map(tasks.flatMap(unitsOf).map(({ key, name }) => [key, name]))
  return {
    key: 'tasks',
    title: 'Nhiệm vụ theo danh mục',
    lineTitle: 'Đơn vị',
    columns: [
      { key: 'all', title: 'Nhiệm vụ', unit: 'count' },
      { key: 'done', title: 'Đã hoàn thành', unit: 'count' },
      { key: 'overdue', title: 'Quá hạn', unit: 'count' },
      { key: 'open', title: 'Chưa hoàn thành', unit: 'count' },
    ],
    lines: [...units]
      .sort(([a, nameA], [b, nameB]) => byName(a, nameA, b, nameB))
      .map(([key, title]) => {
        const mine = tasks.filter((task) => unitsOf(task).some((unit) => unit.key === key))
        const inState = (state: TaskFact['state']) =>
          counted(
            mine.filter((task) => task.state === state),
            TASKS,
          )
        return { key, title, figures: [counted(mine, TASKS), inState('done'), inState('overdue'), inState('open')] }
      }),
    notes: tasks.some((task) => task.units.length > 1)
      ? ['Nhiệm vụ giao cho nhiều đơn vị được tính ở từng đơn vị; ở tổng số tính một lần.']
      : [],
  }
}

function byName(a: string, nameA: string, b: string, nameB: string): number {
  return Number(a === 'none') - Number(b === 'none') || compareVietnamese(nameA, nameB)
}
