import { type CalendarDate, vietnameseDate } from '../../schedules/index.ts'
import type { Evaluation, EvaluationKind, EvaluationsAsked, EvaluationWritten, Signed } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'

/** An evaluation as it was last saved. */
export interface EvaluationRecord {
  id: string
  number: number
  facts: Omit<EvaluationWritten, 'parentNumber'>
  saved: Signed
}

/** An evaluation as its page shows it (pure): what was to follow and is not done by its day is overdue. */
export function evaluationOf(
  { id, number, facts, saved }: EvaluationRecord,
  programmeNames: ReadonlyMap<string, string>,
  today: CalendarDate,
): Evaluation {
  const programmeName = programmeNames.get(facts.programmeId ?? '')
  return {
    ...facts,
    id,
    number,
    saved,
    followUps: facts.followUps.map((followUp) => ({
      ...followUp,
      isOverdue: followUp.doneOn === undefined && followUp.dueOn !== undefined && followUp.dueOn < today,
    })),
    ...(programmeName !== undefined && { programmeName }),
  }
}

/** What of the records is wanted, in the order wanted (pure). */
export function matching(evaluations: readonly Evaluation[], asked: EvaluationsAsked): Evaluation[] {
  const words = fold(asked.words ?? '').trim()
  const found = evaluations.filter(
    (one) =>
      (asked.kind === undefined || one.kind === asked.kind) &&
      (asked.followUps !== 'open' || one.followUps.some(({ doneOn }) => doneOn === undefined)) &&
      (asked.followUps !== 'overdue' || one.followUps.some(({ isOverdue }) => isOverdue)) &&
      (asked.from === undefined || one.onDate >= asked.from) &&
      (asked.to === undefined || one.onDate <= asked.to) &&
      (words === '' || fold(searchable(one)).includes(words)),
  )
  return asked.order === 'about'
    ? found.toSorted((a, b) => compareVietnamese(a.about, b.about))
    : found.toSorted((a, b) => b.onDate.localeCompare(a.onDate))
}

const KIND_WORDS: Record<EvaluationKind, string> = {
  preliminary: 'Sơ kết',
  final: 'Tổng kết',
  inspection: 'Kiểm tra',
}

/** The records as a sheet (pure): one tab for the evaluations, one for what follows from them. */
export function evaluationTabs(evaluations: readonly Evaluation[]): Tab[] {
  return [
    {
      name: 'Sơ kết, kiểm tra',
      columns: [
        { title: 'Ngày', width: 12, kind: 'date' },
        { title: 'Hình thức', width: 14, kind: 'text' },
        { title: 'Nội dung', width: 40, kind: 'text' },
        { title: 'Chương trình', width: 34, kind: 'text' },
        { title: 'Ai thực hiện, ai dự', width: 40, kind: 'text' },
        { title: 'Nhận xét, kết luận', width: 70, kind: 'text' },
        { title: 'Việc phải làm tiếp', width: 50, kind: 'text' },
      ],
      rows: evaluations.map(({ onDate, kind, about, programmeName, who, findings, followUps }) => [
        onDate,
        KIND_WORDS[kind],
        about,
        programmeName,
        who,
        findings,
        followUps.map(followUpWords).join('\n'),
      ]),
    },
    {
      name: 'Việc làm tiếp',
      columns: [
        { title: 'Từ đợt', width: 40, kind: 'text' },
        { title: 'Ngày', width: 12, kind: 'date' },
        { title: 'Việc', width: 60, kind: 'text' },
        { title: 'Ai làm', width: 30, kind: 'text' },
        { title: 'Hạn', width: 12, kind: 'date' },
        { title: 'Xong ngày', width: 12, kind: 'date' },
        { title: 'Tình trạng', width: 14, kind: 'text' },
      ],
      rows: evaluations.flatMap(({ about, onDate, followUps }) =>
        followUps.map(({ what, who, dueOn, doneOn, isOverdue }) => [
          about,
          onDate,
          what,
          who,
          dueOn,
          doneOn,
          doneOn !== undefined ? 'Đã xong' : isOverdue ? 'Quá hạn' : 'Đang làm',
        ]),
      ),
    },
  ]
}

function followUpWords({ what, who, dueOn, doneOn }: Evaluation['followUps'][number]): string {
  const facts = [
    who,
    dueOn === undefined ? undefined : `hạn ${vietnameseDate(dueOn)}`,
    doneOn === undefined ? undefined : `xong ${vietnameseDate(doneOn)}`,
  ].filter(Boolean)
  return facts.length === 0 ? what : `${what} (${facts.join('; ')})`
}

function searchable({ about, who, findings, programmeName, followUps }: Evaluation): string {
  return [about, who, findings, programmeName, ...followUps.flatMap(({ what, who: by }) => [what, by])]
    .filter(Boolean)
    .join('\n')
}
