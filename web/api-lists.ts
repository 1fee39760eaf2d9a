/** Lists as they are narrowed and ordered, and where they are to be had as Excel files. All reject with ApiError. */
import type {
  AsRun,
  AsRunAsked,
  Download,
  DownloadsAsked,
  HotlineContact,
  ProgrammesAsked,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

/** What is asked for, as a query; what is empty is not asked. */
function query(asked: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(asked).filter((field): field is [string, string] => Boolean(field[1]?.trim()))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

export const listsApi = {
  log: (from: string, to: string, asked: AsRunAsked) =>
    ask<AsRun[]>('GET', `/api/as-run${query({ from, to, ...asked })}`),
  downloads: (asked: DownloadsAsked) => ask<Download[]>('GET', `/api/downloads${query(asked)}`),
  contacts: (words: string) => ask<HotlineContact[]>('GET', `/api/hotline-contacts${query({ words })}`),
} as const

/** Addresses of sheets, for download links. */
export const listFiles = {
  log: (from: string, to: string, asked: AsRunAsked) => `/api/as-run/xlsx${query({ from, to, ...asked })}`,
  calendar: (from: string, to: string, programmeId: string) => `/api/calendar/xlsx${query({ from, to, programmeId })}`,
  downloads: (asked: DownloadsAsked) => `/api/downloads/xlsx${query(asked)}`,
  programmes: (asked: ProgrammesAsked) => `/api/programmes/xlsx${query(asked)}`,
  contacts: (words: string) => `/api/hotline-contacts/xlsx${query({ words })}`,
  people: '/api/functions/xlsx',
  occupied: '/api/occupied/xlsx',
} as const
