/** Recordings of an item that are no takes yet, in this browser and at the station, as a page offers them. Pure. */
import type { UnfinishedRecording } from '../../../server/contract/index.ts'
import { ApiError } from '../../request.ts'
import { framesLeft, type Interruption, type KeptSummary, type Lying } from './keep/index.ts'

/** A recording that was broken off: it can be gone on with, finished, or given up. */
export interface Leftover {
  recordingId: string
  /** `here`: its sound lies in this browser; `station`: only the station has it. */
  where: 'here' | 'station'
  /** What of it is to be heard: what was read again is not counted. */
  lengthMs: number
  /** Station time, UTC milliseconds. */
  openedAt: number
  /** Who began it, where the station knows. */
  by: string | undefined
  revisionId: string
  /** Why it stands still, when it broke off before the eyes of this page. */
  reason: Interruption | undefined
  /** The reader had said that it is over: what is left to do is to finish. */
  hasEnded: boolean
}

/** Somebody who records the item at this moment. */
export interface Beside {
  by: string
  /** Station time, UTC milliseconds. */
  since: number
}

/** A recording of another item that lies in this browser. */
export interface Elsewhere {
  editionId: string
  itemId: string
  title: string
}

export interface Found {
  leftovers: Leftover[]
  beside: Beside[]
  elsewhere: Elsewhere[]
}

/** One's own recording that went silent this long ago in another browser may be taken over. */
const SILENT_MS = 10_000

/** What was found for an item: the newest first; what lies here counts before the station's word of it. `now` is station time. */
export function foundOf(
  lying: readonly Lying[],
  unfinished: readonly UnfinishedRecording[],
  { editionId, itemId, now }: { editionId: string; itemId: string; now: number },
): Found {
  const kept = lying.filter((one) => !one.isHeld)
  const mine = kept.filter(({ opening }) => opening.editionId === editionId && opening.itemId === itemId)
  const others = kept.filter((one) => !mine.includes(one))
  const held = new Set(lying.filter((one) => one.isHeld).map(({ recordingId }) => recordingId))
  const here = new Set(mine.map(({ opening }) => opening.recordingId))
  const atStation = unfinished.filter(({ recordingId }) => !here.has(recordingId))
  const isLive = (one: UnfinishedRecording) => {
    const isSilent = now - (one.heardAt ?? one.opened.at) > SILENT_MS
    return held.has(one.recordingId) || (one.isLive && !(one.isMine && isSilent))
  }
  const leftovers = [
    ...mine.map((one) =>
      hereOf(
        one,
        unfinished.find(({ recordingId }) => recordingId === one.opening.recordingId),
      ),
    ),
    ...atStation.filter((one) => !isLive(one) && one.frames > 0).map(stationOf),
  ]
  return {
    leftovers: leftovers.toSorted((a, b) => b.openedAt - a.openedAt),
    beside: atStation.filter(isLive).map(({ opened }) => ({ by: opened.by, since: opened.at })),
    elsewhere: others.map(({ opening }) => ({
      editionId: opening.editionId,
      itemId: opening.itemId,
      title: opening.title,
    })),
  }
}

/** A recording that lies here, as it is offered. */
export function hereOf(kept: KeptSummary, known?: UnfinishedRecording, reason?: Interruption): Leftover {
  const { opening, frames, cuts, hasEnded } = kept
  return {
    recordingId: opening.recordingId,
    where: 'here',
    lengthMs: (framesLeft(frames, cuts) / opening.sampleRateHz) * 1000,
    openedAt: opening.openedAt,
    by: known?.opened.by,
    revisionId: opening.revisionId,
    reason,
    hasEnded,
  }
}

function stationOf({ recordingId, frames, sampleRateHz, opened, revisionId }: UnfinishedRecording): Leftover {
  return {
    recordingId,
    where: 'station',
    lengthMs: (frames / sampleRateHz) * 1000,
    openedAt: opened.at,
    by: opened.by,
    revisionId,
    reason: undefined,
    hasEnded: false,
  }
}

/** Two kinds of sound cannot be one recording: throws ApiError `recording-format-changed`. */
export function refuseOtherFormat(was: SoundKind, now: SoundKind): void {
  if (was.sampleRateHz === now.sampleRateHz && was.channels === now.channels) return
  throw new ApiError(409, {
    code: 'recording-format-changed',
    message: 'Micrô lần này thu theo khuôn khác với phần đã thu, nên không nối được.',
    next: 'Chọn lại micrô cũ, hoặc kết thúc bản thu này rồi thu phần còn lại thành một lần thu mới.',
  })
}

interface SoundKind {
  sampleRateHz: number
  channels: number
}
