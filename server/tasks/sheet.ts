import type { Task, TaskList, TaskListSummary } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

const STATE_WORDS: Readonly<Record<Task['state'], string>> = {
  done: 'Đã xong',
  overdue: 'Quá hạn',
  'due-soon': 'Sắp đến hạn',
  open: 'Chưa xong',
  ongoing: 'Thường xuyên',
}

/** A list as a sheet, with how each task stands; its first columns can be read in again. */
export function tasksTab({ summary, tasks }: TaskList): Tab {
  return {
    name: `Danh mục ${summary.year}`,
    columns: [
      { title: 'TT', width: 6, kind: 'number' },
      { title: 'Nội dung', width: 60, kind: 'text' },
      { title: 'Hình thức', width: 36, kind: 'text' },
      { title: 'Thời gian', width: 22, kind: 'text' },
      { title: 'Đơn vị thực hiện', width: 40, kind: 'text' },
      { title: 'Đơn vị phối hợp', width: 40, kind: 'text' },
      { title: 'Mục', width: 36, kind: 'text' },
      { title: 'Hạn', width: 12, kind: 'date' },
      { title: 'Tình trạng', width: 16, kind: 'text' },
      { title: 'Ngày xong', width: 12, kind: 'date' },
      { title: 'Minh chứng', width: 36, kind: 'text' },
      { title: 'Ghi chú', width: 40, kind: 'text' },
    ],
    rows: tasks.map((task) => [
      task.number,
      task.content,
      task.form,
      task.time,
      task.unitText,
      task.helperText,
      task.section,
      task.dueOn,
      STATE_WORDS[task.state],
      task.doneOn,
      task.proofs.map(({ fileName }) => fileName).join('; '),
      task.note,
    ]),
  }
}

/** The lists with how far each of them is. */
export function taskListsTab(lists: readonly TaskListSummary[]): Tab {
  return {
    name: 'Danh mục nhiệm vụ',
    columns: [
      { title: 'Danh mục', width: 60, kind: 'text' },
      { title: 'Năm', width: 8, kind: 'number' },
      { title: 'Số việc', width: 10, kind: 'number' },
      { title: 'Đã xong', width: 10, kind: 'number' },
      { title: 'Quá hạn', width: 10, kind: 'number' },
      { title: 'Tình trạng', width: 16, kind: 'text' },
      { title: 'Từ tệp', width: 36, kind: 'text' },
    ],
    rows: lists.map(({ title, year, tasks, done, overdue, isClosed, fileName }) => [
      title,
      year,
      tasks,
      done,
      overdue,
      isClosed ? 'Đã khép' : 'Đang thực hiện',
      fileName,
    ]),
  }
}
