import type { CalendarDate } from '../../schedules/index.ts'
import type { BookWork, DueReport, QuestionSummary, TaskDue } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { listQuestions } from '../questions/index.ts'
import { reportsDue } from '../reports/index.ts'
import { announcementsToSee } from '../spots/index.ts'
import { tasksDue } from '../tasks/index.ts'
import type { Asker } from './work.ts'

/** What the registers say of a day. */
export interface BookFacts {
  tasks: readonly Pick<TaskDue, 'state' | 'dueOn'>[]
  questions: readonly Pick<QuestionSummary, 'state' | 'isOverdue' | 'dispatch'>[]
  /** How many announcements want a look: expired or about to, or with a number that has changed. */
  announcements: number
  reports: readonly Pick<DueReport, 'state' | 'dueOn'>[]
}

/** Gathers it. */
export async function bookFactsOf(db: Db, today: CalendarDate): Promise<BookFacts> {
  return {
    tasks: await tasksDue(db, today),
    questions: await listQuestions(db, today),
    announcements: (await announcementsToSee(db, today)).length,
    reports: await reportsDue(db, today),
  }
}

type Line = Omit<BookWork, 'isMine'>

/** What is due in the registers (pure): what falls to the person first, then what is late. Nothing due: no line. */
export function bookWorks(facts: BookFacts, { functions }: Asker): BookWork[] {
  return [...taskLines(facts), ...questionLines(facts), ...reportLines(facts), ...libraryLines(facts)]
    .map((line) => ({ ...line, isMine: line.functions.some((one) => functions.includes(one)) }))
    .toSorted((a, b) => Number(b.isMine) - Number(a.isMine) || Number(b.isLate) - Number(a.isLate))
}

function taskLines({ tasks }: BookFacts): Line[] {
  return (['overdue', 'due-soon'] as const).flatMap((state): Line[] => {
    const due = tasks.filter((task) => task.state === state)
    const words = state === 'overdue' ? 'nhiệm vụ quá hạn' : 'nhiệm vụ sắp đến hạn'
    return lineOf(due.length, {
      book: 'tasks',
      label: words,
      isLate: state === 'overdue',
      functions: ['monitor'],
      dueOn: earliest(due.map(({ dueOn }) => dueOn)),
    })
  })
}

function questionLines({ questions }: BookFacts): Line[] {
  const overdue = questions.filter(({ isOverdue }) => isOverdue)
  const count = (state: QuestionSummary['state']) => questions.filter((question) => question.state === state).length
  return [
    ...lineOf(overdue.length, {
      book: 'questions',
      label: 'câu hỏi quá hạn trả lời',
      isLate: true,
      functions: ['editor', 'monitor'],
      dueOn: earliest(overdue.flatMap(({ dispatch }) => dispatch?.dueOn ?? [])),
    }),
    ...lineOf(count('received'), {
      book: 'questions',
      label: 'câu hỏi chưa chuyển cơ quan trả lời',
      isLate: false,
      functions: ['editor'],
    }),
    ...lineOf(count('answered'), {
      book: 'questions',
      label: 'câu trả lời chờ biên tập',
      isLate: false,
      functions: ['editor'],
    }),
  ]
}

function reportLines({ reports }: BookFacts): Line[] {
  return (['overdue', 'due'] as const).flatMap((state): Line[] => {
    const due = reports.filter((report) => report.state === state)
    return lineOf(due.length, {
      book: 'reports',
      label: state === 'overdue' ? 'báo cáo quá hạn gửi' : 'báo cáo đến kỳ gửi',
      isLate: state === 'overdue',
      functions: ['monitor'],
      dueOn: earliest(due.map(({ dueOn }) => dueOn)),
    })
  })
}

function libraryLines({ announcements }: BookFacts): Line[] {
  return lineOf(announcements, {
    book: 'library',
    label: 'thông báo, đường dây nóng cần xem lại',
    isLate: false,
    functions: ['editor'],
  })
}

function lineOf(
  count: number,
  { label, dueOn, ...line }: Omit<Line, 'count' | 'dueOn'> & { dueOn?: CalendarDate | undefined },
): Line[] {
  return count === 0 ? [] : [{ ...line, count, label: `${count} ${label}`, ...(dueOn !== undefined && { dueOn }) }]
}

function earliest(dates: readonly CalendarDate[]): CalendarDate | undefined {
  return dates.toSorted()[0]
}
