/** What wards say and what follows from it. Links and downloads are in api.ts; all reject with ApiError (see request.ts). */
import type {
  EditionToRemind,
  WardAirTime,
  WardMatrix,
  WardReminderMade,
  WardReminderSheet,
  WardWordNoted,
} from '../server/contract/index.ts'
import { ask, type UploadFollowed, upload } from './request.ts'

const part = encodeURIComponent
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

/** Which part of the matrix: of one programme or of all (empty), so many of the newest editions. */
export interface MatrixAsked {
  programmeId: string
  most: number
}
const matrixQuery = ({ programmeId, most }: MatrixAsked) =>
  query({ most: String(most), ...(programmeId !== '' && { programmeId }) })

export const wardsApi = {
  matrix: (asked: MatrixAsked) => ask<WardMatrix>('GET', `/api/ward-matrix?${matrixQuery(asked)}`),
  /** Notes what a ward told by telephone or on paper. */
  note: (json: WardWordNoted) => ask<unknown>('POST', '/api/ward-words', { json }),
  takeBackWord: (wardStationId: string, wordId: string) =>
    ask<unknown>('DELETE', `/api/ward-stations/${part(wardStationId)}/words/${part(wordId)}`),
  /** Notes that a ward has said that it saw a withdrawal. */
  noteRecallSeen: (wardStationId: string, json: { editionId: string; recalledAt: number }) =>
    ask<unknown>('POST', `/api/ward-stations/${part(wardStationId)}/recalls-seen`, { json }),
  /** A recording that a ward brought; it is compared by and by. */
  bringRecording: (
    { wardStationId, editionId }: { wardStationId: string; editionId: string },
    file: File,
    began: { date: string; time: string } | undefined,
    followed?: UploadFollowed,
  ) =>
    upload<unknown>(
      `/api/ward-stations/${part(wardStationId)}/editions/${part(editionId)}/recordings`,
      file,
      followed,
      began ? { ngay: began.date, gio: began.time } : {},
    ),
  /** The editions of which wards are to be reminded now. */
  toRemind: () => ask<EditionToRemind[]>('GET', '/api/ward-reminders'),
  reminders: (editionId: string) => ask<WardReminderSheet>('GET', `/api/ward-reminders/${part(editionId)}`),
  remind: (editionId: string, json: WardReminderMade) =>
    ask<WardReminderSheet>('POST', `/api/ward-reminders/${part(editionId)}`, { json }),
  airTime: (from: string, to: string) => ask<WardAirTime>('GET', `/api/ward-air-time?${query({ from, to })}`),
}

/** Addresses of what is downloaded or listened to. */
export const wardFiles = {
  matrix: (asked: MatrixAsked) => `/api/ward-matrix/xlsx?${matrixQuery(asked)}`,
  airTime: (from: string, to: string) => `/api/ward-air-time/xlsx?${query({ from, to })}`,
  recording: (id: string) => `/api/ward-recordings/${part(id)}/audio`,
}
