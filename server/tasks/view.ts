import type { CalendarDate } from '../../schedules/index.ts'
import type { Task, TaskDue, TaskList, TaskListSummary } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { UnitRegister } from '../units/index.ts'
import { taskStateOf } from './due.ts'
import { type KeptList, type KeptTask, listLists, listTasks } from './store.ts'
import { unitsNamedIn } from './who.ts'

/** The lists with how far each of them is. */
export async function taskLists(db: Db, today: CalendarDate): Promise<TaskListSummary[]> {
  const byList = Map.groupBy(await listTasks(db), ({ listId }) => listId)
  return (await listLists(db)).map((list) => summaryOf(list, byList.get(list.id) ?? [], today))
}

/** A list with its tasks. Refuses `not-found`. */
export async function taskListView(db: Db, listId: string, today: CalendarDate): Promise<TaskList> {
  const list = (await listLists(db)).find(({ id }) => id === listId)
  if (!list) throw new StationError('not-found')
  const tasks = await listTasks(db, listId)
  const register = await UnitRegister.open(db)
  return {
    summary: summaryOf(list, tasks, today),
    tasks: tasks.map((task, place) => viewOf(task, place + 1, register, today)),
  }
}

/** What is late or due soon of the lists that are open, the latest first: for the home page. */
export async function tasksDue(db: Db, today: CalendarDate): Promise<TaskDue[]> {
  const lists = new Map((await listLists(db)).filter(({ isClosed }) => !isClosed).map((list) => [list.id, list]))
  return (await listTasks(db))
    .flatMap((task): TaskDue[] => {
      const list = lists.get(task.listId)
      const state = stateOf(task, today)
      if (!list || task.dueOn === undefined || (state !== 'overdue' && state !== 'due-soon')) return []
      const { id, content, unitText, dueOn } = task
      return [{ taskId: id, listId: list.id, listTitle: list.title, content, unitText, dueOn, state }]
    })
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

function summaryOf(list: KeptList, tasks: readonly KeptTask[], today: CalendarDate): TaskListSummary {
  const states = tasks.map((task) => stateOf(task, today))
  return {
    id: list.id,
    title: list.title,
    year: list.year,
    isClosed: list.isClosed,
    made: list.made,
    tasks: tasks.length,
    done: states.filter((state) => state === 'done').length,
    overdue: states.filter((state) => state === 'overdue').length,
    ...(list.fileName !== undefined && { fileName: list.fileName }),
  }
}

function viewOf(task: KeptTask, number: number, register: UnitRegister, today: CalendarDate): Task {
  const { outcome, unitIds, proofs, ...text } = task
  return {
    ...text,
    number,
    // A unit that came into the register after the list, or learned its spelling, is known from then on.
    units:
      unitIds.length === 0
        ? unitsNamedIn(register, text.unitText, today)
        : unitIds.flatMap((unitId) => {
            const name = register.nameOn(unitId, today)
            return name === undefined ? [] : [{ unitId, name }]
          }),
    state: stateOf(task, today),
    note: outcome?.note ?? '',
    proofs: proofs.map(({ sha256: _, ...proof }) => proof),
    ...(outcome && { outcomeSet: { by: outcome.by, at: outcome.at } }),
    ...(outcome?.isDone && outcome.doneOn !== undefined && { doneOn: outcome.doneOn }),
  }
}

function stateOf(task: KeptTask, today: CalendarDate): Task['state'] {
  return taskStateOf({ isDone: task.outcome?.isDone ?? false, dueOn: task.dueOn, time: task.time }, today)
}
