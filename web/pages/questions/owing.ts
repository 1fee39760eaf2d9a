import type { QuestionSummary } from '../../../server/contract/index.ts'

/** Whether a question waits to be sent, or may go to another agency. */
export const maySend = ({ state }: Pick<QuestionSummary, 'state'>): boolean => state === 'received' || state === 'sent'

/** Who owes answers whose day is over, the longest first. */
export function owing(questions: readonly QuestionSummary[]): { unitName: string; count: number; since: string }[] {
  const late = questions.filter(({ isOverdue, dispatch }) => isOverdue && dispatch)
  return [...Map.groupBy(late, ({ dispatch }) => dispatch?.unitName ?? '')]
    .map(([unitName, mine]) => ({
      unitName,
      count: mine.length,
      since: mine.map(({ dispatch }) => dispatch?.dueOn ?? '').toSorted()[0] ?? '',
    }))
    .toSorted((a, b) => a.since.localeCompare(b.since))
}
