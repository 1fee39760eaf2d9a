/** The routes of recordings made in the browser. The rest is in api.ts; all reject with ApiError (see request.ts). */
import type {
  Recording,
  RecordingFinished,
  RecordingOpened,
  RecordingSessionOpened,
  Take,
  UnfinishedRecording,
} from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

/** Where a chunk stands in its recording, and the checksum of its samples. */
export interface PlacedChunk {
  number: number
  firstFrame: number
  /** Lower-case hexadecimal. */
  sha256: string
}

export const recordingApi = {
  /** Refused with `being-recorded` while somebody else records the item, unless it is to be a take beside theirs. */
  open: (editionId: string, itemId: string, json: RecordingOpened) =>
    ask<Recording>('POST', `/api/editions/${part(editionId)}/items/${part(itemId)}/recordings`, { json }),
  /** The recordings of an item that are no takes yet. */
  unfinished: (editionId: string, itemId: string) =>
    ask<UnfinishedRecording[]>('GET', `/api/editions/${part(editionId)}/items/${part(itemId)}/recordings`),
  /** What has come of a recording. */
  state: (recordingId: string) => ask<UnfinishedRecording>('GET', `/api/recordings/${part(recordingId)}`),
  openSession: (recordingId: string, json: RecordingSessionOpened) =>
    ask<unknown>('POST', `/api/recordings/${part(recordingId)}/sessions`, { json }),
  storeChunk: (recordingId: string, { number, firstFrame, sha256 }: PlacedChunk, bytes: ArrayBuffer) =>
    ask<{ number: number; frames: number }>('PUT', `/api/recordings/${part(recordingId)}/chunks/${number}`, {
      bytes,
      headers: {
        'content-type': 'application/octet-stream',
        'x-chunk-sha256': sha256,
        'x-chunk-first-frame': String(firstFrame),
      },
    }),
  /** Makes the take; refused with `chunks-missing` and their numbers while some have not come. */
  finish: (recordingId: string, json: RecordingFinished) =>
    ask<Take>('POST', `/api/recordings/${part(recordingId)}/finish`, { json }),
  drop: (recordingId: string) => ask<unknown>('DELETE', `/api/recordings/${part(recordingId)}`),
} as const
