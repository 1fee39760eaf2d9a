/** Which tasks of a list are looked at, and in which order. Pure. */
import type { Task, TaskState } from '../../../server/contract/index.ts'
import { compareVietnamese, hasWords } from '../../vietnamese.ts'

export type Which = 'all' | 'left' | 'late' | 'done'
export const WHICH: readonly { which: Which; words: string }[] = [
  { which: 'all', words: 'Tất cả' },
  { which: 'left', words: 'Chưa xong' },
  { which: 'late', words: 'Quá hạn, sắp đến hạn' },
  { which: 'done', words: 'Đã xong' },
]

export type Order = 'list' | 'due' | 'unit'
export const ORDERS: readonly { order: Order; words: string }[] = [
  { order: 'list', words: 'Như trong danh mục' },
  { order: 'due', words: 'Theo hạn' },
  { order: 'unit', words: 'Theo đơn vị' },
]

const HOLDS: Readonly<Record<Which, (state: TaskState) => boolean>> = {
  all: () => true,
  left: (state) => state !== 'done',
  late: (state) => state === 'overdue' || state === 'due-soon',
  done: (state) => state === 'done',
}

const AFTER_ALL = '9999-12-31'

/** The tasks in which every word stands, with or without marks; the station does the same for the sheet. */
export function chosen(
  tasks: readonly Task[],
  { which, wanted, order }: { which: Which; wanted: string; order: Order },
): Task[] {
  const found = tasks.filter((task) => {
    const { content, form, time, unitText, helperText, section } = task
    const units = task.units.map(({ name }) => name)
    const text = [content, form, time, unitText, helperText, section, ...units].join(' ')
    return HOLDS[which](task.state) && hasWords(text, wanted)
  })
  if (order === 'due') return found.toSorted((a, b) => (a.dueOn ?? AFTER_ALL).localeCompare(b.dueOn ?? AFTER_ALL))
  if (order === 'unit') return found.toSorted((a, b) => compareVietnamese(a.unitText, b.unitText))
  return found
}
