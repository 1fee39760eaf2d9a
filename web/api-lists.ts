/** Lists as they are narrowed and ordered, and where they are to be had as Excel files. All reject with ApiError. */
import type {
  Download,
  DownloadsAsked,
  HotlineContact,
  LeadersAsked,
  LogAsked,
  LogBook,
  LogNote,
  LogNoteWritten,
  OccupiedAsked,
  PeopleAsked,
  ProgrammesAsked,
  SearchAsked,
  TaskListsAsked,
  TasksAsked,
  TunesAsked,
  UnitsAsked,
  WardStationsAsked,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

/** What is asked for, as a query; what is empty is not asked. */
function query(asked: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(asked)
    .map(([name, value = '']): [string, string] => [name, String(value).trim()])
    .filter(([, value]) => value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

export const listsApi = {
  log: (from: string, to: string, asked: LogAsked) =>
    ask<LogBook>('GET', `/api/log-book${query({ from, to, ...asked })}`),
  /** Adds to a line of the log; answers all that was added to it. */
  addLogNote: (lineId: string, json: LogNoteWritten) =>
    ask<LogNote[]>('POST', `/api/log-book/${encodeURIComponent(lineId)}/notes`, { json }),
  downloads: (asked: DownloadsAsked) => ask<Download[]>('GET', `/api/downloads${query(asked)}`),
  contacts: (words: string) => ask<HotlineContact[]>('GET', `/api/hotline-contacts${query({ words })}`),
} as const

/** What narrows a list as its page keeps it: what is empty is not asked for. */
type Empty<Asked> = { readonly [Name in keyof Asked]: Asked[Name] | '' | undefined }

/** Addresses of sheets, for download links. */
export const listFiles = {
  log: (from: string, to: string, asked: LogAsked) => `/api/log-book/xlsx${query({ from, to, ...asked })}`,
  calendar: (from: string, to: string, programmeId: string) => `/api/calendar/xlsx${query({ from, to, programmeId })}`,
  downloads: (asked: DownloadsAsked) => `/api/downloads/xlsx${query(asked)}`,
  wardStations: (asked: Empty<WardStationsAsked>) => `/api/ward-stations/xlsx${query(asked)}`,
  programmes: (asked: ProgrammesAsked) => `/api/programmes/xlsx${query(asked)}`,
  contacts: (words: string) => `/api/hotline-contacts/xlsx${query({ words })}`,
  people: (asked: Empty<PeopleAsked>) => `/api/functions/xlsx${query(asked)}`,
  leaders: (asked: Empty<LeadersAsked>) => `/api/leaders/xlsx${query(asked)}`,
  occupied: (asked: Empty<OccupiedAsked>) => `/api/occupied/xlsx${query(asked)}`,
  tunes: (asked: Empty<TunesAsked>) => `/api/tunes/xlsx${query(asked)}`,
  units: (asked: Empty<UnitsAsked>) => `/api/units/xlsx${query(asked)}`,
  tasks: (listId: string, asked: Empty<TasksAsked>) =>
    `/api/task-lists/${encodeURIComponent(listId)}/xlsx${query(asked)}`,
  taskLists: (asked: Empty<TaskListsAsked>) => `/api/task-lists/xlsx${query(asked)}`,
  search: (asked: Empty<SearchAsked>) => `/api/search/xlsx${query(asked)}`,
} as const
