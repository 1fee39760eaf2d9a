/** The routes of units, rota and task lists. All reject with ApiError (see request.ts). */
import type {
  Rota,
  RotaImportPreview,
  RotaLines,
  RotaSet,
  TaskDue,
  TaskImportPreview,
  TaskList,
  TaskListMade,
  TaskListSummary,
  TaskOutcome,
  TaskWritten,
  Unit,
  UnitChanged,
  UnitDetail,
  UnitEdited,
  UnitImportPreview,
  UnitMade,
  UnitRead,
  UnitsImported,
} from '../server/contract/index.ts'
import { ask, type UploadFollowed, upload } from './request.ts'

const part = encodeURIComponent

export const unitsApi = {
  /** The units of a day (today where none is named); `all` those that are no more as well. */
  units: ({ on, all = false }: { on?: string; all?: boolean } = {}) =>
    ask<Unit[]>('GET', `/api/units${query({ on, all: all ? '1' : undefined })}`),
  unit: (id: string) => ask<UnitDetail>('GET', `/api/units/${part(id)}`),
  addUnit: (json: UnitMade) => ask<UnitDetail>('POST', '/api/units', { json }),
  editUnit: (id: string, json: UnitEdited) => ask<UnitDetail>('PATCH', `/api/units/${part(id)}`, { json }),
  /** A merger, a split, a new name, an end. */
  changeUnits: (json: UnitChanged) => ask<Unit[]>('POST', '/api/unit-changes', { json }),
  takeBackChange: (changeId: string) => ask<Unit[]>('DELETE', `/api/unit-changes/${part(changeId)}`),
  /** Which units these written names mean. */
  readUnits: (written: string[], on?: string) =>
    ask<UnitRead[]>('POST', '/api/units/read', { json: { written, ...(on !== undefined && { on }) } }),
  previewUnitsFile: (file: File, followed?: UploadFollowed) =>
    upload<UnitImportPreview>('/api/units/import', file, followed),
  previewUnitsPaste: (text: string) => ask<UnitImportPreview>('POST', '/api/units/paste', { json: { text } }),
  importUnits: (json: UnitsImported) => ask<Unit[]>('POST', '/api/units/imported', { json }),

  rota: (programmeId: string, year: number) =>
    ask<Rota>('GET', `/api/programmes/${part(programmeId)}/rota${query({ year })}`),
  setRota: (programmeId: string, json: RotaSet) =>
    ask<Rota>('PUT', `/api/programmes/${part(programmeId)}/rota`, { json }),
  dropException: (programmeId: string, year: number, month: number) =>
    ask<Rota>('DELETE', `/api/programmes/${part(programmeId)}/rota/exceptions/${year}/${month}`),
  previewRotaFile: (programmeId: string, year: number, file: File, followed?: UploadFollowed) =>
    upload<RotaImportPreview>(`/api/programmes/${part(programmeId)}/rota/import${query({ year })}`, file, followed),
  previewRotaPaste: (programmeId: string, year: number, text: string) =>
    ask<RotaImportPreview>('POST', `/api/programmes/${part(programmeId)}/rota/paste${query({ year })}`, {
      json: { text },
    }),
  previewRotaLines: (programmeId: string, json: RotaLines) =>
    ask<RotaImportPreview>('POST', `/api/programmes/${part(programmeId)}/rota/read`, { json }),

  taskLists: () => ask<TaskListSummary[]>('GET', '/api/task-lists'),
  taskList: (id: string) => ask<TaskList>('GET', `/api/task-lists/${part(id)}`),
  tasksDue: () => ask<TaskDue[]>('GET', '/api/tasks/due'),
  previewTasksFile: (file: File, followed?: UploadFollowed) =>
    upload<TaskImportPreview>('/api/task-lists/import', file, followed),
  previewTasksPaste: (text: string) => ask<TaskImportPreview>('POST', '/api/task-lists/paste', { json: { text } }),
  makeTaskList: (json: TaskListMade) => ask<TaskList>('POST', '/api/task-lists', { json }),
  closeTaskList: (id: string, isClosed: boolean) =>
    ask<TaskList>('PATCH', `/api/task-lists/${part(id)}`, { json: { isClosed } }),
  addTask: (listId: string, json: TaskWritten) =>
    ask<TaskList>('POST', `/api/task-lists/${part(listId)}/tasks`, { json }),
  editTask: (id: string, json: TaskWritten) => ask<TaskList>('PUT', `/api/tasks/${part(id)}`, { json }),
  removeTask: (id: string) => ask<TaskList>('DELETE', `/api/tasks/${part(id)}`),
  setTaskOutcome: (id: string, json: TaskOutcome) => ask<TaskList>('PUT', `/api/tasks/${part(id)}/outcome`, { json }),
  addTaskProof: (id: string, file: File, followed?: UploadFollowed) =>
    upload<TaskList>(`/api/tasks/${part(id)}/proofs`, file, followed),
  removeTaskProof: (id: string, proofId: string) =>
    ask<TaskList>('DELETE', `/api/tasks/${part(id)}/proofs/${part(proofId)}`),
} as const

/** Files that the browser fetches itself. */
export const unitsFiles = {
  rotaSheet: (programmeId: string, year: number) => `/api/programmes/${part(programmeId)}/rota/xlsx${query({ year })}`,
  taskProof: (id: string, proofId: string) => `/api/tasks/${part(id)}/proofs/${part(proofId)}`,
} as const

function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]))
  return given.length === 0 ? '' : `?${given.join('&')}`
}
