import type { Task, TaskListSummary, TaskListsAsked, TasksAsked } from '../contract/index.ts'
import { compareVietnamese, hasWords } from '../vietnamese/index.ts'

const HOLDS: Readonly<Record<NonNullable<TasksAsked['which']>, (state: Task['state']) => boolean>> = {
  left: (state) => state !== 'done',
  late: (state) => state === 'overdue' || state === 'due-soon',
  done: (state) => state === 'done',
}
/** What has no day comes after all that have one. */
const AFTER_ALL = '9999-12-31'

/** The tasks of a list in which every word stands, those that are asked for, in that order. Pure. */
export function tasksAsked(tasks: readonly Task[], { words = '', which, order }: TasksAsked): Task[] {
  const found = tasks.filter((task) => {
    const { content, form, time, unitText, helperText, section, units, state } = task
    const text = [content, form, time, unitText, helperText, section, ...units.map(({ name }) => name)].join(' ')
    return (which === undefined || HOLDS[which](state)) && hasWords(text, words)
  })
  const due = ({ dueOn = AFTER_ALL }: Task) => dueOn
  if (order === 'due') return found.toSorted((a, b) => (due(a) === due(b) ? 0 : due(a) < due(b) ? -1 : 1))
  if (order === 'unit') return found.toSorted((a, b) => compareVietnamese(a.unitText, b.unitText))
  return found
}

/** The lists in whose title, year or file every word stands, as they come or in the order of a Vietnamese list. Pure. */
export function taskListsAsked(
  lists: readonly TaskListSummary[],
  { words = '', state, order }: TaskListsAsked,
): TaskListSummary[] {
  const found = lists.filter(
    ({ title, year, fileName = '', isClosed }) =>
      (state === undefined || (state === 'closed') === isClosed) && hasWords(`${title} ${year} ${fileName}`, words),
  )
  return order === 'title' ? found.toSorted((a, b) => compareVietnamese(a.title, b.title)) : found
}
