import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema, type TaskList, type TaskWritten } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveUpload, sendMedia } from '../media/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { readPastedTables, readTables } from '../tables/index.ts'
import { UnitRegister } from '../units/index.ts'
import { taskListsAsked, tasksAsked } from './asked.ts'
import { previewTasks } from './preview.ts'
import { taskListsTab, tasksTab } from './sheet.ts'
import {
  addList,
  addProof,
  addTask,
  type KeptTask,
  listTasks,
  removeProof,
  setClosed,
  setOutcome,
  setTask,
} from './store.ts'
import { taskLists, taskListView, tasksDue } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const ByProof = Type.Object({ id: schema.Id, proofId: schema.Id })
const List = { response: { 200: schema.TaskList } }
const LARGEST_LIST_BYTES = 30 * 1024 * 1024
const MOST_PASTED = 1_000_000
/** Without a file the note is the proof: the number of a paper, where it can be seen. */
const LEAST_NOTE = 5

/** Task lists (phụ lục, danh mục): read from files, told as lists, done with proof. */
export function registerTasks(app: App, { db, clock, live, media, config }: Deps): void {
  const today = () => dateAt(clock.now(), STATION_ZONE)
  const signature = (by: string) => ({ by, at: Math.round(clock.now()) })

  app.get('/api/task-lists', { schema: { response: { 200: Type.Array(schema.TaskListSummary) } } }, () =>
    taskLists(db, today()),
  )

  app.get('/api/task-lists/xlsx', { schema: { querystring: schema.TaskListsAsked } }, async (request, reply) => {
    const lists = taskListsAsked(await taskLists(db, today()), request.query)
    return sendSheet(reply, await writeSheet([taskListsTab(lists)]), 'Danh mục nhiệm vụ.xlsx')
  })

  app.get('/api/tasks/due', { schema: { response: { 200: Type.Array(schema.TaskDue) } } }, () => tasksDue(db, today()))

  app.post('/api/task-lists/import', { schema: { response: { 200: schema.TaskImportPreview } } }, async (request) => {
    const { file, fileName } = await receiveUpload(request, media, LARGEST_LIST_BYTES)
    try {
      return await previewTasks(db, await readTables(await readFile(file.path), fileName), fileName, today())
    } finally {
      await media.files.drop(file)
    }
  })

  app.post(
    '/api/task-lists/paste',
    {
      schema: {
        body: Type.Object({ text: Type.String({ minLength: 1, maxLength: MOST_PASTED }) }),
        response: { 200: schema.TaskImportPreview },
      },
    },
    (request) => previewTasks(db, readPastedTables(request.body.text), undefined, today()),
  )

  app.post(
    '/api/task-lists',
    { schema: { body: schema.TaskListMade, response: { 201: schema.TaskList } }, bodyLimit: 8 * 1024 * 1024 },
    async (request, reply) => {
      const { title, year, fileName, tasks } = request.body
      const tidyTitle = title.normalize('NFC').trim()
      if (tidyTitle === '') throw new StationError('bad-request', { what: 'tên danh mục' })
      await refuseUnknownUnits(tasks)
      const by = signature(personOf(request).id)
      const id = await addList(db, { title: tidyTitle, year, fileName, tasks: tasks.map(tidyTask) }, by)
      return reply.code(201).send(await changed(id))
    },
  )

  app.get('/api/task-lists/:id', { schema: { params: ById, ...List } }, (request) => view(request.params.id))

  app.get(
    '/api/task-lists/:id/xlsx',
    { schema: { params: ById, querystring: schema.TasksAsked } },
    async (request, reply) => {
      const list = await view(request.params.id)
      const tab = tasksTab({ ...list, tasks: tasksAsked(list.tasks, request.query) })
      return sendSheet(reply, await writeSheet([tab]), `${list.summary.title}.xlsx`)
    },
  )

  app.patch(
    '/api/task-lists/:id',
    { schema: { params: ById, body: schema.TaskListChange, ...List } },
    async (request) => {
      const { summary } = await view(request.params.id)
      const { isClosed } = request.body
      if (isClosed !== summary.isClosed) await setClosed(db, summary.id, isClosed, signature(personOf(request).id))
      return changed(summary.id)
    },
  )

  app.post(
    '/api/task-lists/:id/tasks',
    { schema: { params: ById, body: schema.TaskWritten, ...List } },
    async (request) => {
      const list = await openList(request.params.id)
      await refuseUnknownUnits([request.body])
      await addTask(db, list.id, tidyTask(request.body), signature(personOf(request).id))
      return changed(list.id)
    },
  )

  app.put('/api/tasks/:id', { schema: { params: ById, body: schema.TaskWritten, ...List } }, async (request) => {
    const task = await openTask(request.params.id)
    await refuseUnknownUnits([request.body])
    await setTask(db, task.id, tidyTask(request.body), 'in-use', signature(personOf(request).id))
    return changed(task.listId)
  })

  app.delete('/api/tasks/:id', { schema: { params: ById, ...List } }, async (request) => {
    const task = await openTask(request.params.id)
    await setTask(db, task.id, task, 'removed', signature(personOf(request).id))
    return changed(task.listId)
  })

  app.put(
    '/api/tasks/:id/outcome',
    { schema: { params: ById, body: schema.TaskOutcome, ...List } },
    async (request) => {
      const task = await openTask(request.params.id)
      const { outcome, doneOn = today(), note = '' } = request.body
      if (outcome === 'done') {
        refuseNoDate(doneOn)
        if (doneOn > today()) throw new StationError('done-in-future', { date: vietnameseDate(doneOn) })
        if (task.proofs.length === 0 && note.trim().length < LEAST_NOTE) throw new StationError('task-proof-needed')
      }
      const said = { outcome, doneOn: outcome === 'done' ? doneOn : undefined, note: tidyText(note) }
      await setOutcome(db, task.id, said, signature(personOf(request).id))
      return changed(task.listId)
    },
  )

  app.post('/api/tasks/:id/proofs', { schema: { params: ById, ...List } }, async (request) => {
    const task = await openTask(request.params.id)
    const { file, fileName, mediaType } = await receiveUpload(request, media, config.uploadLimitBytes)
    const { sha256, bytes } = await media.keep(file, mediaType)
    await addProof(db, task.id, { sha256, fileName, mediaType, bytes }, signature(personOf(request).id))
    return changed(task.listId)
  })

  app.get('/api/tasks/:id/proofs/:proofId', { schema: { params: ByProof } }, async (request, reply) => {
    const { sha256, fileName } = await proof(request.params)
    await sendMedia(request, reply, {
      path: media.files.pathOf(sha256),
      sha256,
      // What a stranger made is never opened as a page of the station.
      mediaType: 'application/octet-stream',
      saveAs: fileName,
    })
    return reply
  })

  app.delete('/api/tasks/:id/proofs/:proofId', { schema: { params: ByProof, ...List } }, async (request) => {
    const task = await openTask(request.params.id)
    const { id } = await proof(request.params)
    await removeProof(db, id, signature(personOf(request).id))
    return changed(task.listId)
  })

  function view(listId: string): Promise<TaskList> {
    return taskListView(db, listId, today())
  }

  function changed(listId: string): Promise<TaskList> {
    live.tell({ event: 'changed', data: { what: 'tasks' } })
    return view(listId)
  }

  async function openList(listId: string): Promise<TaskList['summary']> {
    const { summary } = await view(listId)
    if (summary.isClosed) throw new StationError('task-list-closed', { title: summary.title })
    return summary
  }

  async function openTask(id: string): Promise<KeptTask> {
    const task = (await listTasks(db)).find((one) => one.id === id)
    if (!task) throw new StationError('not-found')
    await openList(task.listId)
    return task
  }

  async function proof({ id, proofId }: { id: string; proofId: string }): Promise<KeptTask['proofs'][number]> {
    const task = (await listTasks(db)).find((one) => one.id === id)
    const found = task?.proofs.find((one) => one.id === proofId)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function refuseUnknownUnits(tasks: readonly TaskWritten[]): Promise<void> {
    const { lives } = await UnitRegister.open(db)
    if (tasks.some(({ unitIds }) => unitIds.some((id) => !lives.has(id)))) throw new StationError('unit-unknown')
  }
}

function tidyTask(task: TaskWritten): TaskWritten {
  refuseNoDate(task.dueOn)
  const content = tidyText(task.content)
  if (content === '') throw new StationError('bad-request', { what: 'nội dung việc' })
  return {
    ...task,
    content,
    section: tidyText(task.section),
    form: tidyText(task.form),
    time: tidyText(task.time),
    unitText: tidyText(task.unitText),
    helperText: tidyText(task.helperText),
    unitIds: [...new Set(task.unitIds)],
  }
}

function tidyText(text: string): string {
  return text.normalize('NFC').trim()
}

function refuseNoDate(date: string | undefined): void {
  if (date !== undefined && !isCalendarDate(date))
    throw new StationError('no-such-date', { date: vietnameseDate(date) })
}
