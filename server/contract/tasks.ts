import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Signed } from './common.ts'
import { NamedUnit } from './units.ts'

const Text = (maxLength: number) => Type.String({ maxLength })

/** đã xong · quá hạn · sắp đến hạn · chưa làm · thường xuyên (no day to be late by). */
export const TaskState = Type.Union([
  Type.Literal('done'),
  Type.Literal('overdue'),
  Type.Literal('due-soon'),
  Type.Literal('open'),
  Type.Literal('ongoing'),
])

export const TaskProof = Type.Object({
  id: Id,
  fileName: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Number(),
  added: Signed,
})

export const TaskTextProperties = {
  /** The heading of the list under which it stands; empty: none. */
  section: Text(500),
  content: Type.String({ minLength: 1, maxLength: 5000 }),
  /** Hình thức: “Tin, bài trên đài truyền thanh”. */
  form: Text(2000),
  /** As the list writes it: “Quý II/2024”, “thường xuyên”. */
  time: Text(500),
  /** The last day on which it is in time; absent: none can be told. */
  dueOn: Type.Optional(CalendarDate),
  /** Who does it, as the list writes it; never taken apart. */
  unitText: Text(2000),
  /** Who helps. */
  helperText: Text(2000),
}

export const TaskWritten = Type.Object({ ...TaskTextProperties, unitIds: Type.Array(Id, { maxItems: 60 }) })

export const Task = Type.Object({
  id: Id,
  listId: Id,
  /** Its place in the list, from 1. */
  number: Type.Integer(),
  ...TaskTextProperties,
  /** The units of the register that are meant. */
  units: Type.Array(NamedUnit),
  state: TaskState,
  doneOn: Type.Optional(CalendarDate),
  /** What was said when it was done. */
  note: Type.String(),
  outcomeSet: Type.Optional(Signed),
  proofs: Type.Array(TaskProof),
})

export const TaskListSummary = Type.Object({
  id: Id,
  title: Type.String(),
  year: Type.Integer(),
  isClosed: Type.Boolean(),
  /** The file it was taken from. */
  fileName: Type.Optional(Type.String()),
  made: Signed,
  tasks: Type.Integer(),
  done: Type.Integer(),
  overdue: Type.Integer(),
})

export const TaskList = Type.Object({ summary: TaskListSummary, tasks: Type.Array(Task) })

/** A task as read from a table, before anybody has taken it over. */
export const TaskRead = Type.Object({ ...TaskTextProperties, units: Type.Array(NamedUnit) })

export const TaskImportPreview = Type.Object({
  /** The name of the list, where the document says one. */
  title: Type.String(),
  year: Type.Integer(),
  fileName: Type.Optional(Type.String()),
  tasks: Type.Array(TaskRead),
  warnings: Type.Array(Type.String()),
})

/** What narrows and orders the sheet of a list. */
export const TasksAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  /** `left`: not done; `late`: late or due soon. */
  which: Type.Optional(Type.Union([Type.Literal('left'), Type.Literal('late'), Type.Literal('done')])),
  /** Without one as the list has them. */
  order: Type.Optional(Type.Union([Type.Literal('due'), Type.Literal('unit')])),
})

/** What narrows and orders the lists themselves. */
export const TaskListsAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
  /** Without one the newest first. */
  order: Type.Optional(Type.Literal('title')),
})

export const TaskListMade = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 300 }),
  year: Type.Integer({ minimum: 2000, maximum: 2199 }),
  fileName: Type.Optional(Type.String({ maxLength: 300 })),
  tasks: Type.Array(TaskWritten, { maxItems: 1000 }),
})

export const TaskListChange = Type.Object({
  isClosed: Type.Boolean(),
})

export const TaskOutcome = Type.Object({
  outcome: Type.Union([Type.Literal('done'), Type.Literal('open')]),
  doneOn: Type.Optional(CalendarDate),
  note: Type.Optional(Text(2000)),
})

/** What of the task lists is due soon or late, for the home page. */
export const TaskDue = Type.Object({
  taskId: Id,
  listId: Id,
  listTitle: Type.String(),
  content: Type.String(),
  unitText: Type.String(),
  dueOn: CalendarDate,
  state: TaskState,
})

export type TaskState = Static<typeof TaskState>
export type TaskProof = Static<typeof TaskProof>
export type TaskWritten = Static<typeof TaskWritten>
export type Task = Static<typeof Task>
export type TaskListSummary = Static<typeof TaskListSummary>
export type TaskList = Static<typeof TaskList>
export type TaskRead = Static<typeof TaskRead>
export type TaskImportPreview = Static<typeof TaskImportPreview>
export type TasksAsked = Static<typeof TasksAsked>
export type TaskListsAsked = Static<typeof TaskListsAsked>
export type TaskListMade = Static<typeof TaskListMade>
export type TaskListChange = Static<typeof TaskListChange>
export type TaskOutcome = Static<typeof TaskOutcome>
export type TaskDue = Static<typeof TaskDue>
